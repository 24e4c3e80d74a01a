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

/** What begins a line of its own: a key or an item, and the record or list that it is in. */
interface Starter {
  start: number;
  column: number;
  node: Node;
  holder: Node;
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
    const next = starters.find(({ start }) => start > comment.start);
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

/** What begins a line, in the order of the text. */
function startersOf(document: Document.Parsed, text: string): Starter[] {
  const starters: Starter[] = [];
  const add = (start: number, node: Node, holder: Node) => {
    const line = text.lastIndexOf('\n', start - 1) + 1;
    if (text.slice(line, start).trim() === '') starters.push({ start, column: start - line, node, holder });
  };
  visit(document, {
    Collection(_, holder) {
      if (holder.flow) return visit.SKIP;
      let from = holder.range?.[0] ?? 0;
      for (const item of holder.items) {
        const node = isMap(holder) ? (item as Pair).key : item;
        if (!isNode(node) || !node.range) continue;
        const [start, , end] = node.range;
        add(isSeq(holder) ? from + Math.max(0, lastDash(text.slice(from, start))) : start, node, holder);
        from = end;
      }
      return undefined;
    },
  });
  return starters.sort((a, b) => a.start - b.start);
}

/** The mark of an item is the last dash before it that is not in a comment. */
const lastDash = (stretch: string): number =>
  stretch.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length)).lastIndexOf('-');
