/** Records in the form in which they are read again soonest: a head, the records as JSON, and bytes of the files. */
import type { StoreRecords } from '../store/expand.ts';
import type { Inputs } from './inputs.ts';

/** Which build of the program wrote it, of which knowledge base. */
export interface Origin {
  build: string;
  /** Null where it travels with the knowledge base. */
  folder: string | null;
}

export interface Content extends Origin {
  inputs: Inputs;
  records: Omit<StoreRecords, 'texts'>;
  /** The file of the text of each source, from the folder of the knowledge base. */
  texts: readonly (readonly [source: string, path: string])[];
}

/** A compiled knowledge base; `bytes` are those that its inputs speak of. */
export interface Compiled {
  content: Content;
  bytes: Buffer;
}

/** The form of the file; changed with it. */
const MARK = 'chipkb 1';
/** The mark, the sum over what follows, and the length of the JSON. */
const HEAD = MARK.length + 8;

/** A compiled knowledge base as a file. */
export function encode({ content, bytes }: Compiled): Buffer {
  const json = Buffer.from(JSON.stringify(content));
  const head = Buffer.alloc(HEAD);
  head.write(MARK, 'latin1');
  head.writeInt32LE(json.length, MARK.length + 4);
  head.writeInt32LE(sumOf(json), MARK.length);
  return Buffer.concat([head, json, bytes]);
}

/** The compiled knowledge base in a file; null where it is damaged or of another origin. */
export function decode(whole: Buffer, { build, folder }: Origin): Compiled | null {
  if (whole.length < HEAD || whole.toString('latin1', 0, MARK.length) !== MARK) return null;
  const end = HEAD + whole.readInt32LE(MARK.length + 4);
  const json = whole.subarray(HEAD, end);
  if (whole.readInt32LE(MARK.length) !== sumOf(json)) return null;
  const content = JSON.parse(json.toString()) as Content;
  return content.build === build && content.folder === folder
    ? { content, bytes: whole.subarray(end) }
    : null;
}

/** A sum (FNV-1a, by words of 32 bits); any one word that is changed changes it. */
function sumOf(bytes: Buffer): number {
  const { length } = bytes;
  // On a boundary of words, as a view of words must be.
  const from = bytes.byteOffset % 4 === 0 ? bytes : Buffer.from(bytes);
  const words = new Int32Array(from.buffer, from.byteOffset, length >> 2);
  const { imul } = Math;
  let sum = 0x811c9dc5 | 0;
  for (let index = 0; index < words.length; index++) sum = imul(sum ^ (words[index] as number), 0x01000193);
  for (let at = length & ~3; at < length; at++) sum = imul(sum ^ (bytes[at] as number), 0x01000193);
  return sum;
}
