/** The one question whose answer is fuzzy: what is like these words. */
import { compareNames, foldName } from '../model/names.ts';
import type { ClaimRecord, EntityRecord, RemarkRecord } from '../model/records.ts';
import { findMatches, parseSearchTerms, type SearchTerm } from '../model/terms.ts';
import { type Kind, type Role, wordingOf } from '../model/vocabulary.ts';
import { type Document, type Ranked, rank } from '../store/fuzzy.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { SearchRow } from './answers/search.ts';
import { type ClaimFilter, passing } from './claims.ts';

/** What is searched. With a kind or role of entities, only those entities are. */
export interface SearchFilter extends ClaimFilter {
  kind?: readonly Kind[];
  role?: readonly Role[];
}

/** How many names that are like the words are ranked. */
const MOST_NAMES = 50;

/** How many entities, claims and remarks that hold the words are ranked. */
export const MOST_HOLDERS = 100;

type Field = SearchRow['matches'][number]['field'];
type Item = Pick<SearchRow, 'id' | 'name' | 'kind'> & { parts: [Field, string][]; holds: boolean };

/**
 * Finds the entities that hold every word in their names and description or whose names are like the words, the claims that
 * hold every word in their quotes, the remarks in quotes and summary, and ranks them. `areMore`: more hold the words than were
 * ranked.
 */
export async function search(
  store: Store,
  typed: string,
  { kind, role, ...filter }: SearchFilter,
): Promise<{ rows: SearchRow[]; areMore: boolean }> {
  const sought = parseSearchTerms(typed);
  const holders = await store.searchText(sought, MOST_HOLDERS);
  const like = await store.similarNames(foldName(typed), MOST_NAMES);
  const near = await store.entities(like.map(({ entity }) => entity));
  const holding = new Map(holders.entities.map((entity) => [entity.id, entity]));
  const entities = [...new Map([...near, ...holding]).values()].filter(
    (entity) =>
      (!kind || kind.includes(entity.kind)) && (!role || entity.roles.some((own) => role.includes(own))),
  );
  const documents = entities.map((entity) => entityDocument(entity, holding.has(entity.id)));
  if (!kind && !role) documents.push(...(await statementDocuments(store, holders, filter)));
  const ranked = withAllHolders(await rank(documents, typed, 'every'), documents, sought);
  const rows = ranked.map(
    ({ item: { parts, holds: _, ...item }, score, matches }): SearchRow => ({
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
    areMore: holders.areMore,
  };
}

/** What holds the words is like them, though its likeness may be seen only where both are folded as names are: it comes last. */
function withAllHolders(
  ranked: Ranked<Item>[],
  documents: readonly Document<Item>[],
  sought: readonly SearchTerm[],
): Ranked<Item>[] {
  const seen = new Set(ranked.map(({ item }) => item));
  const unseen = documents.filter(({ item }) => item.holds && !seen.has(item));
  return [
    ...ranked,
    ...unseen.map(({ item, texts }) => ({
      item,
      score: 1,
      matches: texts.flatMap((text, index) => {
        const ranges = findMatches(text, sought);
        return ranges.length > 0 ? [{ text: index, ranges }] : [];
      }),
    })),
  ];
}

function document(item: Omit<Item, 'parts'>, parts: [Field, string][]): Document<Item> {
  return { item: { ...item, parts }, texts: parts.map(([, text]) => text) };
}

/** Names are found by likeness, so that typing errors are forgiven; a description by its words alone. */
function entityDocument(
  { id, name, kind, aliases, description }: EntityRecord,
  holds: boolean,
): Document<Item> {
  return document({ id, name, kind, holds }, [
    ['name', name],
    ['id', id],
    ...aliases.map((alias): [Field, string] => ['alias', alias.name]),
    ...(holds ? [['description', description] as [Field, string]] : []),
  ]);
}

async function statementDocuments(
  store: Store,
  holders: { claims: readonly ClaimRecord[]; remarks: readonly RemarkRecord[] },
  filter: ClaimFilter,
): Promise<Document<Item>[]> {
  const claims = await passing(store, holders.claims, filter);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const remarks = isFiltered ? [] : holders.remarks;
  const builder = await AnswerBuilder.forRecords(store, claims, remarks);
  return [
    ...claims.map(({ id, from, relation, status, to, evidence }) => {
      const name = `${builder.ref(from).name} ${wordingOf(relation, status, 'out')} ${builder.ref(to).name}`;
      return document(
        { id, name, kind: 'claim', holds: true },
        evidence.map(({ quote }): [Field, string] => ['quote', quote]),
      );
    }),
    ...remarks.map(({ id, summary, evidence }) =>
      document({ id, name: summary, kind: 'remark', holds: true }, [
        ['summary', summary],
        ...evidence.map(({ quote }): [Field, string] => ['quote', quote]),
      ]),
    ),
  ];
}
