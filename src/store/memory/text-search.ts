/** Which records in memory hold all the terms that are sought: the same as a full-text index would find. */

import { foldText } from '../../model/names.ts';
import type { EntityRecord, Statement, StoreRecords } from '../../model/records.ts';
import { type SearchTerm, termsOf } from '../../model/terms.ts';
import type { TextMatches } from '../store.ts';

/** Of each sort of records the first `limit` that hold every term; no terms are held by none. */
export function searchText(
  { entities, claims, remarks }: Pick<StoreRecords, 'entities' | 'claims' | 'remarks'>,
  sought: readonly SearchTerm[],
  limit: number,
): TextMatches {
  const first = <T>(records: readonly T[], textsOf: (record: T) => string[]): T[] => {
    const found: T[] = [];
    if (sought.length === 0) return found;
    for (const record of records) {
      if (found.length > limit) break;
      if (holds(textsOf(record), sought)) found.push(record);
    }
    return found;
  };
  const found = {
    entities: first(entities, textsOfEntity),
    claims: first(claims, quotesOf),
    remarks: first(remarks, (remark) => [remark.summary, ...quotesOf(remark)]),
  };
  return {
    entities: found.entities.slice(0, limit),
    claims: found.claims.slice(0, limit),
    remarks: found.remarks.slice(0, limit),
    areMore: Object.values(found).some(({ length }) => length > limit),
  };
}

const quotesOf = ({ evidence }: Pick<Statement, 'evidence'>): string[] => evidence.map(({ quote }) => quote);

const textsOfEntity = ({ id, name, aliases, description }: EntityRecord): string[] => [
  id,
  name,
  ...aliases.map((alias) => alias.name),
  description,
];

function holds(texts: readonly string[], sought: readonly SearchTerm[]): boolean {
  // Most texts hold not even the letters of a term, which is seen sooner than their words are told apart.
  const folded = texts.map(foldText);
  if (!sought.every(({ term }) => folded.some((text) => text.includes(term)))) return false;
  const terms = new Set(texts.flatMap((text) => [...termsOf(text)]));
  return sought.every(
    ({ term, isPrefix }) =>
      terms.has(term) || (isPrefix && [...terms].some((other) => other.startsWith(term))),
  );
}
