/** From drafts to proposals: quoted, held against what is recorded, grouped where they are alike, and ranked. */
import { groupBy } from '../model/group-by.ts';
import type { SourceRecord } from '../model/records.ts';
import type { AuthoredEdge, AuthoredEvidence } from '../model/schema.ts';
import { relationTerms } from '../model/vocabulary.ts';
import type { Proposal } from '../query/answers/suggest.ts';
import type { Sentence } from '../query/sentences.ts';
import type { Draft, DraftCue } from './draft.ts';
import { quoteOf } from './quote.ts';
import type { Refusal } from './reading.ts';

/** What a sentence gave. */
export interface Gleaned {
  sentence: Sentence;
  drafts: Draft[];
  refusals: Refusal[];
}

/** The source that drafts were made from. */
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
export const pairKey = ({ relation, from, to }: Pick<Draft, 'relation' | 'from' | 'to'>): string =>
  JSON.stringify([relation, ...(relationTerms(relation).symmetric ? [from, to].sort() : [from, to])]);

/** What makes two drafts one claim, by the rule `duplicate` of the check and a little more strictly. */
const claimKey = (draft: Draft, at: Gleaned): string =>
  relationTerms(draft.relation).status ? JSON.stringify([pairKey(draft), at.sentence.start]) : pairKey(draft);

/** Quotes, compares and groups the drafts of all sentences; best first. What can't be quoted comes back apart. */
export function proposalsOf(gleaned: readonly Gleaned[], place: Place) {
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
  const claim: AuthoredEdge = {
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
    claim,
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
