/** Full-text search over records in memory; finds the same as the full-text index of a database. */
import { foldText } from '../../model/names.ts';
import { type EntityRecord, type Statement, wordsOfEvidence } from '../../model/records.ts';
import { type SearchTerm, termsOf } from '../../model/terms.ts';
import type { TextMatches } from '../store.ts';
import type { Records } from './records.ts';

/** The first `limit` entities, claims and remarks that contain every term; nothing if there are no terms. */
export function searchText(
  { entities, claims, remarks }: Pick<Records, 'entities' | 'claims' | 'remarks'>,
  terms: readonly SearchTerm[],
  limit: number,
): TextMatches {
  const matching = <T>(records: readonly T[], textsOf: (record: T) => string[]): T[] =>
    terms.length === 0 ? [] : records.filter((record) => containsAll(textsOf(record), terms));
  const found = {
    entities: matching(entities.all(), textsOfEntity),
    claims: matching(claims.all(), quotesOfStatement),
    remarks: matching(remarks.all(), (remark) => [remark.summary, ...quotesOfStatement(remark)]),
  };
  return {
    entities: found.entities.slice(0, limit),
    claims: found.claims.slice(0, limit),
    remarks: found.remarks.slice(0, limit),
    areMore: Object.values(found).some(({ length }) => length > limit),
  };
}

const quotesOfStatement = ({ evidence }: Pick<Statement, 'evidence'>): string[] =>
  evidence.map(wordsOfEvidence);

const textsOfEntity = ({ id, name, aliases, description }: EntityRecord): string[] => [
  id,
  name,
  ...aliases.map((alias) => alias.name),
  description,
];

function containsAll(texts: readonly string[], terms: readonly SearchTerm[]): boolean {
  // Splitting a text into terms takes ten times as long as this check, which most texts fail.
  const folded = texts.map(foldText);
  if (!terms.every(({ term }) => folded.some((text) => text.includes(term)))) return false;
  const own = new Set(texts.flatMap((text) => [...termsOf(text)]));
  return terms.every(
    ({ term, isPrefix }) => own.has(term) || (isPrefix && [...own].some((other) => other.startsWith(term))),
  );
}
