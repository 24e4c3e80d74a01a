/** Reads a source against the knowledge base and proposes edges, sentence by sentence. It writes nothing and needs no network. */
import type { EntityRecord, SourceRecord } from '../model/records.ts';
import { lineAt, lineStarts } from '../model/selector.ts';
import { KINDS, words as wordsOfVocabulary } from '../model/vocabulary.ts';
import type { EntityRef } from '../query/answers/claim.ts';
import type { SuggestAnswer } from '../query/answers/suggest.ts';
import { type Sentence, sentencesIn } from '../query/sentences.ts';
import type { Store } from '../store/store.ts';
import { lineReasons } from './boilerplate.ts';
import { candidatesIn } from './candidates.ts';
import { matchesOf, PRAISE } from './cues.ts';
import { daysIn } from './days.ts';
import type { Draft, Scene } from './draft.ts';
import { subjectAt } from './mentions.ts';
import { type NameHit, type NameIndex, nameIndex } from './name-index.ts';
import { type Gleaned, pairKey, proposalsOf } from './proposals.ts';
import { type Reading, type Refusal, readSentence } from './reading.ts';
import { relationsIn } from './relations.ts';
import { speechesIn } from './speech.ts';
import { supportIn } from './support.ts';

/** A longer sentence is no quote that a reader can check. */
const LONGEST_SENTENCE = 1000;

/** Everything that can be proposed of a source; null where there is no such source, or its text is not here. */
export async function suggest(store: Store, id: string): Promise<SuggestAnswer | null> {
  const source = (await store.sources([id])).get(id);
  const text = await store.text(id);
  if (!source || text === null) return null;
  const entities = await store.entitiesOfKind(wordsOfVocabulary(KINDS));
  const recorded = new Map<string, string>();
  for (const claim of await store.claims({ source: [id] })) recorded.set(pairKey(claim), claim.id);
  const families = new Set((await store.claims({ relation: ['member-of'] })).map(({ to }) => to));
  return suggestFrom({ source, text, entities, recorded, families });
}

/** What a text is read with. */
interface Given {
  source: SourceRecord;
  text: string;
  entities: readonly EntityRecord[];
  /** The ids of the claims of this source by `pairKey`. */
  recorded: ReadonlyMap<string, string>;
  /** The ids of the models that others are members of. */
  families: ReadonlySet<string>;
}

function suggestFrom({ source, text, entities, recorded, families }: Given): SuggestAnswer {
  const index = nameIndex(entities);
  const starts = lineStarts(text);
  const sentences = sentencesIn(text, source.extent);
  const line = (offset: number) => lineAt(starts, offset);
  const hits = sentences.map(({ start, end }) => index.find(text, start, end));
  const furniture = lineReasons(text, starts, source);

  const gleaned: Gleaned[] = [];
  let companyBefore: EntityRecord | null = null;
  for (const [at, sentence] of sentences.entries()) {
    const own = hits[at] ?? [];
    const why = furniture(line(sentence.start));
    const read = glean(text, sentence, own, index, source, why, companyBefore, families);
    gleaned.push(read);
    if (why === null) companyBefore = read.company;
  }

  const { proposals, unquotable } = proposalsOf(gleaned, { text, starts, source, recorded, line });
  const flat = hits.flat();
  return {
    source: source.id,
    title: source.title,
    published: source.published,
    names: flat
      .filter(({ partOf }) => partOf === null)
      .map((hit) => ({
        text: text.slice(hit.start, hit.end),
        line: line(hit.start),
        start: hit.start,
        end: hit.end,
        ambiguous: hit.ambiguous,
        entities: hit.entities.map(({ id, name, kind }): EntityRef => ({ id, name, kind })),
      })),
    candidates: candidatesIn(
      text,
      sentences,
      flat.map((hit) => hit.partOf ?? hit),
      flat.flatMap(({ partOf }) => partOf ?? []),
    ).map(({ name, count, start, why }) => ({ name, count, line: line(start), why })),
    proposals,
    refusals: [...gleaned.flatMap(refusalsOf), ...unquotable]
      .map(({ sentence, ...refusal }) => ({ line: line(sentence.start), ...sentence, ...refusal }))
      .sort((a, b) => a.start - b.start),
  };
}

function refusalsOf({ sentence, refusals }: Gleaned): (Refusal & { sentence: Sentence })[] {
  const unique = new Map(refusals.map((refusal) => [JSON.stringify(refusal), refusal]));
  return [...unique.values()].map((refusal) => ({ ...refusal, sentence }));
}

/** Reads one sentence. `why` says why its line is no evidence; null where it may be. */
function glean(
  text: string,
  sentence: Sentence,
  hits: readonly NameHit[],
  index: NameIndex,
  source: SourceRecord,
  why: string | null,
  companyBefore: EntityRecord | null,
  families: ReadonlySet<string>,
): Gleaned & { company: EntityRecord | null } {
  const none = { sentence, drafts: [], company: companyBefore };
  if (hits.length === 0 && companyBefore === null) return { ...none, refusals: [] };
  if (sentence.end - sentence.start > LONGEST_SENTENCE)
    return {
      ...none,
      company: null,
      refusals: [
        { words: `${text.slice(sentence.start, sentence.start + 40)}…`, reason: 'too long to be a quote' },
      ],
    };
  const reading = readSentence(text, sentence, hits, index, companyBefore);
  if (why !== null)
    return { ...none, refusals: hits.length === 0 ? [] : [{ words: reading.words, reason: why }] };
  if (/[?？]\s*[”"』」]?$/u.test(reading.words)) {
    const refusals = hits.length === 0 ? [] : [{ words: reading.words, reason: 'a question states nothing' }];
    return { ...none, company: null, refusals };
  }
  const days = daysIn(reading.words, source.published);
  const scene: Scene = { reading, speeches: speechesIn(reading, days), days, voice: source.publisher };
  const drafts = [...supportIn(scene), ...relationsIn(scene, index)];
  refuse(reading, drafts, families);
  return { sentence, drafts, refusals: reading.refusals, company: soleCompany(reading, drafts) };
}

/** What a sentence seems to say and does not. */
function refuse(
  { folded, words, mentions, refusals }: Reading,
  drafts: readonly Draft[],
  families: ReadonlySet<string>,
): void {
  const supported = new Set(drafts.filter(({ relation }) => relation === 'supports').map(({ to }) => to));
  for (const mention of mentions) {
    if (families.has(mention.entity.id) && supported.has(mention.entity.id))
      refusals.push({
        words: words.slice(mention.start, mention.end),
        reason: 'a family is not its members',
      });
    if (
      mention.entity.kind === 'model' &&
      mention.qualifies &&
      /^[-‐‑](?:based|derived|powered)/u.test(words.slice(mention.end))
    )
      refusals.push({
        words: words.slice(mention.start, mention.end),
        reason: 'what is based on a model is not that model',
      });
  }
  const praise = matchesOf(PRAISE, folded);
  if (praise.length > 0 && mentions.length > 0 && supported.size === 0)
    for (const { start, end } of praise)
      refusals.push({ words: words.slice(start, end), reason: 'praise is not support' });
}

/** The one company that is a subject of a sentence, and not the object of another. */
function soleCompany(reading: Reading, drafts: readonly Draft[]): EntityRecord | null {
  const subjects = reading.mentions.filter(
    (mention) =>
      mention.entity.kind === 'company' && subjectAt(reading, mention.end, ['company']) === mention,
  );
  const ids = new Set(subjects.map(({ entity }) => entity.id));
  const objects = new Set(drafts.filter(({ from }) => ids.has(from)).map(({ to }) => to));
  const free = subjects.filter(({ entity }) => !objects.has(entity.id));
  const [only, ...more] = new Set(free.map(({ entity }) => entity));
  return more.length === 0 ? (only ?? null) : null;
}
