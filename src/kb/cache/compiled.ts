/**
 * A compiled knowledge base: one file of lines, of which a question parses only those that it needs.
 *
 * 1. the head: which build of the program wrote it, of which folder, from which inputs
 * 2. the index: ids, which claims and remarks name an entity or come from a source, and where each line is
 * 3. the names of the entities
 * 4. one record a line: the entities, the sources, the claims, the remarks
 *
 * The file starts with the lengths of head and index, in bytes. Each line starts with a checksum of the rest.
 */
import { type BigIntStats, readFileSync, readSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { fail } from '../../model/errors.ts';
import { readRegularFile, withRegularFile } from '../../model/files.ts';
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
import { CACHE_LIMIT_BYTES } from './paths.ts';

/** The inputs of a compiled knowledge base, and the build that compiled it. */
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
  return join(lineOf(head), lineOf(index), lines);
}

/** The content of a compiled file with another head. */
export function withHead({ content }: Compiled, head: CompiledHead): Buffer {
  const { headEnd, indexEnd } = endsIn(content);
  return join(lineOf(head), content.subarray(headEnd, indexEnd), [content.subarray(indexEnd)]);
}

/** The offsets of the ends of the head and of the index. */
function endsIn(content: Buffer): { headEnd: number; indexEnd: number } {
  const headEnd = LENGTHS + lengthAt(content, 0);
  return { headEnd, indexEnd: headEnd + lengthAt(content, 1) };
}

/** How many bytes each of the two lengths takes. */
const LENGTH = 10;

const LENGTHS = 2 * LENGTH;

const lengthAt = (content: Buffer, at: number): number =>
  Number(content.toString('latin1', at * LENGTH, (at + 1) * LENGTH));

function join(head: Buffer, index: Buffer, lines: readonly Buffer[]): Buffer {
  const lengths = [head, index].map(({ length }) => `${String(length).padStart(LENGTH - 1)}\n`);
  return Buffer.concat([Buffer.from(lengths.join('')), head, index, ...lines]);
}

function lineOf(value: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(value));
  return Buffer.concat([Buffer.from(`${checksumOf(json)} `), json, Buffer.from('\n')]);
}

const checksumOf = (json: Uint8Array): string => crc32(json).toString(16).padStart(CHECKSUM, '0');

/** The number of digits of a checksum. */
const CHECKSUM = 8;

const indexOf = (count: number, statements: Records['claims' | 'remarks']): StatementIndex => ({
  count,
  byEntity: [...statements.byEntity()],
  bySource: [...statements.bySource()],
});

/** The content of a compiled file, with its parsed head. */
export interface Compiled {
  head: CompiledHead;
  path: string;
  /** The whole file, read at once: a later replacement has no effect. */
  content: Buffer;
}

/** Whether a file may be read, by its status when it is opened. */
type IsTrusted = (stat: BigIntStats) => boolean;

/**
 * Reads a compiled knowledge base, and parses its head.
 * @throws an error if the file is not trusted, too large or damaged, or can't be read.
 */
export function readCompiled(path: string, isTrusted: IsTrusted): Compiled {
  const content = withTrustedFile(path, isTrusted, (handle) => readFileSync(handle));
  return { head: parse(content.subarray(LENGTHS, LENGTHS + lengthAt(content, 0))), path, content };
}

/**
 * Reads the head of a compiled knowledge base only.
 * @throws the errors of `readCompiled`.
 */
export const readHead = (path: string, isTrusted: IsTrusted): CompiledHead =>
  withTrustedFile(path, isTrusted, (handle, size) => {
    const bytes = (start: number, length: number) => {
      if (!(start + length <= size)) throw new Error('the file is too short');
      const part = Buffer.alloc(length);
      readSync(handle, part, 0, length, start);
      return part;
    };
    return parse<CompiledHead>(bytes(LENGTHS, lengthAt(bytes(0, LENGTHS), 0)));
  });

/** Calls `use` with an opened file and its size in bytes. */
function withTrustedFile<T>(path: string, isTrusted: IsTrusted, use: (handle: number, size: number) => T): T {
  const read = withRegularFile(path, (handle, stat) => {
    if (!isTrusted(stat)) throw new Error('the file is not trusted');
    if (stat.size > CACHE_LIMIT_BYTES) throw new Error('the file is too large');
    return { value: use(handle, Number(stat.size)) };
  });
  if ('fault' in read) throw new Error(`the file ${read.fault}`);
  return read.value;
}

/** The value on a line. */
function parse<T>(line: Buffer): T {
  const json = line.subarray(CHECKSUM + 1, -1);
  if (line.toString('latin1', 0, CHECKSUM) !== checksumOf(json)) throw new Error('a line is damaged');
  return JSON.parse(json.toString('utf8')) as T;
}

/**
 * The records of a compiled knowledge base, parsed when they are first needed. `onDamage` makes the error that is thrown if a line
 * is damaged.
 */
export function recordsOf(
  { head: { texts }, content }: Compiled,
  folder: string,
  onDamage: () => Error,
): Records {
  const { headEnd, indexEnd } = endsIn(content);
  const readLines = <T>(ranges: readonly (readonly [start: number, end: number])[]): T[] => {
    try {
      return ranges.map(([start, end]) => parse<T>(content.subarray(start, end)));
    } catch {
      throw onDamage();
    }
  };
  const [index] = readLines<Index>([[headEnd, indexEnd]]) as [Index];
  let end = indexEnd;
  const offsets = [end, ...index.lengths.map((length) => (end += length))];
  const range = (line: number) => [offsets[line] ?? end, offsets[line + 1] ?? end] as const;

  /** The records on the lines from `first` on. */
  const listOf = <T>(first: number, count: number): RecordList<T> => {
    const known = new Map<number, T>();
    const read = (ordinals: readonly number[]) => {
      const missing = ordinals.filter((ordinal) => !known.has(ordinal));
      const records = readLines<T>(missing.map((ordinal) => range(first + ordinal)));
      for (const [at, record] of records.entries()) known.set(missing[at] ?? 0, record);
      return ordinals.map((ordinal) => known.get(ordinal) as T);
    };
    return { all: once(() => read(Array.from({ length: count }, (_, ordinal) => ordinal))), read };
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
    names: once(() => readLines<NameRecord[]>([range(0)])[0] ?? []),
    entities: identified<EntityRecord>(1, index.entities),
    sources,
    claims: statements<ClaimRecord>(firstClaim, index.claims),
    remarks: statements<RemarkRecord>(firstClaim + index.claims.count, index.remarks),
    text(source) {
      const file = textPaths.get(source);
      const ordinal = sources.ordinalOf(source);
      if (file === undefined || ordinal === undefined) return null;
      const read = readRegularFile(realpathSync(resolve(folder, file)));
      if (!('bytes' in read) || sha256(read.bytes) !== sources.read([ordinal])[0]?.sha256)
        throw fail.conflict(file);
      return read.bytes.toString('utf8');
    },
  };
}
