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
      const line = text.lastIndexOf('\n', at - 1) + 1;
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
  const ends = clearComments(document, text);
  document.commentBefore = document.comment = null;
  const comments = commentsOf(text);
  for (const [index, comment] of comments.entries()) {
    const own = comment.isWholeLine ? undefined : ends.get(endBefore(text, comment.start));
    const next = starters.find(({ start, isFirstOnLine }) => isFirstOnLine && start > comment.start);
    const previous = starters.findLast(({ start }) => start < comment.start);
    const before = comments[index - 1];
    const gap = before && /\n[ \t]*\r?\n/.test(text.slice(before.start, comment.start)) ? '\n' : '';
    const put = (
      holder: { commentBefore?: string | null; comment?: string | null },
      key: 'comment' | 'commentBefore',
    ) => {
      holder[key] = holder[key] ? `${holder[key]}\n${gap}${comment.text}` : comment.text;
    };
    if (own) put(own, 'comment');
    else if (!comment.isWholeLine && previous) put(previous.node, 'commentBefore');
    else if (!previous && isApart(text, comment, comments, next?.start ?? document.contents?.range?.[0] ?? 0))
      put(document, 'commentBefore');
    else if (next && !(previous && comment.column > next.column)) put(next.node, 'commentBefore');
    else {
      const inside = starters.findLast(
        ({ start, column }) =>
          start < comment.start && column <= comment.column && column > (next?.column ?? 0),
      );
      put(inside?.holder ?? document, 'comment');
    }
  }
}

/** Whether a comment stands before all content, with an empty line between. */
function isApart(text: string, comment: Comment, comments: readonly Comment[], content: number): boolean {
  const last = comments.findLast(({ start }) => start < content);
  return (
    last !== undefined && comment.start < content && /\n[ \t]*\r?\n/.test(text.slice(last.start, content))
  );
}

const endBefore = (text: string, offset: number): number => text.slice(0, offset).trimEnd().length;

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
        const line = text.lastIndexOf('\n', start - 1) + 1;
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
