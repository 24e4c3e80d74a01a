/** Finds claims of support in a sentence: a cue, the models it is about, who supports them, how far, and on what. */
import { matchesOf } from '../model/cues.ts';
import { overlaps, type TextRange } from '../model/text-range.ts';
import { HEDGES, NEGATING, PERFORMANCE, SUPPORT_CUES, SUPPORT_NOUNS } from './cues.ts';
import { type ClaimDraft, isInName, type SentenceContext } from './draft.ts';
import { listAround, type Mention } from './mentions.ts';
import type { ParsedSentence } from './parse-sentence.ts';
import { CLAUSE_END, clauseEnd, isHanCue, maskNames, otherStatusCaution, readStatus } from './status.ts';
import { draftsFrom } from './support-drafts.ts';
import { findPartners, findSupporters, findVias, type SupportCue } from './supporters.ts';

/** Returns the claims of support that a sentence states. */
export function supportClaims(context: SentenceContext): ClaimDraft[] {
  const cues = supportCues(context.sentence);
  const drafts: ClaimDraft[] = [];
  /** The end of the last claim: a cue takes no model from before it. */
  let claimedTo = 0;
  for (const [index, cue] of cues.entries()) {
    const models = modelsOf(context.sentence, cue, cues[index + 1], claimedTo);
    if (models.length === 0) continue;
    drafts.push(...claimsOfCue(context, cue, models, claimedTo));
    claimedTo = Math.max(cue.end, models.at(-1)?.end ?? 0);
  }
  return drafts;
}

function supportCues({ folded, mentions }: ParsedSentence): SupportCue[] {
  const found: SupportCue[] = [];
  for (const { voice, pattern } of SUPPORT_CUES) {
    for (const match of matchesOf(pattern, folded)) {
      if (!found.some((other) => overlaps(other, match)) && !isInName(mentions, match))
        found.push({ ...match, voice });
    }
  }
  for (const noun of matchesOf(SUPPORT_NOUNS, folded)) {
    const completesVerb = found.some(
      ({ end }) =>
        end <= noun.start && noun.start - end <= 60 && !isInName(mentions, { start: end, end: noun.start }),
    );
    if (!completesVerb && !isInName(mentions, noun)) found.push({ ...noun, voice: 'active' });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The models that a cue is about: after it, or, if it is passive or Chinese, before it. */
function modelsOf(
  { folded, mentions, words }: ParsedSentence,
  cue: SupportCue,
  nextCue: SupportCue | undefined,
  claimedTo: number,
): Mention[] {
  const isModel = ({ entity, tail }: Mention) => entity.kind === 'model' && tail === null;
  const after = mentions.find((mention) => mention.start >= cue.end && isModel(mention));
  if (cue.voice === 'active' && after && after.start < (nextCue?.start ?? Number.POSITIVE_INFINITY)) {
    const between = folded.slice(cue.end, after.start);
    if (between.length <= 120 && !CLAUSE_END.test(between))
      return listAround(words, mentions, after).filter(
        (mention) => mention.start >= cue.end && isModel(mention),
      );
  }
  if (cue.voice === 'active' && !isHanCue(cue)) return [];
  const before = mentions.findLast((mention) => mention.end <= cue.start && isModel(mention));
  if (!before || before.start < claimedTo) return [];
  const between = folded.slice(before.end, cue.start);
  if (between.length > 80 || CLAUSE_END.test(between)) return [];
  return listAround(words, mentions, before).filter(isModel);
}

function claimsOfCue(
  context: SentenceContext,
  cue: SupportCue,
  models: readonly Mention[],
  claimedTo: number,
): ClaimDraft[] {
  const { sentence } = context;
  const refuse = (reason: string, { start, end }: TextRange = cue): ClaimDraft[] => {
    sentence.refusals.push({ words: sentence.words.slice(start, end), reason });
    return [];
  };
  const supporters = findSupporters(context, cue, models);
  const subject = supporters.at(-1)?.range;
  const lastModel = models.at(-1) ?? cue;
  if (!subject) {
    const names = models.map(({ start, end }) => sentence.words.slice(start, end)).join(', ');
    return refuse(`no known supporter for ${names}`);
  }
  const from = Math.max(claimedTo, statusStart(sentence, cue, subject, lastModel));
  const doubt = doubtAbout(sentence, from, cue, lastModel);
  if (doubt) return refuse(doubt.reason, doubt);
  const after = Math.max(cue.end, lastModel.end);
  const status = readStatus(sentence, from, cue, after);
  if (!status) return refuse(`“${sentence.words.slice(cue.start, cue.end)}” states an aim, not a status`);

  status.caution ??= otherStatusCaution(sentence, status.status);
  const vias = findVias(sentence, subject, cue, after, clauseEnd(sentence.folded, after)).filter(
    (via) => !supporters.some(({ id, range }) => range === via || id === via.entity.id),
  );
  const partners = findPartners(sentence, subject, cue);
  const at = Math.min(cue.start, models[0]?.start ?? cue.start);
  return draftsFrom({ context, cue, supporters, models, status, vias, partners, at });
}

/** Where the words for a status start: after the first of supporter and models; in Chinese they can precede both. */
function statusStart(
  { folded }: ParsedSentence,
  cue: SupportCue,
  subject: TextRange,
  lastModel: TextRange,
): number {
  const first = lastModel.end <= cue.start ? Math.min(lastModel.end, subject.end) : subject.end;
  const clause = matchesOf(/[，。；：“]/gu, folded.slice(0, cue.start)).at(-1)?.end ?? 0;
  return Math.min(cue.start, isHanCue(cue) ? Math.min(first, clause) : first);
}

/** The words that make a cue a denial, a possibility or praise of performance; null if there are none. */
function doubtAbout(
  sentence: ParsedSentence,
  from: number,
  cue: SupportCue,
  lastModel: TextRange,
): (TextRange & { reason: string }) | null {
  const doubt = (offset: number, match: TextRange | undefined, reason: string) =>
    match ? { start: offset + match.start, end: offset + match.end, reason } : null;
  const clause = matchesOf(/[;；]|, but /gu, sentence.folded.slice(0, cue.start)).at(-1)?.end ?? 0;
  return (
    doubt(
      clause,
      matchesOf(NEGATING, maskNames(sentence, clause, cue.start)).at(-1),
      'a denial, a refusal or a condition; a person should read it',
    ) ??
    doubt(
      from,
      matchesOf(HEDGES, maskNames(sentence, from, cue.start)).at(-1),
      'a possibility or a wish is not support',
    ) ??
    doubt(
      cue.end,
      matchesOf(PERFORMANCE, sentence.folded.slice(cue.end, lastModel.start))[0],
      'performance is not support',
    )
  );
}
