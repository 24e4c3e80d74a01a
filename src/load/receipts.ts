/**
 * Receipts: the position of each quote in its text when the package was built. A package without the texts uses them. The key
 * contains the hash of the text, the extent and the evidence, so a changed quote has no receipt.
 */
import { readRegularFile } from '../model/files.ts';
import type { AuthoredQuote } from '../model/schema.ts';
import type { Extent, TextPosition } from '../model/selector.ts';

export type Receipts = ReadonlyMap<string, TextPosition>;

export function receiptKey(sha256: string, extent: Extent, evidence: AuthoredQuote): string {
  return JSON.stringify([
    sha256,
    extent.first,
    extent.last,
    evidence.quote,
    evidence.prefix ?? '',
    evidence.suffix ?? '',
  ]);
}

/** The content of a file of receipts. */
export const writeReceipts = (receipts: Receipts): string => `${JSON.stringify([...receipts], null, 1)}\n`;

/** Reads a file of receipts; none if it can't be read. */
export function readReceipts(file: string): Receipts {
  try {
    const read = readRegularFile(file);
    return new Map('bytes' in read ? (JSON.parse(read.bytes.toString()) as [string, TextPosition][]) : []);
  } catch {
    return new Map();
  }
}
