/** Records as authored, each with its place in its file. */
import type { Place } from './finding.ts';
import type {
  AuthoredEdge,
  AuthoredEntity,
  AuthoredEvidence,
  AuthoredKb,
  AuthoredRemark,
  AuthoredSource,
} from './schema.ts';
import type { QuoteMatch, TextPosition } from './selector.ts';
import { statementIds } from './statement-ids.ts';

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
  evidence: ReadonlyMap<AuthoredEvidence, EvidenceState>;
}

export interface AuthoredRecords {
  kb: Authored<AuthoredKb> | null;
  entities: Authored<AuthoredEntity>[];
  sources: AuthoredSourceFile[];
  /** True if every file could be read. Otherwise a missing record may just be unreadable. */
  isComplete: boolean;
}

/** An authored edge or remark with its source and its path there. */
export interface AuthoredStatement<T extends AuthoredEdge | AuthoredRemark = AuthoredEdge | AuthoredRemark> {
  source: AuthoredSourceFile;
  path: readonly [list: 'edges' | 'remarks', index: number];
  value: T;
  /** The id of each claim that an edge states, or the id of the remark. */
  ids: readonly string[];
}

const knownIds = new WeakMap<AuthoredSource, ReturnType<typeof statementIds>>();

/** The ids of the statements of a source, computed once: many rules need them. */
function idsOfStatements(source: AuthoredSource): ReturnType<typeof statementIds> {
  const ids = knownIds.get(source) ?? statementIds(source);
  knownIds.set(source, ids);
  return ids;
}

/** Every authored edge, source by source. */
export function* edgesOf({
  sources,
}: Pick<AuthoredRecords, 'sources'>): Generator<AuthoredStatement<AuthoredEdge>> {
  for (const source of sources) {
    const ids = idsOfStatements(source.value);
    for (const [index, value] of source.value.edges.entries())
      yield { source, path: ['edges', index], value, ids: ids.get(value) ?? [] };
  }
}

/** Every authored remark, source by source. */
export function* remarksOf({
  sources,
}: Pick<AuthoredRecords, 'sources'>): Generator<AuthoredStatement<AuthoredRemark>> {
  for (const source of sources) {
    const ids = idsOfStatements(source.value);
    for (const [index, value] of (source.value.remarks ?? []).entries())
      yield { source, path: ['remarks', index], value, ids: ids.get(value) ?? [] };
  }
}

/** Every authored edge, then every remark, source by source. */
export function* statementsOf(records: Pick<AuthoredRecords, 'sources'>): Generator<AuthoredStatement> {
  yield* edgesOf(records);
  yield* remarksOf(records);
}
