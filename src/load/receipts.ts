/**
 * Receipts: where each quote stood in its text when the package was built. A package without the texts answers with
 * them. A receipt is keyed by the sha256 of the text, its extent and the whole selector, so a changed quote has none.
 */
import type { AuthoredEvidence } from '../model/schema.ts';
import type { Extent, Position } from '../model/selector.ts';

export type Receipts = ReadonlyMap<string, Position>;

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

/** Reads what `writeReceipts` wrote. */
export const readReceipts = (text: string): Receipts => new Map(JSON.parse(text) as [string, Position][]);
