/** Full-text and fuzzy search. No other query returns inexact matches. */
import { compareNames, foldName, isVersion, wordsOf } from '../model/names.ts';
import { type EntityRecord, type Statement, wordsOfEvidence } from '../model/records.ts';
import { findMatches, parseSearchTerms, type SearchTerm } from '../model/terms.ts';
import type { Kind, Role } from '../model/vocabulary.ts';
import { editDistance, editsOfTypo } from '../store/edit-distance.ts';
import { type Document, type Ranked, rank } from '../store/fuzzy.ts';
import type { Store, TextMatches } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { SearchRow } from './answers/search.ts';
import { claimSentence, textOfSentence } from './claim-words.ts';
import { type ClaimFilter, filterClaims } from './claims.ts';

/** Selects what is searched. With `kind` or `role`, only entities are. */
export interface SearchFilter extends ClaimFilter {
  kind?: readonly Kind[];
  role?: readonly Role[];
}

/** No typo has more edits. */
const MAX_TYPO_EDITS = 2;

/** The number of similar names that are ranked. */
const MAX_NAMES = 50;

/** The number of entities, of claims and of remarks with all words that are ranked. */
export const MAX_TEXT_MATCHES = 100;

/** A part of a record that is searched; `line` only for a quote. */
type Part = Omit<SearchRow['matches'][number], 'ranges'>;
/** `containsAll`: it contains all words of the search; otherwise only a name is similar. */
type Item = Omit<SearchRow, 'score' | 'matches'> & { parts: Part[]; containsAll: boolean };

/** What was found. */
export interface SearchAnswer {
  rows: SearchRow[];
  /** True if there are more matches than were ranked. */
  areMore: boolean;
  /** The words that were searched for, if typos in the typed words were corrected; otherwise null. */
  corrected: string | null;
}

/**
 * Finds and ranks the entities that contain all words in their names and description or that have a similar name, the claims
 * that contain all words in their quotes, and the remarks that do in their quotes and summary. With `correct`, typos in words are
 * corrected if no record contains all words.
 */
export async function search(
  store: Store,
  typed: string,
  filter: SearchFilter,
  correct = true,
): Promise<SearchAnswer> {
  const found = await store.searchText(parseSearchTerms(typed), MAX_TEXT_MATCHES);
  const isFound = [found.entities, found.claims, found.remarks].some(({ length }) => length > 0);
  const corrected = isFound || !correct ? null : await correctWords(store, typed);
  if (corrected === null) return { ...(await ranked(store, typed, found, filter)), corrected };
  const others = await store.searchText(parseSearchTerms(corrected), MAX_TEXT_MATCHES);
  return { ...(await ranked(store, corrected, others, filter)), corrected };
}

async function ranked(
  store: Store,
  typed: string,
  found: TextMatches,
  { kind, role, ...filter }: SearchFilter,
): Promise<Omit<SearchAnswer, 'corrected'>> {
  const names = await store.similarNames(foldName(typed), MAX_NAMES);
  const similar = await store.entities(names.map(({ entity }) => entity));
  const containing = new Map(found.entities.map((entity) => [entity.id, entity]));
  const entities = [...new Map([...similar, ...containing]).values()].filter(
    (entity) =>
      (!kind || kind.includes(entity.kind)) && (!role || entity.roles.some((own) => role.includes(own))),
  );
  const documents = entities.map((entity) => entityDocument(entity, containing.has(entity.id)));
  if (!kind && !role) documents.push(...(await statementDocuments(store, found, filter)));
  const terms = parseSearchTerms(typed);
  const rows = withUnranked(await rank(documents, typed, 'every'), documents, terms).map(
    ({ item: { parts, containsAll: _, ...item }, score, matches }): SearchRow => ({
      ...item,
      score: Number(score.toFixed(4)),
      matches: matches.flatMap(({ text: index, ranges }) => {
        const part = parts[index];
        return part ? [{ ...part, ranges }] : [];
      }),
    }),
  );
  return {
    rows: rows.sort((a, b) => a.score - b.score || compareNames(a.name, b.name) || compareNames(a.id, b.id)),
    areMore: found.areMore,
  };
}

/** A typo is searched for among words that start with the same letters, at least so many. */
const MIN_SHARED_START = 3;

/** The words with each one that no record contains replaced by the nearest that one does; null if that is not possible. */
async function correctWords(store: Store, typed: string): Promise<string | null> {
  const corrected: string[] = [];
  for (const word of wordsOf(typed)) {
    const { entities, claims, remarks } = await store.searchText(parseSearchTerms(word), 1);
    const isKnown = entities.length + claims.length + remarks.length > 0;
    const meant = isKnown ? word : await nearestWord(store, word);
    if (meant === null) return null;
    corrected.push(meant);
  }
  const text = corrected.join(' ');
  return text === wordsOf(typed).join(' ') ? null : text;
}

/** The only nearest word that a record contains and that a word may be a typo of: it shares as much of the start as possible. */
async function nearestWord(store: Store, word: string): Promise<string | null> {
  if (isVersion(word)) return null;
  const characters = [...word];
  for (let length = characters.length - 1; length >= MIN_SHARED_START; length--) {
    const term = characters.slice(0, length).join('');
    const found = await store.searchText([{ term, isPrefix: true }], MAX_TEXT_MATCHES);
    const near = [...new Set(textsOf(found).flatMap(wordsOf))]
      .map((other) => ({ other, distance: editDistance(word, other, MAX_TYPO_EDITS) }))
      .filter(
        ({ other, distance }) =>
          !isVersion(other) && distance <= Math.min(editsOfTypo(word), editsOfTypo(other)),
      )
      .sort((a, b) => a.distance - b.distance);
    const [first, second] = near;
    if (first) return second?.distance === first.distance ? null : first.other;
  }
  return null;
}

const textsOf = ({ entities, claims, remarks }: TextMatches): string[] => [
  ...entities.flatMap(({ name, aliases, description }) => [
    name,
    ...aliases.map((alias) => alias.name),
    description,
  ]),
  ...remarks.map(({ summary }) => summary),
  ...[...claims, ...remarks].flatMap(({ evidence }) => evidence.map(wordsOfEvidence)),
];

/**
 * Appends the documents that contain all words but were not ranked: fuse.js compares texts in lower case only, while the search
 * terms are also normalised (full-width letters, for example).
 */
function withUnranked(
  known: Ranked<Item>[],
  documents: readonly Document<Item>[],
  terms: readonly SearchTerm[],
): Ranked<Item>[] {
  const items = new Set(known.map(({ item }) => item));
  const missing = documents.filter(({ item }) => item.containsAll && !items.has(item));
  return [
    ...known,
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

function document(item: Item): Document<Item> {
  return { item, texts: item.parts.map(({ text }) => text) };
}

/** Names may contain typos. A description is searched only if it contains the words exactly. */
function entityDocument(
  { id, name, kind, aliases, description }: EntityRecord,
  containsAll: boolean,
): Document<Item> {
  const part = (field: Part['field'], text: string): Part => ({ field, text, line: null });
  const parts = [
    part('name', name),
    part('id', id),
    ...aliases.map((alias) => part('alias', alias.name)),
    ...(containsAll ? [part('description', description)] : []),
  ];
  return document({ id, name, kind, saidBy: null, source: null, line: null, parts, containsAll });
}

async function statementDocuments(
  store: Store,
  found: Pick<TextMatches, 'claims' | 'remarks'>,
  filter: ClaimFilter,
): Promise<Document<Item>[]> {
  const claims = filterClaims(found.claims, filter);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const remarks = isFiltered ? [] : found.remarks;
  const builder = await AnswerBuilder.forRecords(store, claims, remarks);
  const statement = ({ id, source, saidBy, evidence }: Statement) => ({
    id,
    saidBy: saidBy === null ? null : builder.ref(saidBy),
    source,
    line: evidence[0]?.line ?? null,
    containsAll: true,
  });
  const quotes = ({ evidence }: Statement) =>
    evidence.map(
      (one): Part => ({
        field: 'quote' in one ? 'quote' : 'cell',
        text: wordsOfEvidence(one),
        line: one.line,
      }),
    );
  return [
    ...claims.map((claim) => {
      const name = textOfSentence(
        claimSentence(claim, builder.ref(claim.from).name, builder.ref(claim.to).name),
      );
      return document({ ...statement(claim), name, kind: 'claim', parts: quotes(claim) });
    }),
    ...remarks.map((remark) => {
      const summary: Part = { field: 'summary', text: remark.summary, line: null };
      const parts = [summary, ...quotes(remark)];
      return document({ ...statement(remark), name: remark.summary, kind: 'remark', parts });
    }),
  ];
}
