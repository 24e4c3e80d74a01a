/** The one question whose answer is fuzzy: what is like these words. */
import { compareNames } from '../model/names.ts';
import { KINDS, type Kind, type Role, wordingOf, words } from '../model/vocabulary.ts';
import { type Document, rank } from '../store/fuzzy.ts';
import type { Store } from '../store/store.ts';
import type { SearchRow } from './answers.ts';
import { type ClaimFilter, Hydrator, readClaims } from './claims.ts';

/** What is searched. With a kind or role of entities, only those entities are. */
export interface SearchFilter extends ClaimFilter {
  kind?: readonly Kind[];
  role?: readonly Role[];
}

type Field = SearchRow['matches'][number]['field'];
type Item = Pick<SearchRow, 'id' | 'name' | 'kind'> & { parts: [Field, string][] };

/** Ranks entities by names, aliases and descriptions, claims by quotes, remarks by quotes and summaries. */
export async function search(store: Store, typed: string, filter: SearchFilter): Promise<SearchRow[]> {
  const documents = [...(await entityDocuments(store, filter)), ...(await statementDocuments(store, filter))];
  const ranked = await rank(documents, typed, 'every');
  const rows = ranked.map(
    ({ item: { parts, ...item }, score, matches }): SearchRow => ({
      ...item,
      score: Number(score.toFixed(4)),
      matches: matches.flatMap(({ text: index, ranges }) => {
        const part = parts[index];
        return part ? [{ field: part[0], text: part[1], ranges }] : [];
      }),
    }),
  );
  return rows.sort((a, b) => a.score - b.score || compareNames(a.name, b.name) || compareNames(a.id, b.id));
}

function document(item: Omit<Item, 'parts'>, parts: [Field, string][]): Document<Item> {
  return { item: { ...item, parts }, texts: parts.map(([, text]) => text) };
}

async function entityDocuments(store: Store, { kind, role }: SearchFilter): Promise<Document<Item>[]> {
  const entities = await store.entitiesOfKind(kind ?? words(KINDS));
  return entities
    .filter(({ roles }) => !role || roles.some((own) => role.includes(own)))
    .map(({ id, name, kind: own, aliases, description }) =>
      document({ id, name, kind: own }, [
        ['name', name],
        ['id', id],
        ...aliases.map((alias): [Field, string] => ['alias', alias.name]),
        ['description', description],
      ]),
    );
}

async function statementDocuments(
  store: Store,
  { kind, role, ...filter }: SearchFilter,
): Promise<Document<Item>[]> {
  if (kind || role) return [];
  const claims = await readClaims(store, {}, filter);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const remarks = isFiltered ? [] : await store.remarks({});
  const hydrator = await Hydrator.for(store, claims, remarks);
  return [
    ...claims.map(({ id, from, relation, status, to, evidence }) => {
      const name = `${hydrator.ref(from).name} ${wordingOf(relation, status, 'out')} ${hydrator.ref(to).name}`;
      return document(
        { id, name, kind: 'claim' },
        evidence.map(({ quote }): [Field, string] => ['quote', quote]),
      );
    }),
    ...remarks.map(({ id, summary, evidence }) =>
      document({ id, name: summary, kind: 'remark' }, [
        ['summary', summary],
        ...evidence.map(({ quote }): [Field, string] => ['quote', quote]),
      ]),
    ),
  ];
}
