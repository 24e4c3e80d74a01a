/** Formats a data file: canonical order of fields and canonical layout, with all comments. */
import { isDeepStrictEqual } from 'node:util';
import { isMap, isNode, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { FIELDS } from '../model/schema.ts';
import { attachComments, commentsOf, liftComments } from './comments.ts';
import { CannotEditInPlace } from './edits.ts';
import { isSpaced, setLayout, WRITING } from './layout.ts';

/** The kinds of data files. */
export type FileKind = 'kb' | 'entities' | 'source';

/** Formats a data file. Throws `CannotEditInPlace` if the value or a comment would change. */
export function formatYaml(text: string, kind: FileKind): string {
  let result = rewrite(text, kind);
  // A comment on another line can have another neighbour, so repeat until nothing changes.
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
  attachComments(document, text);
  arrange(contents, kind);
  liftComments(contents);
  const result = document.toString(isOfTables(contents) ? { ...WRITING, lineWidth: 0 } : WRITING);
  const isWhole =
    isDeepStrictEqual(parseDocument(result).toJS(), value) &&
    isDeepStrictEqual(commentTexts(result), commentTexts(text));
  if (!isWhole) throw new CannotEditInPlace();
  return result;
}

/** Whether a file is a source of tables, each row of which is one line however long. */
const isOfTables = (contents: Node): boolean => isMap(contents) && contents.has('repository');

/** The comments of a text, sorted, because formatting changes their order. */
const commentTexts = (text: string): string[] =>
  commentsOf(text)
    .map((comment) => comment.text)
    .sort();

/** The order of fields for the records in each list. */
const FIELDS_IN_LIST: ReadonlyMap<string, readonly string[]> = new Map([
  ['edges', FIELDS.edge],
  ['remarks', FIELDS.remark],
  ['read', FIELDS.read],
  ['evidence', FIELDS.evidence],
  ['tables', FIELDS.table],
  ['rows', FIELDS.row],
]);

function arrange(contents: Node, kind: FileKind): void {
  setLayout(contents, null);
  if (kind === 'entities' && isSeq(contents)) {
    contents.flow = contents.items.length === 0;
    for (const [index, item] of contents.items.entries()) {
      if (isMap(item)) sortFields(item, FIELDS.entity);
      setSpace(item, index > 0);
    }
  } else if (kind !== 'entities' && isMap(contents)) {
    sortFields(contents, isOfTables(contents) ? FIELDS.tables : FIELDS[kind]);
  }
}

/** Sorts the fields of a record and of the records in it, and sets empty lines between items. */
function sortFields(record: YAMLMap, fields: readonly string[]): void {
  const place = ({ key }: Pair) => fields.indexOf(String(isScalar(key) ? key.value : ''));
  record.items.sort((a, b) => place(a) - place(b));
  for (const { key, value } of record.items) {
    const field = String(isScalar(key) ? key.value : '');
    setSpace(key, isSpaced(field));
    if (!isSeq(value)) continue;
    for (const [index, item] of value.items.entries()) {
      setSpace(item, isSpaced(field) && index > 0);
      const own = FIELDS_IN_LIST.get(field);
      if (isMap(item)) {
        if (own) sortFields(item, own);
        else for (const pair of item.items) setSpace(pair.key, false);
      }
    }
  }
}

function setSpace(node: unknown, hasSpace: boolean): void {
  if (isNode(node)) (node as Node & { spaceBefore?: boolean }).spaceBefore = hasSpace;
}
