/**
 * A compiled knowledge base: one file of lines, of which a question parses only those that it needs.
 *
 * 1. the SHA-256 of everything after this line
 * 2. the head: which build of the program wrote it, of which folder, from which inputs
 * 3. the index: ids, and which claims and remarks name an entity or come from a source, by ordinal
 * 4. the names of the entities
 * 5. one record a line: the entities, the sources, the claims, the remarks
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail } from '../../model/errors.ts';
import { once } from '../../model/once.ts';
import type {
  ClaimRecord,
  EntityRecord,
  MetaRecord,
  NameRecord,
  RemarkRecord,
  SourceRecord,
  StoreRecords,
} from '../../model/records.ts';
import { sha256 } from '../../model/sha256.ts';
import type { Postings } from '../../store/memory/postings.ts';
import { objectRecords, type RecordList, type Records } from '../../store/memory/records.ts';
import type { Inputs } from './inputs.ts';

/** What a compiled knowledge base was made of, and by what. */
export interface CompiledHead {
  /** The build of the program. */
  build: string;
  /** The folder of the knowledge base; null for the bundled data, which may be installed anywhere. */
  folder: string | null;
  inputs: Inputs;
  /** The file of the text of each source, relative to the folder. */
  texts: readonly (readonly [source: string, path: string])[];
}

interface Index {
  meta: MetaRecord;
  entities: string[];
  sources: string[];
  claims: StatementIndex;
  remarks: StatementIndex;
  /** The number of bytes of each line after the index. */
  lengths: number[];
}

interface StatementIndex {
  count: number;
  byEntity: [id: string, ordinals: readonly number[]][];
  bySource: [id: string, ordinals: readonly number[]][];
}

const HASH_LENGTH = 64;
const NEWLINE = 10;

/** The content of the file. */
export function encodeCompiled(head: CompiledHead, storeRecords: StoreRecords): Buffer {
  const { entities, sources, claims, remarks, names, meta } = storeRecords;
  const records = objectRecords(storeRecords);
  const lines = [names, ...entities, ...sources, ...claims, ...remarks].map(lineOf);
  const index: Index = {
    meta,
    entities: entities.map(({ id }) => id),
    sources: sources.map(({ id }) => id),
    claims: indexOf(claims.length, records.claims),
    remarks: indexOf(remarks.length, records.remarks),
    lengths: lines.map(({ length }) => length),
  };
  const body = Buffer.concat([lineOf(head), lineOf(index), ...lines]);
  return Buffer.concat([Buffer.from(`${sha256(body)}\n`), body]);
}

const lineOf = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

const indexOf = (count: number, statements: Records['claims' | 'remarks']): StatementIndex => ({
  count,
  byEntity: [...statements.byEntity()],
  bySource: [...statements.bySource()],
});

/** Reads the head of a compiled knowledge base; null if the file is damaged. `records` parses the rest on demand. */
export function decodeCompiled(
  file: Buffer,
): { head: CompiledHead; records(folder: string): Records } | null {
  const body = file.subarray(HASH_LENGTH + 1);
  if (file.toString('latin1', 0, HASH_LENGTH) !== sha256(body)) return null;
  const headEnd = body.indexOf(NEWLINE);
  const head = JSON.parse(body.toString('utf8', 0, headEnd)) as CompiledHead;
  return { head, records: (folder) => lineRecords(head, body.subarray(headEnd + 1), folder) };
}

function lineRecords(head: CompiledHead, body: Buffer, folder: string): Records {
  const indexEnd = body.indexOf(NEWLINE);
  const index = JSON.parse(body.toString('utf8', 0, indexEnd)) as Index;
  let end = indexEnd + 1;
  const ends = [end, ...index.lengths.map((length) => (end += length))];
  const parse = (line: number): unknown => JSON.parse(body.toString('utf8', ends[line], ends[line + 1]));

  /** The records on the lines after the `before` ones, each parsed once. */
  const listOf = <T>(before: number, count: number): RecordList<T> => {
    const parsed: T[] = [];
    const at = (ordinal: number) => (parsed[ordinal] ??= parse(before + ordinal) as T);
    return { at, all: once(() => Array.from({ length: count }, (_, ordinal) => at(ordinal))) };
  };
  const identified = <T>(before: number, ids: readonly string[]) => {
    const ordinals = new Map(ids.map((id, ordinal) => [id, ordinal]));
    return { ...listOf<T>(before, ids.length), ordinalOf: (id: string) => ordinals.get(id) };
  };
  const statements = <T>(before: number, { count, byEntity, bySource }: StatementIndex) => ({
    ...listOf<T>(before, count),
    byEntity: once((): Postings => new Map(byEntity)),
    bySource: once((): Postings => new Map(bySource)),
  });

  const firstSource = 1 + index.entities.length;
  const firstClaim = firstSource + index.sources.length;
  const sources = identified<SourceRecord>(firstSource, index.sources);
  const textPaths = new Map(head.texts);
  return {
    meta: index.meta,
    names: once(() => parse(0) as NameRecord[]),
    entities: identified<EntityRecord>(1, index.entities),
    sources,
    claims: statements<ClaimRecord>(firstClaim, index.claims),
    remarks: statements<RemarkRecord>(firstClaim + index.claims.count, index.remarks),
    text(source) {
      const path = textPaths.get(source);
      const ordinal = sources.ordinalOf(source);
      if (path === undefined || ordinal === undefined) return null;
      const bytes = readFileSync(resolve(folder, path));
      if (sha256(bytes) !== sources.at(ordinal).sha256) throw fail.changedMeanwhile(path);
      return bytes.toString('utf8');
    },
  };
}
