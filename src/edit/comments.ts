/**
 * Attaches comments to the nodes that people mean. The parser attaches a comment to the node above it whenever it can; people
 * mean the node below, unless the comment is indented further.
 */
import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  visit,
} from 'yaml';
import { blankComments, lineStart } from './yaml-text.ts';

/** A comment without its `#`. */
interface Comment {
  start: number;
  column: number;
  text: string;
  /** True if the comment is alone on its line. */
  isWholeLine: boolean;
}

/** The start of a key or a list item. */
interface Starter {
  start: number;
  column: number;
  /** The node that its comments are attached to. */
  node: Node;
  /** The map or list that contains it. */
  parent: Node;
  isFirstOnLine: boolean;
}

/** Tokens by which the lexer marks the structure; they are not in the text. */
const LEXER_MARKERS = new Set(['\u0002', '\u0018', '\u001f']);

/** Every comment of a text, in order. */
export function commentsOf(text: string): Comment[] {
  const comments: Comment[] = [];
  let at = 0;
  for (const token of new Lexer().lex(text)) {
    if (LEXER_MARKERS.has(token)) continue;
    if (token.startsWith('#')) {
      const line = lineStart(text, at);
      const isWholeLine = text.slice(line, at).trim() === '';
      comments.push({ start: at, column: at - line, text: token.slice(1).trimEnd(), isWholeLine });
    }
    at += token.length;
  }
  return comments;
}

/** Attaches each comment of a parsed document to the right node. */
export function attachComments(document: Document.Parsed, text: string): void {
  const starters = startersOf(document, text);
  const inBrackets = bracketsOf(document);
  const ends = clearComments(document, text);
  document.commentBefore = document.comment = null;
  const comments = commentsOf(text);
  const content =
    starters.find(({ isFirstOnLine }) => isFirstOnLine)?.start ?? document.contents?.range?.[0] ?? 0;
  const isHeadApart = isApart(text, comments, content);
  // Comments, starters and brackets are in text order, so one pass is enough.
  let passed = 0;
  let closed = 0;
  let column = Number.POSITIVE_INFINITY;
  for (const [index, comment] of comments.entries()) {
    for (; (starters[passed]?.start ?? Number.POSITIVE_INFINITY) < comment.start; passed++)
      column = Number.POSITIVE_INFINITY;
    // A comment belongs to no part further inside than the comment above it, so that their order stays.
    if (comment.isWholeLine) column = Math.min(column, comment.column);
    while ((inBrackets[closed]?.end ?? Number.POSITIVE_INFINITY) <= comment.start) closed++;
    const own = comment.isWholeLine ? undefined : ends.get(endBefore(text, comment.start));
    const next = nextOnLine(starters, passed);
    const previous = starters[passed - 1];
    const isInBrackets = (inBrackets[closed]?.start ?? Number.POSITIVE_INFINITY) < comment.start;
    const before = comments[index - 1];
    const gap = before && /\n[ \t]*\r?\n/.test(text.slice(before.start, comment.start)) ? '\n' : '';
    // A comment without words becomes a space, because the package writes an empty comment as an empty line.
    const words = comment.text || ' ';
    const put = (
      target: { commentBefore?: string | null; comment?: string | null },
      key: 'comment' | 'commentBefore',
    ) => {
      target[key] = target[key] ? `${target[key]}\n${gap}${words}` : words;
    };
    if (own) put(own, 'comment');
    else if ((!comment.isWholeLine || isInBrackets) && previous) put(previous.node, 'commentBefore');
    else if (!previous && isHeadApart && comment.start < content) put(document, 'commentBefore');
    else if (next && !(previous && column > next.column)) put(next.node, 'commentBefore');
    else {
      const inside = insideOf(starters, passed, column, next);
      put(inside?.parent ?? document, 'comment');
    }
  }
}

/** The first starter at the beginning of a line, from an index on. */
function nextOnLine(starters: readonly Starter[], from: number): Starter | undefined {
  for (let at = from; at < starters.length; at++) if (starters[at]?.isFirstOnLine) return starters[at];
  return undefined;
}

/** The last key or item before `before` whose indentation puts the comment inside it. */
function insideOf(
  starters: readonly Starter[],
  before: number,
  column: number,
  next: Starter | undefined,
): Starter | undefined {
  for (let at = before - 1; at >= 0; at--) {
    const starter = starters[at];
    if (!starter || starter.column <= (next?.column ?? 0)) return undefined;
    if (starter.column <= column) return starter;
  }
  return undefined;
}

/** The ranges of the outermost brackets, in text order. */
function bracketsOf(document: Document.Parsed): { start: number; end: number }[] {
  const brackets: { start: number; end: number }[] = [];
  visit(document, {
    Collection(_, { flow, range }) {
      if (!flow || !range) return undefined;
      brackets.push({ start: range[0], end: range[1] });
      return visit.SKIP;
    },
  });
  return brackets.sort((a, b) => a.start - b.start);
}

/** True if an empty line separates the comments at the top from the content. */
function isApart(text: string, comments: readonly Comment[], content: number): boolean {
  const last = comments.findLast(({ start }) => start < content);
  return last !== undefined && /\n[ \t]*\r?\n/.test(text.slice(last.start, content));
}

/** The end of the text before an offset on the same line. */
function endBefore(text: string, offset: number): number {
  const line = lineStart(text, offset);
  return line + text.slice(line, offset).trimEnd().length;
}

/** Removes all comments. Returns the nodes that can have a comment after them on the same line, by the end of their text. */
function clearComments(document: Document.Parsed, text: string): Map<number, Node> {
  const ends = new Map<number, Node>();
  visit(document, {
    Node(key, node) {
      node.comment = node.commentBefore = null;
      if (!node.range || key === 'key') return;
      const [start, end] = node.range;
      // The comment of a block scalar is after its `|` or `>`.
      const [mark] = isBlock(node) ? (/[|>][-+0-9]*/.exec(text.slice(start, start + 8)) ?? []) : [];
      if (mark !== undefined) ends.set(start + mark.length, node);
      else if (isScalar(node) || (isCollection(node) && node.flow)) ends.set(end, node);
    },
  });
  return ends;
}

const isBlock = (node: Node): boolean =>
  isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL');

/** The starts of all keys and list items, in text order. */
function startersOf(document: Document.Parsed, text: string): Starter[] {
  const starters: Starter[] = [];
  // An item and its first key start together, so they share comments.
  const leaders = new Map<unknown, Node>();
  visit(document, {
    Collection(_, parent, path) {
      if (parent.flow) return visit.SKIP;
      const leader = isSeq(path.at(-1)) ? (leaders.get(parent) ?? parent) : undefined;
      let from = parent.range?.[0] ?? 0;
      for (const [index, item] of parent.items.entries()) {
        const part = isMap(parent) ? (item as Pair).key : item;
        if (!isNode(part) || !part.range) continue;
        const start = isSeq(parent)
          ? from + Math.max(0, lastDash(text.slice(from, part.range[0])))
          : part.range[0];
        const line = lineStart(text, start);
        const node = index === 0 && leader ? leader : part;
        leaders.set(part, node);
        const isFirstOnLine = text.slice(line, start).trim() === '';
        starters.push({ start, column: start - line, node, parent, isFirstOnLine });
        from = part.range[2];
      }
      return undefined;
    },
  });
  return starters.sort((a, b) => a.start - b.start);
}

/** The index of the last dash that is not in a comment: the marker of a list item. */
const lastDash = (text: string): number => blankComments(text).lastIndexOf('-');

/** Moves comments that would lose their line, in brackets and before the first key of an item, to the line before. */
export function liftComments(contents: Node): void {
  visit(contents, {
    Pair(_, { key, value }) {
      if (isNode(key) && isCollection(value) && value.flow) lift(value, key);
    },
    Seq(_, list) {
      if (!list.flow) for (const item of list.items) if (isCollection(item) && item.flow) lift(item, item);
    },
  });
  visit(contents, {
    Seq(_, list) {
      for (const item of list.items) {
        const first = isMap(item) && !item.flow ? item.items[0]?.key : undefined;
        if (!isMap(item) || !isNode(first) || !first.commentBefore) continue;
        item.commentBefore = joinedComments(item.commentBefore, first.commentBefore);
        first.commentBefore = null;
      }
    },
  });
}

const joinedComments = (...comments: (string | null | undefined)[]): string =>
  comments.filter((text) => text).join('\n');

function lift(from: Node, to: Node): void {
  const comments: string[] = [];
  visit(from, {
    Node(_, node) {
      // The comments of the collection itself stay.
      const own = node === from ? [] : [node.commentBefore, node.comment];
      comments.push(...own.filter((comment) => typeof comment === 'string'));
      if (node !== from) node.commentBefore = node.comment = null;
    },
  });
  if (comments.length > 0) to.commentBefore = joinedComments(to.commentBefore, ...comments);
}
