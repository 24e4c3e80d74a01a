/**
 * A compiled knowledge base: one file of lines, of which a question parses only those that it needs.
 *
 * 1. a checksum of everything after this line
 * 2. the head: which build of the program wrote it, of which folder, from which inputs
 * 3. the index: ids, which claims and remarks name an entity or come from a source, and where each line is
 * 4. the names of the entities
 * 5. one record a line: the entities, the sources, the claims, the remarks
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { crc32 } from 'node:zlib';
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
  return join([lineOf(head), lineOf(index), ...lines]);
}

/** The same content with another head. */
export function replaceHead({ body, headEnd }: Compiled, head: CompiledHead): Buffer {
  return join([lineOf(head), body.subarray(headEnd)]);
}

function join(parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(checksumOf(body)), body]);
}

/** The first line. */
const checksumOf = (body: Uint8Array): string => `${crc32(body).toString(16).padStart(8, '0')}\n`;

const CHECKSUM_BYTES = 9;

const lineOf = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

const indexOf = (count: number, statements: Records['claims' | 'remarks']): StatementIndex => ({
  count,
  byEntity: [...statements.byEntity()],
  bySource: [...statements.bySource()],
});

/** A compiled file that was read. */
export interface Compiled {
  head: CompiledHead;
  /** Everything after the checksum. */
  body: Buffer;
  /** The offset of the index in the body. */
  headEnd: number;
}

/**
 * Reads a compiled knowledge base; null if it is damaged.
 * @throws the errors of reading the file.
 */
export function readCompiled(path: string): Compiled | null {
  const content = readFileSync(path);
  const body = content.subarray(CHECKSUM_BYTES);
  if (content.toString('latin1', 0, CHECKSUM_BYTES) !== checksumOf(body)) return null;
  const headEnd = body.indexOf('\n') + 1;
  return { head: JSON.parse(body.toString('utf8', 0, headEnd)) as CompiledHead, body, headEnd };
}

/** The records of a compiled knowledge base, each parsed when it is first needed. */
export function recordsOf({ head: { texts }, body, headEnd }: Compiled, folder: string): Records {
  const start = body.indexOf('\n', headEnd) + 1;
  const index = JSON.parse(body.toString('utf8', headEnd, start)) as Index;
  let end = start;
  const offsets = [start, ...index.lengths.map((length) => (end += length))];
  const parseLine = <T>(line: number): T =>
    JSON.parse(body.toString('utf8', offsets[line], offsets[line + 1])) as T;

  /** The records on the lines from `first` on. */
  const listOf = <T>(first: number, count: number): RecordList<T> => {
    const parsed = new Map<number, T>();
    const read = (ordinals: readonly number[]) =>
      ordinals.map((ordinal) => {
        const record = parsed.get(ordinal) ?? parseLine<T>(first + ordinal);
        parsed.set(ordinal, record);
        return record;
      });
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
    names: once(() => parseLine<NameRecord[]>(0)),
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
