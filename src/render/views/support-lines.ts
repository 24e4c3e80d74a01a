/** The lines of a row of support in a table: one for each claim that differs. */
import type { Claim, EntityRef, ViaRef } from '../../query/answers/claim.ts';
import type { SupportRow } from '../../query/answers/support.ts';
import { linked, NONE, type RichText, span } from '../view.ts';
import { CLAIMS_DIFFER, claimants, dateOf, statusSpan, viaNames } from './parts.ts';
import { type NumberedSources, passagesOf } from './receipts.ts';

/** The columns of a claim. */
export const CLAIM_HEADINGS = ['Status', 'Via', 'Said by', 'Date'] as const;

/** A line of a table with the claims that it states. */
interface ClaimLine {
  cells: RichText[];
  claims: Claim[];
}

/** The rows of a table and, with sources, the passages below them. */
export const rowsAndNotes = (lines: readonly ClaimLine[], sources: NumberedSources | null) => ({
  rows: lines.map(({ cells }) => cells),
  ...(sources && { notes: lines.map(({ claims }) => passagesOf(claims, sources)) }),
});

/** A line for each distinct status, claimant, via and date, the firmest first. In Markdown the claimant links to the source. */
export function linesOfRow(
  first: readonly string[],
  { supporter, disagreement, claims }: SupportRow,
): ClaimLine[] {
  const lines: ClaimLine[] = [];
  const known = new Map<string, ClaimLine>();
  for (const claim of claims) {
    const via = viaNames(namedProducts(claim, supporter));
    const saidBy = claim.saidBy === null ? NONE : claimants([claim.saidBy], supporter ?? claim.from);
    const facts = JSON.stringify([claim.status, saidBy, via]);
    const dated = `${facts} ${claim.date}`;
    // An undated claim adds nothing to a dated one, which comes first.
    const same = known.get(claim.date === null ? facts : dated);
    if (same) {
      same.claims.push(claim);
      continue;
    }
    const status = [statusSpan(claim.status)];
    if (disagreement && lines.length === 0) status.push(span('weak', CLAIMS_DIFFER));
    const cells = [...first, status, via, [linked(saidBy, claim.evidence[0]?.url)], dateOf(claim)];
    const line = { cells, claims: [claim] };
    lines.push(line);
    known.set(dated, line);
    if (!known.has(facts)) known.set(facts, line);
  }
  return lines;
}

/** The products that a claim names: its subject, unless that is the supporter or a company, and its vias. */
function namedProducts({ from, via }: Claim, supporter: EntityRef | null): ViaRef[] {
  return [from, ...via].filter(({ id, kind }) => id !== supporter?.id && kind !== 'company');
}
