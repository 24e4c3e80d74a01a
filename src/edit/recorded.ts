/** Finds the recorded statement that a new one repeats. */
import { isDeepStrictEqual } from 'node:util';
import { type AuthoredSourceFile, edgesOf, remarksOf } from '../model/authored.ts';
import type { AuthoredEdge, AuthoredEvidence, AuthoredReadMark, AuthoredRemark } from '../model/schema.ts';
import { findQuote, type TextPosition } from '../model/selector.ts';
import { claimEnds, claimKey, qualifierFields } from '../model/statement-ids.ts';

/**
 * The id of the claim that a new one repeats, with the same relation and ends: no qualifier differs, or their passages overlap and a
 * qualifier of one is not recorded for the other. Null if there is none.
 */
export function recordedClaim(source: AuthoredSourceFile, claim: AuthoredEdge): string | null {
  const passages = newPositions(source, claim.evidence);
  const keys = new Set(claimEnds(claim).map(({ from, to }) => claimKey(claim.relation, from, to)));
  for (const edge of edgesOf({ sources: [source] })) {
    const { relation } = edge.value;
    const at = claimEnds(edge.value).findIndex(({ from, to }) => keys.has(claimKey(relation, from, to)));
    if (at === -1) continue;
    const overlap = doOverlap(passages, recordedPositions(source, edge.value.evidence));
    const fields = qualifierFields(edge.value);
    const isSame = qualifierFields(claim).every((values, index) => {
      const others = fields[index] ?? [];
      const isMissing = values.length === 0 || others.length === 0;
      return isDeepStrictEqual(values, others) || (overlap && isMissing);
    });
    if (isSame) return edge.ids[at] ?? null;
  }
  return null;
}

/** The id of the remark that a new one repeats: topic, subjects and claimant are the same, and their passages overlap. */
export function recordedRemark(source: AuthoredSourceFile, remark: AuthoredRemark): string | null {
  const about = ({ topic, subject, ...rest }: AuthoredRemark) => [
    topic,
    rest['said-by'],
    [...subject].sort(),
  ];
  const passages = newPositions(source, remark.evidence);
  for (const { value, ids } of remarksOf({ sources: [source] })) {
    const isSame =
      isDeepStrictEqual(about(value), about(remark)) &&
      doOverlap(passages, recordedPositions(source, value.evidence));
    if (isSame) return ids[0] ?? null;
  }
  return null;
}

/** The place of the read mark whose passage overlaps that of a new one; null if there is none. */
export function recordedReadMark(source: AuthoredSourceFile, mark: AuthoredReadMark): string | null {
  const passages = newPositions(source, [mark]);
  for (const [index, other] of (source.value.read ?? []).entries()) {
    if (!doOverlap(passages, recordedPositions(source, [other]))) continue;
    const { file, line } = source.place(['read', index]);
    return `${file}:${line}`;
  }
  return null;
}

/** The positions of recorded evidence that was found in the text. */
const recordedPositions = (
  source: AuthoredSourceFile,
  evidence: readonly AuthoredEvidence[],
): TextPosition[] =>
  evidence.flatMap((item) => {
    const state = source.evidence.get(item);
    return state && 'position' in state ? [state.position] : [];
  });

/** The positions of evidence that is not recorded yet and is found in the text. */
const newPositions = (
  { text, value }: AuthoredSourceFile,
  evidence: readonly AuthoredEvidence[],
): TextPosition[] =>
  evidence.flatMap((item) => {
    const found = text && findQuote(text.text, text.starts, value.extent, item);
    return found && 'position' in found ? [found.position] : [];
  });

/** True if a passage of one list overlaps one of the other. */
const doOverlap = (some: readonly TextPosition[], others: readonly TextPosition[]): boolean =>
  some.some((a) => others.some((b) => a.start < b.end && b.start < a.end));
