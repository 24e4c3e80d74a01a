/** The canonical layout of YAML, for new text and for `fmt`. */
import { Document, isCollection, isMap, isScalar, isSeq, type Node, Scalar, visit } from 'yaml';

const LINE_WIDTH = 120;

/** Fields whose value is written on one line, in brackets. */
const INLINE_FIELDS = new Set([
  'roles',
  'author',
  'from',
  'to',
  'via',
  'with',
  'subject',
  'extent',
  'heading',
]);

/** Fields of a table source whose items or values are each written on one line. */
const INLINE_PARTS = new Set(['files', 'rows', 'legend', 'names', 'given', 'columns']);

/** Fields whose items are separated by empty lines. */
const SPACED_FIELDS = new Set(['edges', 'remarks', 'read', 'exceptions', 'tables']);

/** True if the items of the list in a field are separated by empty lines. Null is the list of a whole file. */
export const isSpaced = (field: string | null): boolean => field === null || SPACED_FIELDS.has(field);

/** Options for writing YAML: only texts are wrapped. */
export const WRITING = { lineWidth: LINE_WIDTH, flowCollectionPadding: false } as const;

/** Sets the style of a node in a field, and of everything in it, at `indent` columns. */
export function setLayout(node: unknown, field: string | null, indent = 0): void {
  if (isScalar(node)) {
    if (typeof node.value === 'string') node.type = textStyle(node.value, (field?.length ?? 0) + indent);
  } else if (isSeq(node)) {
    node.flow = node.items.length === 0 || (field !== null && INLINE_FIELDS.has(field) && !hasComments(node));
    for (const item of node.items) {
      setLayout(item, null, indent + 2);
      if (isMap(item) && (field === 'aliases' || isInlinePart(field, item))) setInline(item);
    }
    if (node.flow) setInline(node);
  } else if (isMap(node)) {
    for (const { key, value } of node.items) {
      setLayout(value, isScalar(key) ? String(key.value) : null, indent + 2);
      if (isCollection(value) && isInlinePart(field, value)) setInline(value);
    }
    node.flow = false;
    if (field !== null && INLINE_FIELDS.has(field) && !hasComments(node)) setInline(node);
  }
}

const isInlinePart = (field: string | null, part: Node): boolean =>
  field !== null && INLINE_PARTS.has(field) && !hasComments(part);

/** True if a collection contains comments, which need lines of their own. */
function hasComments(collection: Node): boolean {
  let found = false;
  visit(collection, {
    Node(_, node) {
      found ||= node !== collection && Boolean(node.comment || node.commentBefore);
    },
  });
  return found;
}

/** Puts a collection and everything in it on one line. */
function setInline(node: Node): void {
  visit(node, {
    Collection: (_, part) => {
      part.flow = true;
      part.spaceBefore = false;
    },
    Scalar: (key, part) => {
      if (key !== 'key' && typeof part.value === 'string') part.type = inlineStyle(part.value);
    },
  });
}

const inlineStyle = (text: string) => (/[\n\t]/.test(text) ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN);

/** A text longer than the line is folded; a text of several lines keeps them. */
function textStyle(text: string, before: number): Scalar.Type {
  if (!/^\S[^\n]*(?:\n+\S[^\n]*)*$/u.test(text) || /\s$|[ \t]\n/.test(text) || /[^\n\P{C}]/u.test(text))
    return Scalar.QUOTE_DOUBLE;
  if (text.includes('\n')) return Scalar.BLOCK_LITERAL;
  return text.length + before + 2 > LINE_WIDTH ? Scalar.BLOCK_FOLDED : Scalar.PLAIN;
}

/** A value on one line, in brackets or not. A text keeps the quotes of its style `type`. */
export function inlineYaml(value: unknown, isInFlow: boolean, type?: Scalar.Type): string {
  const document = new Document([value]);
  const list = document.contents as { items: Node[]; flow?: boolean };
  const [node] = list.items;
  if (isCollection(node)) setInline(node);
  if (isScalar(node) && typeof node.value === 'string')
    node.type = type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE ? type : inlineStyle(node.value);
  list.flow = isInFlow;
  const text = document
    .toString({ ...WRITING, lineWidth: 0, doubleQuotedMinMultiLineLength: Infinity })
    .trimEnd();
  return isInFlow ? text.slice(1, -1) : text.slice(2);
}

/** The lines of `field: value`, or of the value alone if the field is null, wrapped for `indent` columns but not indented. */
export function inLines(field: string | null, value: unknown, indent: number): string[] {
  const document = new Document(field === null ? value : { [field]: value });
  setLayout(document.contents, null, indent);
  // The parts of a table source are one line each, however long.
  if (field !== null && INLINE_PARTS.has(field)) return writtenLines(document, LINE_WIDTH);
  return writtenLines(document, indent);
}

/** The lines of an item, with its dash, of the list in a field; wrapped for `indent` columns but not indented. */
export function itemInLines(field: string | null, value: unknown, indent: number): string[] {
  const document = new Document([value]);
  setLayout(document.contents, field, indent);
  (document.contents as { flow?: boolean }).flow = false;
  return writtenLines(document, indent);
}

const writtenLines = (document: Document, indent: number): string[] =>
  document
    .toString({ ...WRITING, lineWidth: LINE_WIDTH - indent })
    .trimEnd()
    .split('\n');
