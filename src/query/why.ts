/** Every claim that links two entities, with its passages in their context. */

import type { ClaimRecord, EntityRecord } from '../model/records.ts';
import { SCOPES, type Scope, words } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import type { Evidence, WhyClaim } from './answers.ts';
import { type ClaimFilter, compareClaims, Hydrator, readClaims, uniqueById } from './claims.ts';
import { relatedModels } from './related-models.ts';
import { type Sentence, sentencesIn } from './sentences.ts';

/**
 * The claims that name both, one of them at an end, the other at the other end, as via or as with. Where one is a model,
 * claims of support that name a related model count too, marked with their scope.
 */
export async function why(
  store: Store,
  a: EntityRecord,
  b: EntityRecord,
  filter: ClaimFilter,
): Promise<WhyClaim[]> {
  const found: { id: string; record: ClaimRecord; scope: Scope }[] = [];
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const record of await readClaims(store, { ends: [one.id] }, filter)) {
      if (isEnd(record, other.id) || takesPart(record, other.id))
        found.push({ id: record.id, record, scope: 'exact' });
    }
    if (one.kind !== 'model') continue;
    const scopes = await relatedModels(store, one.id);
    for (const record of await readClaims(
      store,
      { to: [...scopes.keys()], relation: ['supports'] },
      filter,
    )) {
      const isLinked = record.from === other.id || takesPart(record, other.id);
      if (isLinked) found.push({ id: record.id, record, scope: scopes.get(record.to) ?? 'exact' });
    }
  }
  const unique = uniqueById(found);
  const hydrator = await Hydrator.for(
    store,
    unique.map(({ record }) => record),
  );
  const context = new Context(store);
  const claims: WhyClaim[] = [];
  for (const { record, scope } of unique) {
    const claim = hydrator.claim(record, scope);
    const evidence = await Promise.all(claim.evidence.map((passage) => context.around(passage)));
    claims.push({ ...claim, evidence });
  }
  return claims.sort((x, y) => scopeRank(x) - scopeRank(y) || compareClaims(x, y));
}

const scopeRank = ({ scope }: WhyClaim) => words(SCOPES).indexOf(scope);

const isEnd = ({ from, to }: ClaimRecord, id: string) => from === id || to === id;

const takesPart = (claim: ClaimRecord, id: string) =>
  claim.via.some((via) => via.id === id) || claim.with.includes(id);

/** The sentences of the sources, read once each. */
class Context {
  readonly #store: Store;
  readonly #read = new Map<string, Promise<Sentences>>();

  constructor(store: Store) {
    this.#store = store;
  }

  async around(passage: Evidence): Promise<WhyClaim['evidence'][number]> {
    const { text, sentences } = await (this.#read.get(passage.source) ?? this.#load(passage.source));
    const first = sentences.findIndex(({ end }) => end > passage.start);
    const last = sentences.findLastIndex(({ start }) => start < passage.end);
    const from = sentences[first - 1] ?? sentences[first];
    const to = sentences[last + 1] ?? sentences[last];
    return {
      ...passage,
      before: from ? text.slice(from.start, passage.start) || null : null,
      after: to ? text.slice(passage.end, to.end) || null : null,
    };
  }

  #load(id: string): Promise<Sentences> {
    const load = async () => {
      const [text, source] = [await this.#store.text(id), (await this.#store.sources([id])).get(id)];
      return text === null || !source
        ? { text: '', sentences: [] }
        : { text, sentences: sentencesIn(text, source.extent) };
    };
    const sentences = load();
    this.#read.set(id, sentences);
    return sentences;
  }
}

interface Sentences {
  text: string;
  sentences: Sentence[];
}
