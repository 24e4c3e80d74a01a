/**
 * Receipts: where each quote stood in its text when the package was built. A package without the texts answers with
 * them. A receipt is keyed by the sha256 of the text, its extent and the whole selector, so a changed quote has none.
 */
import { readFileSync } from 'node:fs';
import type { AuthoredEvidence } from '../model/schema.ts';
import type { Extent, TextPosition } from '../model/selector.ts';

export type Receipts = ReadonlyMap<string, TextPosition>;

/** The key of a receipt. */
export function receiptKey(sha256: string, extent: Extent, evidence: AuthoredEvidence): string {
  return JSON.stringify([
    sha256,
    extent.first,
    extent.last,
    evidence.quote,
    evidence.prefix ?? '',
    evidence.suffix ?? '',
  ]);
}

/** The text of a file of receipts. */
export const writeReceipts = (receipts: Receipts): string => `${JSON.stringify([...receipts], null, 1)}\n`;

/** Reads a file that `writeReceipts` gave the text of; without one, there are no receipts. */
export function readReceipts(file: string): Receipts {
  try {
    return new Map(JSON.parse(readFileSync(file, 'utf8')) as [string, TextPosition][]);
  } catch {
    return new Map();
  }
}
