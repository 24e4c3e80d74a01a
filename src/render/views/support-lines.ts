/** The lines of a row of support in a table: one for each claim that differs. */
import type { Claim, EntityRef, ViaRef } from '../../query/answers/claim.ts';
import type { SupportRow } from '../../query/answers/support.ts';
import { restrictionValues } from '../../query/claim-words.ts';
import { linked, NONE, type RichText, type Span, span } from '../view.ts';
import { CLAIMS_DIFFER, claimants, dateOf, statusOfClaim, viaNames, withdrawal } from './parts.ts';
import { type NumberedSources, passagesOf } from './receipts.ts';

/** The columns of a claim. */
export const CLAIM_HEADINGS = ['Status', 'Via', 'Said by', 'Date'] as const;

/** A line of a table with the claims that it states. */
interface ClaimLine {
  /** How many cells name the row. They are empty on a screen if the line is a further one of the same row. */
  repeated: number;
  cells: RichText[];
  claims: Claim[];
}

/** The rows of a table and, with sources, the passages below them. */
export const rowsAndNotes = (lines: readonly ClaimLine[], sources: NumberedSources | null) => ({
  rows: lines.map(({ cells }) => cells),
  repeated: lines.map(({ repeated }) => repeated),
  ...(sources && { notes: lines.map(({ claims }) => passagesOf(claims, sources)) }),
});

/**
 * A line for each distinct status, claimant, via and date, the firmest first, with what its claims are restricted to: “(only FP8)”, or
 * “(also FP8)” if one of them is not restricted. In Markdown the claimant, or if there is none the date, links to the source.
 */
export function linesOfRow(
  first: readonly string[],
  { supporter, vendor, disagreement, claims }: SupportRow,
): ClaimLine[] {
  const lines: (Omit<ClaimLine, 'repeated'> & {
    status: Span[];
    restrictions: Set<string>;
    isRestricted: boolean;
  })[] = [];
  const known = new Map<string, (typeof lines)[number]>();
  for (const claim of claims) {
    // “itself” is the company or product that the row names.
    const own = [...(supporter === null ? [] : [supporter]), ...vendor];
    const via = viaNames(namedProducts(claim, own));
    const claimant = claim.saidBy;
    const speaker = own.find(({ id }) => id === claimant?.id) ?? claim.from;
    // A copy is no other witness.
    const copy = claim.evidence[0]?.origin ? ' (a copy)' : '';
    const saidBy = claimant === null ? NONE : `${claimants([claimant], speaker)}${copy}`;
    const restriction = restrictionValues(claim).join(' ');
    const facts = JSON.stringify([claim.status, saidBy, via, withdrawal(claim)]);
    const dated = `${facts} ${dateOf(claim)}`;
    // An undated claim adds nothing to a dated one, which comes first.
    const isUndated = claim.date === null && claim.notBefore === null;
    const same = known.get(isUndated ? facts : dated);
    if (same) {
      same.claims.push(claim);
      if (restriction !== '') same.restrictions.add(restriction);
      else same.isRestricted = false;
      continue;
    }
    const address = claim.evidence[0]?.url;
    const cells =
      claimant === null
        ? [via, NONE, [linked(dateOf(claim), address)]]
        : [via, [linked(saidBy, address)], dateOf(claim)];
    const line = {
      status: statusOfClaim(claim),
      restrictions: new Set(restriction === '' ? [] : [restriction]),
      isRestricted: restriction !== '',
      cells,
      claims: [claim],
    };
    lines.push(line);
    known.set(dated, line);
    if (!known.has(facts)) known.set(facts, line);
  }
  return lines.map(({ status, restrictions, isRestricted, cells, claims: own }, index) => ({
    repeated: index === 0 ? 0 : first.length,
    cells: [
      ...first,
      [
        ...status,
        ...(restrictions.size === 0
          ? []
          : [span('dim', ` (${isRestricted ? 'only' : 'also'} ${[...restrictions].join(', ')})`)]),
        ...(disagreement && index === 0 ? [span('weak', CLAIMS_DIFFER)] : []),
      ],
      ...cells,
    ],
    claims: own,
  }));
}

/** The products that a claim names: its subject and its vias, without companies and what the row names. */
function namedProducts({ from, via }: Claim, own: readonly EntityRef[]): ViaRef[] {
  return [from, ...via].filter(({ id, kind }) => kind !== 'company' && own.every((one) => one.id !== id));
}
