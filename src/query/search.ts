/** Full-text and fuzzy search. No other query returns inexact matches. */
import { compareNames, foldName } from '../model/names.ts';
import type { ClaimRecord, EntityRecord, RemarkRecord } from '../model/records.ts';
import { findMatches, parseSearchTerms, type SearchTerm } from '../model/terms.ts';
import { type Kind, type Role, wordingOf } from '../model/vocabulary.ts';
import { type Document, type Ranked, rank } from '../store/fuzzy.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { SearchRow } from './answers/search.ts';
import { type ClaimFilter, filterClaims } from './claims.ts';

/** Selects what is searched. With `kind` or `role`, only entities are. */
export interface SearchFilter extends ClaimFilter {
  kind?: readonly Kind[];
  role?: readonly Role[];
}

/** The number of similar names that are ranked. */
const MAX_NAMES = 50;

/** The number of entities, of claims and of remarks with all words that are ranked. */
export const MAX_TEXT_MATCHES = 100;

type Field = SearchRow['matches'][number]['field'];
/** `containsAll`: it contains all words of the search; otherwise only a name is similar. */
type Item = Pick<SearchRow, 'id' | 'name' | 'kind'> & { parts: [Field, string][]; containsAll: boolean };

/**
 * Finds and ranks the entities that contain all words in their names and description or that have a similar name, the claims
 * that contain all words in their quotes, and the remarks that do in their quotes and summary. `areMore` is true if there are
 * more matches than were ranked.
 */
export async function search(
  store: Store,
  typed: string,
  { kind, role, ...filter }: SearchFilter,
): Promise<{ rows: SearchRow[]; areMore: boolean }> {
  const terms = parseSearchTerms(typed);
  const found = await store.searchText(terms, MAX_TEXT_MATCHES);
  const names = await store.similarNames(foldName(typed), MAX_NAMES);
  const similar = await store.entities(names.map(({ entity }) => entity));
  const containing = new Map(found.entities.map((entity) => [entity.id, entity]));
  const entities = [...new Map([...similar, ...containing]).values()].filter(
    (entity) =>
      (!kind || kind.includes(entity.kind)) && (!role || entity.roles.some((own) => role.includes(own))),
  );
  const documents = entities.map((entity) => entityDocument(entity, containing.has(entity.id)));
  if (!kind && !role) documents.push(...(await statementDocuments(store, found, filter)));
  const ranked = withUnranked(await rank(documents, typed, 'every'), documents, terms);
  const rows = ranked.map(
    ({ item: { parts, containsAll: _, ...item }, score, matches }): SearchRow => ({
      ...item,
      score: Number(score.toFixed(4)),
      matches: matches.flatMap(({ text: index, ranges }) => {
        const part = parts[index];
        return part ? [{ field: part[0], text: part[1], ranges }] : [];
      }),
    }),
  );
  return {
    rows: rows.sort((a, b) => a.score - b.score || compareNames(a.name, b.name) || compareNames(a.id, b.id)),
    areMore: found.areMore,
  };
}

/**
 * Appends the documents that contain all words but were not ranked: fuse.js compares texts in lower case only, while the search
 * terms are also normalised (full-width letters, for example).
 */
function withUnranked(
  ranked: Ranked<Item>[],
  documents: readonly Document<Item>[],
  terms: readonly SearchTerm[],
): Ranked<Item>[] {
  const known = new Set(ranked.map(({ item }) => item));
  const missing = documents.filter(({ item }) => item.containsAll && !known.has(item));
  return [
    ...ranked,
    ...missing.map(({ item, texts }) => ({
      item,
      score: 1,
      matches: texts.flatMap((text, index) => {
        const ranges = findMatches(text, terms);
        return ranges.length > 0 ? [{ text: index, ranges }] : [];
      }),
    })),
  ];
}

function document(item: Omit<Item, 'parts'>, parts: [Field, string][]): Document<Item> {
  return { item: { ...item, parts }, texts: parts.map(([, text]) => text) };
}

/** Names may contain typos. A description is searched only if it contains the words exactly. */
function entityDocument(
  { id, name, kind, aliases, description }: EntityRecord,
  containsAll: boolean,
): Document<Item> {
  return document({ id, name, kind, containsAll }, [
    ['name', name],
    ['id', id],
    ...aliases.map((alias): [Field, string] => ['alias', alias.name]),
    ...(containsAll ? [['description', description] as [Field, string]] : []),
  ]);
}

async function statementDocuments(
  store: Store,
  found: { claims: readonly ClaimRecord[]; remarks: readonly RemarkRecord[] },
  filter: ClaimFilter,
): Promise<Document<Item>[]> {
  const claims = await filterClaims(store, found.claims, filter);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const remarks = isFiltered ? [] : found.remarks;
  const builder = await AnswerBuilder.forRecords(store, claims, remarks);
  return [
    ...claims.map(({ id, from, relation, status, to, evidence }) => {
      const name = `${builder.ref(from).name} ${wordingOf(relation, status, 'out')} ${builder.ref(to).name}`;
      return document(
        { id, name, kind: 'claim', containsAll: true },
        evidence.map(({ quote }): [Field, string] => ['quote', quote]),
      );
    }),
    ...remarks.map(({ id, summary, evidence }) =>
      document({ id, name: summary, kind: 'remark', containsAll: true }, [
        ['summary', summary],
        ...evidence.map(({ quote }): [Field, string] => ['quote', quote]),
      ]),
    ),
  ];
}
