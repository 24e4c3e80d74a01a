/** Every claim that links two entities, with its evidence in context. */
import { addAll } from '../model/add-all.ts';
import { type ClaimRecord, type EntityRecord, isText } from '../model/records.ts';
import { lineAt } from '../model/selector.ts';
import { type Scope, scopeRank } from '../model/vocabulary.ts';
import type { ClaimQuery, Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { Claim, Evidence, QuoteEvidence, Remark } from './answers/claim.ts';
import type { WhyClaim } from './answers/why.ts';
import { type ClaimFilter, compareClaims, readClaims, uniqueById } from './claims.ts';
import { relatedModels } from './related-models.ts';
import { type Sentence, sentencesIn } from './sentences.ts';
import { claimsListedUnder } from './support-views.ts';
import { type ReadableText, unwrap } from './unwrap.ts';

/** The claims of `claimsBetween`, each quote with the sentences around it. */
export const why = async (
  store: Store,
  a: EntityRecord,
  b: EntityRecord,
  filter: ClaimFilter,
): Promise<WhyClaim[]> => inContext(store, await claimsBetween(store, a, b, filter));

/** Claims or remarks, each quote with the sentences around it. */
export async function inContext<T extends Claim | Remark>(
  store: Store,
  statements: readonly T[],
): Promise<(T & Pick<WhyClaim, 'evidence'>)[]> {
  const context = new Context(store);
  return Promise.all(
    statements.map(async (statement) => ({
      ...statement,
      evidence: await Promise.all(statement.evidence.map((item) => context.addTo(item))),
    })),
  );
}

/**
 * The claims with one of the two entities at one end and the other at the other end, as via or as with. If one is a model,
 * claims of support for its related models count too, marked with their scope, and claims that are listed under the other entity.
 */
export async function claimsBetween(
  store: Store,
  a: EntityRecord,
  b: EntityRecord,
  filter: ClaimFilter,
): Promise<Claim[]> {
  const found: { id: string; record: ClaimRecord; scope: Scope }[] = [];
  // Each query names both entities, because one alone can have thousands of claims.
  const add = async (queries: readonly ClaimQuery[], scopes?: ReadonlyMap<string, Scope>) => {
    for (const query of queries) {
      for (const record of await readClaims(store, query, filter))
        found.push({ id: record.id, record, scope: scopes?.get(record.to) ?? 'exact' });
    }
  };
  const pairs = [
    [a, b],
    [b, a],
  ] as const;
  for (const [one, other] of pairs) {
    const [ends, others] = [[one.id], [other.id]];
    await add([
      { from: ends, to: others },
      { ends, via: others },
      { ends, with: others },
    ]);
  }
  for (const [model, other] of pairs) {
    if (model.kind !== 'model') continue;
    const scopes = await relatedModels(store, model.id);
    const query: ClaimQuery = { to: [...scopes.keys()], relation: ['supports'] };
    const others = [other.id];
    await add(
      [
        { ...query, from: others },
        { ...query, via: others },
        { ...query, with: others },
      ],
      scopes,
    );
    for (const record of await claimsListedUnder(store, other, { to: [...scopes.keys()] }, filter))
      found.push({ id: record.id, record, scope: scopes.get(record.to) ?? 'exact' });
  }
  const unique = uniqueById(found);
  const builder = await AnswerBuilder.forRecords(
    store,
    unique.map(({ record }) => record),
  );
  return unique
    .map(({ record, scope }) => builder.claim(record, scope))
    .sort((x, y) => scopeRank(x.scope) - scopeRank(y.scope) || compareClaims(x, y));
}

/** Adds the surrounding text to evidence. Reads each text once. */
class Context {
  readonly #store: Store;
  readonly #read = new Map<string, Promise<Text>>();

  constructor(store: Store) {
    this.#store = store;
  }

  async addTo(evidence: Evidence): Promise<WhyClaim['evidence'][number]> {
    if (!('quote' in evidence)) return evidence;
    const text = await (this.#read.get(evidence.source) ?? this.#load(evidence.source));
    const sentences = sentencesAround(text, evidence);
    const first = sentences.findIndex(({ end }) => end > evidence.start);
    const last = sentences.findLastIndex(({ start }) => start < evidence.end);
    const from = sentences[first - 1] ?? sentences[first];
    const to = sentences[last + 1] ?? sentences[last];
    return {
      ...evidence,
      before: from ? text.content.slice(from.start, evidence.start) || null : null,
      after: to ? text.content.slice(evidence.end, to.end) || null : null,
    };
  }

  #load(id: string): Promise<Text> {
    const load = async () => {
      const [content, source] = [await this.#store.text(id), (await this.#store.sources([id])).get(id)];
      return content === null || !source || !isText(source)
        ? { content: '', read: { text: '', starts: [], extent: { first: 1, last: 0 } } }
        : { content, read: unwrap(content, source.extent) };
    };
    const text = load();
    this.#read.set(id, text);
    return text;
  }
}

interface Text {
  content: string;
  read: ReadableText;
}

/** The sentences on the lines of a quote, and on the lines around it up to the nearest sentence before and after. */
function sentencesAround({ read: { text, starts, extent } }: Text, evidence: QuoteEvidence): Sentence[] {
  const [top, bottom] = [extent.first, Math.min(extent.last, starts.length)];
  let first = Math.max(top, lineAt(starts, evidence.start));
  let last = Math.min(bottom, lineAt(starts, evidence.end));
  const lines = (from: number, to: number) => sentencesIn(text, { first: from, last: to }, starts);
  let sentences = lines(first, last);
  while (first > top && !sentences.some(({ end }) => end <= evidence.start)) {
    first--;
    sentences = lines(first, first).concat(sentences);
  }
  while (last < bottom && !sentences.some(({ start }) => start >= evidence.end)) {
    last++;
    addAll(sentences, lines(last, last));
  }
  return sentences;
}
