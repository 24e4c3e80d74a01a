/** The canonical layout of authored YAML, for what is written anew and for `fmt`. */
import { Document, isCollection, isMap, isScalar, isSeq, type Node, Scalar, visit } from 'yaml';

/** Columns that a line is filled to. */
export const LINE_WIDTH = 120;

/** Fields whose lists and records stand on one line, in brackets. */
const INLINE = new Set(['roles', 'from', 'to', 'via', 'with', 'subject', 'extent']);

/** Lists whose items are set apart by an empty line; the list of a whole file is one too. */
const SPACED = new Set(['edges', 'remarks', 'read', 'exceptions']);

/** Whether the items of the list in this field are set apart by an empty line; null is the list of a whole file. */
export const isSpaced = (field: string | null): boolean => field === null || SPACED.has(field);

/** How YAML is written: wide lines are the only ones that are broken, and only in text. */
export const WRITING = { lineWidth: LINE_WIDTH, flowCollectionPadding: false } as const;

/** Sets the style of every part of a node that stands in the field `field`, `indent` columns from the left. */
export function layOut(node: unknown, field: string | null, indent = 0): void {
  if (isScalar(node)) {
    if (typeof node.value === 'string') node.type = textStyle(node.value, (field?.length ?? 0) + indent);
  } else if (isSeq(node)) {
    node.flow = node.items.length === 0 || (field !== null && INLINE.has(field));
    for (const item of node.items) {
      layOut(item, null, indent + 2);
      if (isMap(item) && field === 'aliases') setInline(item);
    }
    if (node.flow) setInline(node);
  } else if (isMap(node)) {
    for (const { key, value } of node.items)
      layOut(value, isScalar(key) ? String(key.value) : null, indent + 2);
    node.flow = false;
    if (field !== null && INLINE.has(field)) setInline(node);
  }
}

/** Puts a collection with all that it holds on one line. */
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

/** Text that would leave the line is folded; text of several lines is kept line by line. */
function textStyle(text: string, before: number): Scalar.Type {
  if (!/^\S[^\n]*(?:\n+\S[^\n]*)*$/u.test(text) || /\s$|[ \t]\n/.test(text) || /[^\n\P{C}]/u.test(text))
    return Scalar.QUOTE_DOUBLE;
  if (text.includes('\n')) return Scalar.BLOCK_LITERAL;
  return text.length + before + 2 > LINE_WIDTH ? Scalar.BLOCK_FOLDED : Scalar.PLAIN;
}

/** A value of the field `field` on one line, in block or flow context; `type` is the style of a text where it can be kept. */
export function onOneLine(value: unknown, isInFlow: boolean, type?: Scalar.Type): string {
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

/** The lines of `field: value`, or of `value` alone where the field is null, not indented; as at `indent` columns. */
export function inLines(field: string | null, value: unknown, indent: number): string[] {
  const document = new Document(field === null ? value : { [field]: value });
  layOut(document.contents, null, indent);
  return document
    .toString({ ...WRITING, lineWidth: LINE_WIDTH - indent })
    .trimEnd()
    .split('\n');
}

/** The lines of an item of the list in `field`, with its mark, not indented; as at `indent` columns. */
export function itemInLines(field: string | null, value: unknown, indent: number): string[] {
  const document = new Document([value]);
  layOut(document.contents, field, indent);
  (document.contents as { flow?: boolean }).flow = false;
  return document
    .toString({ ...WRITING, lineWidth: LINE_WIDTH - indent })
    .trimEnd()
    .split('\n');
}
