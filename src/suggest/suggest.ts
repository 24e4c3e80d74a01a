/** Reads a source sentence by sentence and suggests claims from it. Writes nothing and needs no network. */
import { matchesOf } from '../model/cues.ts';
import { type NameMatch, type NameMatcher, nameMatcher } from '../model/name-matcher.ts';
import { datesIn } from '../model/printed-dates.ts';
import { type EntityRecord, isText, type TextSourceRecord } from '../model/records.ts';
import { lineAt, lineStarts } from '../model/selector.ts';
import { KINDS, words as termsOf } from '../model/vocabulary.ts';
import type { SuggestAnswer } from '../query/answers/suggest.ts';
import { type Sentence, sentencesIn } from '../query/sentences.ts';
import { unwrap } from '../query/unwrap.ts';
import type { Store } from '../store/store.ts';
import { PRAISE } from './cues.ts';
import type { ClaimDraft } from './draft.ts';
import { subjectBefore } from './mentions.ts';
import { nonEvidenceReasons } from './non-evidence.ts';
import { type ParsedSentence, parseSentence, type Refusal } from './parse-sentence.ts';
import { relationClaims } from './relations.ts';
import { speechesIn } from './speech.ts';
import { relationEndsKey, type SentenceResult, suggestionsFrom } from './suggestions.ts';
import { supportClaims } from './support.ts';
import { findUnknownNames } from './unknown-names.ts';

/** In UTF-16 units; a reader cannot check a longer quote. */
const MAX_SENTENCE = 1000;

/** Returns everything that can be suggested for a source; null if there is no such source or its text is not available. */
export async function suggest(store: Store, id: string): Promise<SuggestAnswer | null> {
  const source = (await store.sources([id])).get(id);
  const original = await store.text(id);
  if (!source || !isText(source) || original === null) return null;
  const claims = await store.claims({ source: [id] });
  const memberships = await store.claims({ relation: ['member-of'] });
  const matcher = nameMatcher(await store.entitiesOfKind(termsOf(KINDS)));
  const families = new Set(memberships.map(({ to }) => to));
  const recorded = new Map(claims.map((claim) => [relationEndsKey(claim), claim.id]));

  const starts = lineStarts(original);
  const line = (offset: number) => lineAt(starts, offset);
  const read = unwrap(original, source.extent);
  const { text } = read;
  const nonEvidence = nonEvidenceReasons(read, source.title);
  const sentences = sentencesIn(text, read.extent, read.starts);
  const namesBySentence = sentences.map(({ start, end }) => matcher.find(text, start, end));
  const names = namesBySentence.flat();
  const results: SentenceResult[] = [];
  let companyBefore: EntityRecord | null = null;
  for (const [index, sentence] of sentences.entries()) {
    const own = namesBySentence[index] ?? [];
    const reason = nonEvidence.get(lineAt(read.starts, sentence.start)) ?? null;
    const result = readSentence({ text, source, matcher, families }, sentence, own, reason, companyBefore);
    results.push(result);
    companyBefore = result.company;
  }

  const { suggestions, unquotable } = suggestionsFrom(results, {
    text: original,
    starts,
    source,
    recorded,
    line,
  });
  return {
    source: source.id,
    title: source.title,
    published: source.published,
    names: names
      .filter(({ partOf }) => partOf === null)
      .map(({ start, end, ambiguous, entities }) => ({
        text: text.slice(start, end),
        line: line(start),
        start,
        end,
        ambiguous,
        entities: entities.map(({ id, name, kind }) => ({ id, name, kind })),
      })),
    candidates: findUnknownNames(
      text,
      sentences,
      names.map((match) => match.partOf ?? match),
      names.flatMap(({ partOf }) => partOf ?? []),
    ).map(({ name, starts, why }) => ({
      name,
      count: starts.length,
      line: line(starts[0] ?? 0),
      starts,
      why,
    })),
    proposals: suggestions,
    refusals: [...results.flatMap(distinctRefusals), ...unquotable]
      .map(({ sentence, ...refusal }) => ({ line: line(sentence.start), ...sentence, ...refusal }))
      .sort((a, b) => a.start - b.start),
  };
}

function distinctRefusals({ sentence, refusals }: SentenceResult): (Refusal & { sentence: Sentence })[] {
  const distinct = new Map(refusals.map((refusal) => [JSON.stringify(refusal), refusal])).values();
  return Array.from(distinct, (refusal) => ({ ...refusal, sentence }));
}

/** What all sentences of a source are read with. */
interface SourceReader {
  text: string;
  source: TextSourceRecord;
  matcher: NameMatcher;
  /** The ids of the models that have members. */
  families: ReadonlySet<string>;
}

/**
 * Reads one sentence. `nonEvidence` is the reason why its line is not evidence, and `companyBefore` the company that “the
 * company” can refer to; `company` in the result is the same for the next sentence.
 */
function readSentence(
  { text, source, matcher, families }: SourceReader,
  sentence: Sentence,
  names: readonly NameMatch[],
  nonEvidence: string | null,
  companyBefore: EntityRecord | null,
): SentenceResult & { company: EntityRecord | null } {
  const refused = (words: string, reason: string | null, company: EntityRecord | null) => ({
    sentence,
    drafts: [],
    refusals: reason === null ? [] : [{ words, reason }],
    company,
  });
  const words = text.slice(sentence.start, sentence.end);
  const hasNames = names.length > 0;
  if (!hasNames && companyBefore === null) return refused(words, null, null);
  if (words.length > MAX_SENTENCE)
    return refused(
      `${words.slice(0, 40)}…`,
      'too long to quote',
      nonEvidence === null ? null : companyBefore,
    );
  if (nonEvidence !== null) return refused(words, hasNames ? nonEvidence : null, companyBefore);
  if (/[?？]\s*[”"』」]?$/u.test(words))
    return refused(words, hasNames ? 'a question states nothing' : null, null);

  const parsed = parseSentence(text, sentence, names, matcher, companyBefore);
  const dates = datesIn(words, source.published);
  const speeches = speechesIn(parsed, dates);
  const context = { sentence: parsed, speeches, dates, publisher: source.publisher };
  const drafts = [...supportClaims(context), ...relationClaims(context, matcher)];
  const refusals = [...parsed.refusals, ...misleadingWords(parsed, drafts, families)];
  return { sentence, drafts, refusals, company: onlySubject(parsed, drafts) };
}

/** Refuses words that seem to state support and do not: names of families and of derived models, and praise. */
function misleadingWords(
  { folded, words, mentions }: ParsedSentence,
  drafts: readonly ClaimDraft[],
  families: ReadonlySet<string>,
): Refusal[] {
  const supported = new Set(drafts.filter(({ relation }) => relation === 'supports').map(({ to }) => to));
  const refusals: Refusal[] = [];
  for (const { start, end, entity, qualifies } of mentions) {
    const name = words.slice(start, end);
    if (families.has(entity.id) && supported.has(entity.id))
      refusals.push({ words: name, reason: 'a family is not its members' });
    if (
      entity.kind === 'model' &&
      qualifies &&
      /^[-‐‑](?:based|derived|powered)/u.test(words.slice(end, end + 10))
    )
      refusals.push({ words: name, reason: 'something based on a model is not that model' });
  }
  if (mentions.length > 0 && supported.size === 0) {
    for (const { start, end } of matchesOf(PRAISE, folded))
      refusals.push({ words: words.slice(start, end), reason: 'praise is not support' });
  }
  return refusals;
}

/** The one company that is a subject of a sentence and not the object of another subject; null if there are several or none. */
function onlySubject(sentence: ParsedSentence, drafts: readonly ClaimDraft[]): EntityRecord | null {
  const subjects = sentence.mentions.filter(
    (mention) =>
      mention.entity.kind === 'company' && subjectBefore(sentence, mention.end, ['company']) === mention,
  );
  const ids = new Set(subjects.map(({ entity }) => entity.id));
  const objects = new Set(drafts.filter(({ from }) => ids.has(from)).map(({ to }) => to));
  const free = subjects.filter(({ entity }) => !objects.has(entity.id));
  const [only, ...others] = new Set(free.map(({ entity }) => entity));
  return others.length === 0 ? (only ?? null) : null;
}
