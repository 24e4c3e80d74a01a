/** Records in the form in which they are read again soonest: a head, the records as JSON, and bytes of the files. */
import type { StoreRecords } from '../../model/records.ts';
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
/** The mark and the length of the JSON. */
const HEAD = MARK.length + 4;

/**
 * A compiled knowledge base as a file. The JSON stands there twice: that both are the same tells sooner than a sum that
 * neither is damaged.
 */
export function encode({ content, bytes }: Compiled): Buffer {
  // In ASCII it is read soonest.
  const json = Buffer.from(JSON.stringify(content).replace(/[^\0-\x7f]/g, escaped), 'latin1');
  const head = Buffer.alloc(HEAD);
  head.write(MARK, 'latin1');
  head.writeUInt32LE(json.length, MARK.length);
  return Buffer.concat([head, json, json, bytes]);
}

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The compiled knowledge base in a file; null where it is damaged or of another origin. */
export function decode(whole: Buffer, { build, folder }: Origin): Compiled | null {
  if (whole.length < HEAD || whole.toString('latin1', 0, MARK.length) !== MARK) return null;
  const length = whole.readUInt32LE(MARK.length);
  const json = whole.subarray(HEAD, HEAD + length);
  const again = whole.subarray(HEAD + length, HEAD + 2 * length);
  if (again.length !== length || !json.equals(again)) return null;
  const content = JSON.parse(json.toString('latin1')) as Content;
  return content.build === build && content.folder === folder
    ? { content, bytes: whole.subarray(HEAD + 2 * length) }
    : null;
}
