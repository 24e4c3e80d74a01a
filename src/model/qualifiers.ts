/** What restricts a claim of support: a claim with a qualifier says nothing of the model without it. */
import { isSupport, type Status } from './vocabulary.ts';

export const QUALIFIERS = ['precision', 'mode', 'task', 'artefact'] as const;

/** The qualifiers that headers and labels of tables print, with the version of what a model runs on. */
export const PRINTED_QUALIFIERS = [...QUALIFIERS, 'version'] as const;

/** The qualifiers of a claim. */
export type Qualifiers = { [Q in (typeof QUALIFIERS)[number]]?: string | null | undefined };

/** Two claims with the same ends can contradict each other only if they share this key. */
export const qualifierKey = (claim: Qualifiers): string =>
  JSON.stringify(QUALIFIERS.map((qualifier) => claim[qualifier] ?? null));

export const isQualified = (claim: Qualifiers): boolean =>
  QUALIFIERS.some((qualifier) => (claim[qualifier] ?? null) !== null);

/**
 * What a claim says of the model that it names; null if it says nothing of it. Support in one precision, mode or task is
 * support, but a denial of it denies no model.
 */
export const statusOfModel = (claim: Qualifiers & { status: Status | null }): Status | null =>
  isSupport(claim.status) || !isQualified(claim) ? claim.status : null;
