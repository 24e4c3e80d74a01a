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
  /** Which of the bytes are the text of a source. */
  texts: readonly (readonly [source: string, span: readonly [start: number, end: number]])[];
}

/** A compiled knowledge base; `bytes` are those that its inputs and texts speak of. */
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
  const whole = Buffer.concat([head, json, bytes]);
  whole.writeInt32LE(sumOf(whole), MARK.length);
  return whole;
}

/** The compiled knowledge base in a file; null where it is damaged or of another origin. */
export function decode(whole: Buffer, { build, folder }: Origin): Compiled | null {
  if (whole.length < HEAD || whole.toString('latin1', 0, MARK.length) !== MARK) return null;
  if (whole.readInt32LE(MARK.length) !== sumOf(whole)) return null;
  const end = HEAD + whole.readInt32LE(MARK.length + 4);
  const content = JSON.parse(whole.toString('utf8', HEAD, end)) as Content;
  return content.build === build && content.folder === folder
    ? { content, bytes: whole.subarray(end) }
    : null;
}

/** The records; a text is read when it is asked for. */
export function recordsOf({ content, bytes }: Compiled): StoreRecords {
  const texts = new Map(content.texts);
  const get = (source: string) => {
    const span = texts.get(source);
    return span && bytes.toString('utf8', ...span);
  };
  return { ...content.records, texts: { get } };
}

/** A sum over all after itself (FNV-1a, by words of 32 bits): one that is changed changes it. */
function sumOf(whole: Buffer): number {
  const from = whole.byteOffset + MARK.length + 4;
  const to = whole.byteOffset + whole.length;
  const words = new Int32Array(whole.buffer.slice(from, to - ((to - from) % 4)));
  let sum = 0x811c9dc5;
  for (const word of words) sum = Math.imul(sum ^ word, 0x01000193);
  for (let at = whole.length - ((to - from) % 4); at < whole.length; at++)
    sum = Math.imul(sum ^ (whole[at] ?? 0), 0x01000193);
  return sum;
}
