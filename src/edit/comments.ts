/**
 * Whose comment it is. The parser counts a comment to what stands above it as long as it can; people mean what stands
 * below, unless the comment is indented further. The comments of a document are set anew by where they stand.
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
import { lineStart } from './source.ts';

/** A comment without its `#`. */
interface Comment {
  start: number;
  column: number;
  text: string;
  /** Nothing stands before it on its line. */
  isWholeLine: boolean;
}

/** A key or an item, what its comments are put before, and the record or list that it is in. */
interface Starter {
  start: number;
  column: number;
  node: Node;
  holder: Node;
  isFirstOnLine: boolean;
}

const MARKERS = new Set(['\u0002', '\u0018', '\u001f']);

/** Every comment of a text, in its order. */
export function commentsOf(text: string): Comment[] {
  const comments: Comment[] = [];
  let at = 0;
  for (const token of new Lexer().lex(text)) {
    if (MARKERS.has(token)) continue;
    if (token.startsWith('#')) {
      const line = lineStart(text, at);
      const isWholeLine = text.slice(line, at).trim() === '';
      comments.push({ start: at, column: at - line, text: token.slice(1).trimEnd(), isWholeLine });
    }
    at += token.length;
  }
  return comments;
}

/** Gives each comment of a parsed document to what it belongs to. */
export function settleComments(document: Document.Parsed, text: string): void {
  const starters = startersOf(document, text);
  const inBrackets = bracketsOf(document);
  const ends = clearComments(document, text);
  document.commentBefore = document.comment = null;
  const comments = commentsOf(text);
  const content =
    starters.find(({ isFirstOnLine }) => isFirstOnLine)?.start ?? document.contents?.range?.[0] ?? 0;
  const isHeadApart = isApart(text, comments, content);
  // Starters and brackets are passed once, in the order of the text.
  let passed = 0;
  let closed = 0;
  for (const [index, comment] of comments.entries()) {
    while ((starters[passed]?.start ?? Number.POSITIVE_INFINITY) < comment.start) passed++;
    while ((inBrackets[closed]?.end ?? Number.POSITIVE_INFINITY) <= comment.start) closed++;
    const own = comment.isWholeLine ? undefined : ends.get(endBefore(text, comment.start));
    const next = nextOnLine(starters, passed);
    const previous = starters[passed - 1];
    const isInBrackets = (inBrackets[closed]?.start ?? Number.POSITIVE_INFINITY) < comment.start;
    const before = comments[index - 1];
    const gap = before && /\n[ \t]*\r?\n/.test(text.slice(before.start, comment.start)) ? '\n' : '';
    // A comment without words is written with a space, since the package takes an empty one for an empty line.
    const words = comment.text || ' ';
    const put = (
      holder: { commentBefore?: string | null; comment?: string | null },
      key: 'comment' | 'commentBefore',
    ) => {
      holder[key] = holder[key] ? `${holder[key]}\n${gap}${words}` : words;
    };
    if (own) put(own, 'comment');
    else if ((!comment.isWholeLine || isInBrackets) && previous) put(previous.node, 'commentBefore');
    else if (!previous && isHeadApart && comment.start < content) put(document, 'commentBefore');
    else if (next && !(previous && comment.column > next.column)) put(next.node, 'commentBefore');
    else {
      const inside = insideOf(starters, passed, comment, next);
      put(inside?.holder ?? document, 'comment');
    }
  }
}

/** The first that begins a line, from a place on. */
function nextOnLine(starters: readonly Starter[], from: number): Starter | undefined {
  for (let at = from; at < starters.length; at++) if (starters[at]?.isFirstOnLine) return starters[at];
  return undefined;
}

/** The last before a place whose record or list a comment is indented like, or further. */
function insideOf(
  starters: readonly Starter[],
  before: number,
  comment: Comment,
  next: Starter | undefined,
): Starter | undefined {
  for (let at = before - 1; at >= 0; at--) {
    const starter = starters[at];
    if (!starter || starter.column <= (next?.column ?? 0)) return undefined;
    if (starter.column <= comment.column) return starter;
  }
  return undefined;
}

/** Where the outermost brackets open and close, in the order of the text. */
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

/** Whether an empty line stands between the comments before all content and the content. */
function isApart(text: string, comments: readonly Comment[], content: number): boolean {
  const last = comments.findLast(({ start }) => start < content);
  return last !== undefined && /\n[ \t]*\r?\n/.test(text.slice(last.start, content));
}

/** The end of the text before an offset on the same line. */
function endBefore(text: string, offset: number): number {
  const line = lineStart(text, offset);
  return line + text.slice(line, offset).trimEnd().length;
}

/** Takes all comments away; gives what can have one beside it, by where its text ends on that line. */
function clearComments(document: Document.Parsed, text: string): Map<number, Node> {
  const ends = new Map<number, Node>();
  visit(document, {
    Node(key, node) {
      node.comment = node.commentBefore = null;
      if (!node.range || key === 'key') return;
      const [start, end] = node.range;
      // The comment of a block of text stands beside its mark.
      const [mark] = isBlock(node) ? (/[|>][-+0-9]*/.exec(text.slice(start, start + 8)) ?? []) : [];
      if (mark !== undefined) ends.set(start + mark.length, node);
      else if (isScalar(node) || (isCollection(node) && node.flow)) ends.set(end, node);
    },
  });
  return ends;
}

const isBlock = (node: Node): boolean =>
  isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL');

/** What begins a key or an item, in the order of the text. */
function startersOf(document: Document.Parsed, text: string): Starter[] {
  const starters: Starter[] = [];
  // The first part of an item begins with the item: comments of the one are comments of the other.
  const leaders = new Map<unknown, Node>();
  visit(document, {
    Collection(_, holder, path) {
      if (holder.flow) return visit.SKIP;
      const leader = isSeq(path.at(-1)) ? (leaders.get(holder) ?? holder) : undefined;
      let from = holder.range?.[0] ?? 0;
      for (const [index, item] of holder.items.entries()) {
        const part = isMap(holder) ? (item as Pair).key : item;
        if (!isNode(part) || !part.range) continue;
        const start = isSeq(holder)
          ? from + Math.max(0, lastDash(text.slice(from, part.range[0])))
          : part.range[0];
        const line = lineStart(text, start);
        const node = index === 0 && leader ? leader : part;
        leaders.set(part, node);
        const isFirstOnLine = text.slice(line, start).trim() === '';
        starters.push({ start, column: start - line, node, holder, isFirstOnLine });
        from = part.range[2];
      }
      return undefined;
    },
  });
  return starters.sort((a, b) => a.start - b.start);
}

/** The mark of an item is the last dash before it that is not in a comment. */
const lastDash = (stretch: string): number =>
  stretch.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length)).lastIndexOf('-');

/** Puts comments that have no line of their own any more, in brackets or before the first key of an item, before that line. */
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
        item.commentBefore = joined(item.commentBefore, first.commentBefore);
        first.commentBefore = null;
      }
    },
  });
}

const joined = (...comments: (string | null | undefined)[]): string =>
  comments.filter((text) => text).join('\n');

function lift(from: Node, to: Node): void {
  const comments: string[] = [];
  visit(from, {
    Node(_, node) {
      // What stands beside the whole stays there.
      const own = node === from ? [] : [node.commentBefore, node.comment];
      comments.push(...own.filter((comment) => typeof comment === 'string'));
      if (node !== from) node.commentBefore = node.comment = null;
    },
  });
  if (comments.length > 0) to.commentBefore = joined(to.commentBefore, ...comments);
}
