/** Records as authored, each with its place in its file. */
import { type CellClaims, cellClaims } from './cell-claims.ts';
import type { Place } from './finding.ts';
import type {
  AuthoredEdge,
  AuthoredEntity,
  AuthoredKb,
  AuthoredQuote,
  AuthoredRemark,
  AuthoredSource,
  AuthoredTableSource,
} from './schema.ts';
import type { QuoteMatch, TextPosition } from './selector.ts';
import { type EdgeWithEvidence, statementIds } from './statement-ids.ts';

export interface Authored<T> {
  value: T;
  /** The file, relative to the folder of kb.yaml, and the path of the record in it. */
  origin: { file: string; path: readonly number[] };
  /** The place of the record, or of the value or key at a path in it. */
  place(path?: readonly (string | number)[], what?: 'value' | 'key'): Place;
}

/** The text of a source as it was read. */
export interface LoadedText {
  text: string;
  /** The SHA-256 of the bytes. */
  sha256: string;
  /** The offset of each line; line 1 has index 0. */
  starts: readonly number[];
}

/** The result of searching for a quote; its position when the package was built; or `unread`: there is neither text nor receipt. */
export type EvidenceState =
  | QuoteMatch
  | { state: 'found-when-built'; position: TextPosition }
  | { state: 'unread' };

/** A source with its text, or null if that is missing, and the state of each of its quotes. */
export interface AuthoredSourceFile extends Authored<AuthoredSource> {
  /** The name of the file without folder and extension. */
  stem: string;
  text: LoadedText | null;
  evidence: ReadonlyMap<AuthoredQuote, EvidenceState>;
}

/** A source of tables, with the claims of its cells. */
export interface AuthoredTableFile extends Authored<AuthoredTableSource> {
  /** The name of the file without folder and extension. */
  stem: string;
  cells: CellClaims;
}

/** A source of either form. */
export type AnySourceFile = AuthoredSourceFile | AuthoredTableFile;

export interface AuthoredRecords {
  kb: Authored<AuthoredKb> | null;
  entities: Authored<AuthoredEntity>[];
  /** The sources that are texts. */
  sources: AuthoredSourceFile[];
  /** The sources that are tables. */
  tables: AuthoredTableFile[];
  /** True if every file could be read. Otherwise a missing record may just be unreadable. */
  isComplete: boolean;
}

/** The sources of both forms, in the order of their files. */
export const allSources = ({
  sources,
  tables,
}: Pick<AuthoredRecords, 'sources' | 'tables'>): AnySourceFile[] =>
  [...sources, ...tables].sort(
    (a, b) => Number(a.origin.file > b.origin.file) - Number(a.origin.file < b.origin.file),
  );

/** An authored edge or remark with its source and its path there. */
export interface AuthoredStatement<T extends AuthoredEdge | AuthoredRemark = AuthoredEdge | AuthoredRemark> {
  source: AuthoredSourceFile;
  path: readonly [list: 'edges' | 'remarks', index: number];
  value: T;
  /** The id of each claim that an edge states, or the id of the remark. */
  ids: readonly string[];
}

/** What states a claim: an edge of a text, or a cell or edge of a table source. */
export interface RecordedEdge {
  source: AnySourceFile;
  path: readonly (string | number)[];
  value: EdgeWithEvidence;
  /** The id of each claim that it states. */
  ids: readonly string[];
}

const knownIds = new WeakMap<AuthoredSource | AuthoredTableSource, ReturnType<typeof statementIds>>();

/** The ids of the statements of a source, computed once: many rules need them. */
export function idsOfStatements(source: AnySourceFile): ReturnType<typeof statementIds> {
  const known = knownIds.get(source.value);
  if (known) return known;
  const ids = statementIds(
    'cells' in source
      ? { id: source.value.id, edges: source.cells.claims.map(({ value }) => value) }
      : source.value,
  );
  knownIds.set(source.value, ids);
  return ids;
}

/** A table source that was read. */
export const tableFile = (source: Authored<AuthoredTableSource>, stem: string): AuthoredTableFile => ({
  ...source,
  stem,
  cells: cellClaims(source.value),
});

/** Every edge and cell that states claims, source by source. */
export function* edgesOf(records: Pick<AuthoredRecords, 'sources' | 'tables'>): Generator<RecordedEdge> {
  yield* quotedEdgesOf(records);
  for (const source of records.tables) {
    const ids = idsOfStatements(source);
    for (const { value, path } of source.cells.claims)
      yield { source, path, value, ids: ids.get(value) ?? [] };
  }
}

/** Every authored edge whose evidence is quotes, source by source. */
export function* quotedEdgesOf({
  sources,
}: Pick<AuthoredRecords, 'sources'>): Generator<AuthoredStatement<AuthoredEdge>> {
  for (const source of sources) {
    const ids = idsOfStatements(source);
    for (const [index, value] of source.value.edges.entries())
      yield { source, path: ['edges', index], value, ids: ids.get(value) ?? [] };
  }
}

/** Every authored remark, source by source. */
export function* remarksOf({
  sources,
}: Pick<AuthoredRecords, 'sources'>): Generator<AuthoredStatement<AuthoredRemark>> {
  for (const source of sources) {
    const ids = idsOfStatements(source);
    for (const [index, value] of (source.value.remarks ?? []).entries())
      yield { source, path: ['remarks', index], value, ids: ids.get(value) ?? [] };
  }
}

/** Every authored edge with quotes, then every remark, source by source. */
export function* quotedStatementsOf(records: Pick<AuthoredRecords, 'sources'>): Generator<AuthoredStatement> {
  yield* quotedEdgesOf(records);
  yield* remarksOf(records);
}

/** Every edge and cell that states claims, then every remark. */
export function* statementsOf(
  records: Pick<AuthoredRecords, 'sources' | 'tables'>,
): Generator<RecordedEdge | AuthoredStatement<AuthoredRemark>> {
  yield* edgesOf(records);
  yield* remarksOf(records);
}
