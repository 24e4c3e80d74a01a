/**
 * A compiled knowledge base: one file of lines, of which a question reads and parses only those that it needs.
 *
 * 1. the length of the next two lines in bytes
 * 2. the head: which build of the program wrote it, of which folder, from which inputs
 * 3. the index: ids, which claims and remarks name an entity or come from a source, and where each line is
 * 4. the names of the entities
 * 5. one record a line: the entities, the sources, the claims, the remarks
 *
 * Each line but the first starts with a hash of the rest, so that damage is noticed.
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
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

/** A compiled file that is damaged, or was replaced by another one since its index was read. */
export class DamagedFile extends Error {}

/** The number of bytes of the first line. */
const FIRST_LINE = 16;

/** How many digits of a hash are stored. */
const HASH_LENGTH = 16;

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
  const start = Buffer.concat([lineOf(head), lineOf(index)]);
  const firstLine = Buffer.from(`${String(start.length).padStart(FIRST_LINE - 1)}\n`);
  return Buffer.concat([firstLine, start, ...lines]);
}

function lineOf(value: unknown): Buffer {
  const json = JSON.stringify(value);
  return Buffer.from(`${sha256(json).slice(0, HASH_LENGTH)} ${json}\n`);
}

const indexOf = (count: number, statements: Records['claims' | 'remarks']): StatementIndex => ({
  count,
  byEntity: [...statements.byEntity()],
  bySource: [...statements.bySource()],
});

function parseLine<T>(line: string): T {
  const json = line.slice(HASH_LENGTH + 1);
  if (line.slice(0, HASH_LENGTH) !== sha256(json).slice(0, HASH_LENGTH)) throw new DamagedFile();
  return JSON.parse(json) as T;
}

/** The text between two offsets, of each pair. */
function readRanges(path: string, ranges: readonly (readonly [start: number, end: number])[]): string[] {
  const file = openSync(path, 'r');
  try {
    return ranges.map(([start, end]) => {
      const bytes = Buffer.alloc(end - start);
      readSync(file, bytes, 0, bytes.length, start);
      return bytes.toString('utf8');
    });
  } finally {
    closeSync(file);
  }
}

/** The largest length of head and index that is believed. */
const MAX_START_BYTES = 100_000_000;

/**
 * Reads the head of a compiled knowledge base. `records` reads the rest on demand.
 * @throws DamagedFile, also later, when a damaged record is read; and the errors of reading the file.
 */
export function openCompiled(path: string): { head: CompiledHead; records(folder: string): Records } {
  const length = Number(readRanges(path, [[0, FIRST_LINE]])[0]);
  if (!(length <= MAX_START_BYTES)) throw new DamagedFile();
  const end = FIRST_LINE + length;
  const [head = '', index = ''] = (readRanges(path, [[FIRST_LINE, end]])[0] ?? '').split('\n');
  const parsed = parseLine<CompiledHead>(head);
  return {
    head: parsed,
    records: (folder) => lineRecords(path, end, parseLine<Index>(index), parsed, folder),
  };
}

function lineRecords(
  path: string,
  start: number,
  index: Index,
  { texts }: CompiledHead,
  folder: string,
): Records {
  let end = start;
  const offsets = [start, ...index.lengths.map((length) => (end += length))];
  const range = (first: number, count = 1) =>
    [offsets[first] ?? end, (offsets[first + count] ?? end) - 1] as const;

  /** The records on the lines from `first` on, each parsed once. */
  const listOf = <T>(first: number, count: number): RecordList<T> => {
    const parsed = new Map<number, T>();
    const read = (ordinals: readonly number[]) => {
      const missing = ordinals.filter((ordinal) => !parsed.has(ordinal));
      if (missing.length > 0) {
        const lines = readRanges(
          path,
          missing.map((ordinal) => range(first + ordinal)),
        );
        for (const [at, line] of lines.entries()) parsed.set(missing[at] ?? 0, parseLine(line));
      }
      return ordinals.map((ordinal) => parsed.get(ordinal) as T);
    };
    const all = once(() => {
      if (count === 0) return [];
      const [text = ''] = readRanges(path, [range(first, count)]);
      return text.split('\n').map((line, ordinal) => parsed.get(ordinal) ?? parseLine<T>(line));
    });
    return { all, read };
  };
  const identified = <T>(first: number, ids: readonly string[]) => {
    const ordinals = new Map(ids.map((id, ordinal) => [id, ordinal]));
    return { ...listOf<T>(first, ids.length), ordinalOf: (id: string) => ordinals.get(id) };
  };
  const statements = <T>(first: number, { count, byEntity, bySource }: StatementIndex) => ({
    ...listOf<T>(first, count),
    byEntity: once((): Postings => new Map(byEntity)),
    bySource: once((): Postings => new Map(bySource)),
  });

  const firstSource = 1 + index.entities.length;
  const firstClaim = firstSource + index.sources.length;
  const sources = identified<SourceRecord>(firstSource, index.sources);
  const textPaths = new Map(texts);
  return {
    meta: index.meta,
    names: once(() => parseLine<NameRecord[]>(readRanges(path, [range(0)])[0] ?? '')),
    entities: identified<EntityRecord>(1, index.entities),
    sources,
    claims: statements<ClaimRecord>(firstClaim, index.claims),
    remarks: statements<RemarkRecord>(firstClaim + index.claims.count, index.remarks),
    text(source) {
      const file = textPaths.get(source);
      const ordinal = sources.ordinalOf(source);
      if (file === undefined || ordinal === undefined) return null;
      const bytes = readFileSync(resolve(folder, file));
      if (sha256(bytes) !== sources.read([ordinal])[0]?.sha256) throw fail.changedMeanwhile(file);
      return bytes.toString('utf8');
    },
  };
}
