/** `fmt`: the canonical order and layout of a data file, comments kept. */
import { isDeepStrictEqual } from 'node:util';
import { isMap, isNode, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { FIELDS } from '../model/schema.ts';
import { commentsOf, liftComments, settleComments } from './comments.ts';
import { CannotEditInPlace } from './edits.ts';
import { isSpaced, layOut, WRITING } from './layout.ts';

/** What a data file holds. */
export type FileKind = 'kb' | 'entities' | 'source';

/** The text of a data file in canonical layout. */
export function formatYaml(text: string, kind: FileKind): string {
  let result = rewrite(text, kind);
  // A comment that changed its line may have another neighbour now.
  for (let round = 0; round < 3; round++) {
    const again = rewrite(result, kind);
    if (again === result) return result;
    result = again;
  }
  throw new CannotEditInPlace();
}

function rewrite(text: string, kind: FileKind): string {
  const document = parseDocument(text, { prettyErrors: false });
  const { contents } = document;
  if (document.errors.length > 0 || contents === null) throw new CannotEditInPlace();
  const value = document.toJS() as unknown;
  settleComments(document, text);
  arrange(contents, kind);
  liftComments(contents);
  const result = document.toString(WRITING);
  const isWhole =
    isDeepStrictEqual(parseDocument(result).toJS(), value) &&
    isDeepStrictEqual(wordsOf(result), wordsOf(text));
  if (!isWhole) throw new CannotEditInPlace();
  return result;
}

/** The comments of a text, sorted: what they stand by may change places. */
const wordsOf = (text: string): string[] =>
  commentsOf(text)
    .map((comment) => comment.text)
    .sort();

/** The fields of the records in each list. */
const RECORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['edges', FIELDS.edge],
  ['remarks', FIELDS.remark],
  ['read', FIELDS.read],
  ['evidence', FIELDS.evidence],
]);

function arrange(contents: Node, kind: FileKind): void {
  layOut(contents, null);
  if (kind === 'entities' && isSeq(contents)) {
    contents.flow = contents.items.length === 0;
    for (const [index, item] of contents.items.entries()) {
      if (isMap(item)) order(item, FIELDS.entity);
      setSpace(item, index > 0);
    }
  } else if (kind !== 'entities' && isMap(contents)) {
    order(contents, FIELDS[kind]);
  }
}

/** Puts the fields of a record in their order, and those of the records in it; empty lines only between the items of long lists. */
function order(record: YAMLMap, fields: readonly string[]): void {
  const place = ({ key }: Pair) => fields.indexOf(String(isScalar(key) ? key.value : ''));
  record.items.sort((a, b) => place(a) - place(b));
  for (const { key, value } of record.items) {
    const field = String(isScalar(key) ? key.value : '');
    setSpace(key, isSpaced(field));
    if (!isSeq(value)) continue;
    for (const [index, item] of value.items.entries()) {
      setSpace(item, isSpaced(field) && index > 0);
      const own = RECORDS.get(field);
      if (isMap(item)) {
        if (own) order(item, own);
        else for (const pair of item.items) setSpace(pair.key, false);
      }
    }
  }
}

function setSpace(node: unknown, hasSpace: boolean): void {
  if (isNode(node)) (node as Node & { spaceBefore?: boolean }).spaceBefore = hasSpace;
}
