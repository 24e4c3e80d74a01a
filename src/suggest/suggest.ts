/** Reads a source against the knowledge base and proposes edges, sentence by sentence. It writes nothing and needs no network. */
import { groupBy } from '../model/group-by.ts';
import { foldName } from '../model/names.ts';
import type { EntityRecord, SourceRecord } from '../model/records.ts';
import type { AuthoredEdge, AuthoredEvidence } from '../model/schema.ts';
import { lineAt, lineStarts } from '../model/selector.ts';
import { KINDS, relationTerms, words as wordsOfVocabulary } from '../model/vocabulary.ts';
import type { EntityRef, Proposal, SuggestAnswer } from '../query/answers.ts';
import { type Sentence, sentencesIn } from '../query/sentences.ts';
import type { Store } from '../store/store.ts';
import { candidatesIn } from './candidates.ts';
import { CAPTION, matchesOf, PRAISE } from './cues.ts';
import { daysIn } from './days.ts';
import type { Draft, DraftCue, Scene } from './draft.ts';
import { type NameHit, type NameIndex, nameIndex } from './name-index.ts';
import { quoteOf } from './quote.ts';
import { type Reading, type Refusal, readSentence, subjectAt } from './reading.ts';
import { relationsIn } from './relations.ts';
import { speechesIn } from './speech.ts';
import { supportIn } from './support.ts';

/** A longer sentence is no quote that a reader can check. */
const LONGEST_SENTENCE = 1000;

/** What a sentence gave. */
interface Gleaned {
  sentence: Sentence;
  drafts: Draft[];
  refusals: Refusal[];
}

/** Everything that can be proposed of a source; null where there is no such source, or its text is not here. */
export async function suggest(store: Store, id: string): Promise<SuggestAnswer | null> {
  const source = (await store.sources()).get(id);
  const text = await store.text(id);
  if (!source || text === null) return null;
  const entities = await store.entitiesOfKind(wordsOfVocabulary(KINDS));
  const recorded = new Map<string, string>();
  for (const claim of await store.claims({})) {
    if (claim.source === id) recorded.set(pairKey(claim), claim.id);
  }
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

/** Says of a line why it is no evidence: a headline, a deck or a caption repeats what the text says. */
function lineReasons(text: string, starts: readonly number[], { title, extent }: SourceRecord) {
  const lines = (number: number) =>
    text.slice(starts[number - 1] ?? text.length, starts[number] ?? text.length).trim();
  const filled: number[] = [];
  for (let number = extent.first; number <= extent.last && filled.length < 3; number++) {
    if (lines(number) !== '') filled.push(number);
  }
  const [first] = filled;
  return (number: number): string | null => {
    const line = lines(number);
    if (foldName(line) === foldName(title)) return 'the headline announces what the text says';
    if (number === first && filled.length > 1 && !/[.!?。！？”"…]$/u.test(line))
      return 'the headline announces what the text says';
    if (filled.includes(number) && /\s[—–-]+\s*\p{Lu}[\p{L} ]{1,40}$/u.test(line))
      return 'the deck announces what the text says';
    return line.length <= LONGEST_SENTENCE && CAPTION.test(line)
      ? 'a caption repeats what the text says'
      : null;
  };
}

interface Place {
  text: string;
  starts: readonly number[];
  source: SourceRecord;
  recorded: ReadonlyMap<string, string>;
  line(offset: number): number;
}

interface Pair {
  draft: Draft;
  at: Gleaned;
  recorded: string | null;
}

/** The key of a pair of ends; a symmetric relation has one in either direction. */
const pairKey = ({ relation, from, to }: Pick<Draft, 'relation' | 'from' | 'to'>): string =>
  JSON.stringify([relation, ...(relationTerms(relation).symmetric ? [from, to].sort() : [from, to])]);

/** What makes two drafts one claim, by the rule `duplicate` of the check and a little more strictly. */
const claimKey = (draft: Draft, at: Gleaned): string =>
  relationTerms(draft.relation).status ? JSON.stringify([pairKey(draft), at.sentence.start]) : pairKey(draft);

function proposalsOf(gleaned: readonly Gleaned[], place: Place) {
  const best = new Map<string, Pair>();
  for (const at of gleaned) {
    for (const draft of at.drafts) {
      const key = claimKey(draft, at);
      const known = best.get(key);
      if (known && known.draft.score >= draft.score) continue;
      best.set(key, { draft, at, recorded: place.recorded.get(pairKey(draft)) ?? null });
    }
  }
  const pairs = withoutRepeats([...best.values()]);
  const bySentence = groupBy(pairs, ({ at }) => String(at.sentence.start));
  const unquotable: (Refusal & { sentence: Sentence })[] = [];
  const proposals: Omit<Proposal, 'rank'>[] = [];
  for (const own of bySentence.values()) {
    const sentence = own[0]?.at.sentence;
    if (!sentence) continue;
    const evidence = quoteOf(place.text, place.starts, place.source.extent, sentence);
    const words = place.text.slice(sentence.start, sentence.end);
    if (evidence === null)
      unquotable.push({ sentence, words, reason: 'it stands more than once and no quote tells which' });
    else for (const group of grouped(own)) proposals.push(proposalOf(group, sentence, evidence, place));
  }
  proposals.sort((a, b) => b.score - a.score || a.sentence.start - b.sentence.start);
  return { proposals: proposals.map((proposal, at) => ({ rank: at + 1, ...proposal })), unquotable };
}

/** One claim of support that two sentences state alike is recorded once: the check would call the second a repeat. */
function withoutRepeats(pairs: readonly Pair[]): Pair[] {
  const same = groupBy(pairs, ({ draft }) =>
    JSON.stringify([
      pairKey(draft),
      draft.status,
      [...draft.via].sort(),
      [...draft.with].sort(),
      draft.saidBy,
      draft.day?.date,
    ]),
  );
  return [...same.values()].flatMap((own) => own.sort((a, b) => b.draft.score - a.draft.score).slice(0, 1));
}

/** Pairs of one sentence that are alike in all but their ends: first those with one subject, then those with the same objects. */
function grouped(pairs: readonly Pair[]): Pair[][] {
  const rest = ({ draft, recorded }: Pair) => {
    const { from: _from, to: _to, cues: _cues, cautions: _cautions, ...others } = draft;
    return JSON.stringify([others, recorded === null]);
  };
  const bySubject = [...groupBy(pairs, (pair) => JSON.stringify([pair.draft.from, rest(pair)])).values()];
  const objects = (group: readonly Pair[]) => JSON.stringify(group.map(({ draft }) => draft.to));
  const byObjects = groupBy(bySubject, (group) => (group[0] ? rest(group[0]) : '') + objects(group));
  return [...byObjects.values()].map((groups) => groups.flat());
}

function proposalOf(
  group: readonly Pair[],
  sentence: Sentence,
  evidence: AuthoredEvidence,
  { text, line, source }: Place,
): Omit<Proposal, 'rank'> {
  const [pair] = group;
  if (!pair) throw new Error('a group of pairs is never empty');
  const { draft } = pair;
  const one = (ids: string[]) => {
    const unique = [...new Set(ids)];
    return unique.length === 1 && unique[0] !== undefined ? unique[0] : unique;
  };
  const day = draft.day;
  const isPrintable = day !== null && (day.date === null || day.date <= source.published);
  const edge: AuthoredEdge = {
    relation: draft.relation,
    from: one(group.map((own) => own.draft.from)),
    to: one(group.map((own) => own.draft.to)),
    ...(draft.status && { status: draft.status }),
    ...(draft.printed !== null && { printed: draft.printed }),
    ...(draft.via.length > 0 && { via: one(draft.via) }),
    ...(draft.with.length > 0 && { with: one(draft.with) }),
    ...(draft.saidBy !== null && { 'said-by': draft.saidBy }),
    ...(draft.channel !== null && { channel: draft.channel }),
    ...(isPrintable && { 'printed-date': day.printed }),
    ...(isPrintable &&
      day.date !== null &&
      day.basis !== null && { date: day.date, 'date-basis': day.basis }),
    evidence: [evidence],
  };
  return {
    score: draft.score,
    edge,
    sentence: { line: line(sentence.start), ...sentence, text: text.slice(sentence.start, sentence.end) },
    cues: cuesOf(group).map(({ kind, start, end }) => ({
      kind,
      words: text.slice(sentence.start + start, sentence.start + end),
      line: line(sentence.start + start),
      start: sentence.start + start,
      end: sentence.start + end,
    })),
    cautions: [...new Set(group.flatMap((own) => own.draft.cautions))],
    recorded: group.flatMap(({ recorded }) => recorded ?? []),
  };
}

/** The cues of all pairs of a group, each once. */
function cuesOf(group: readonly Pair[]): DraftCue[] {
  const all = group.flatMap(({ draft }) => draft.cues);
  return [...new Map(all.map((cue) => [JSON.stringify(cue), cue])).values()];
}
