/** Finds claims of all relations except support: by words, possessives, compound names and former posts. */
import { matchesOf, STATUS_CUES } from '../model/cues.ts';
import type { NameMatcher } from '../model/name-matcher.ts';
import type { TextRange } from '../model/text-range.ts';
import { type Relation, relationTerms, type Status } from '../model/vocabulary.ts';
import { FORMER, HEDGES, RELATION_CUES, type RelationCue } from './cues.ts';
import { type ClaimDraft, completeDraft, isInName, SCORE, type SentenceContext } from './draft.ts';
import { listAround, type Mention, subjectBefore } from './mentions.ts';

/** Returns the claims of a sentence that are not claims of support. */
export function relationClaims(context: SentenceContext, matcher: NameMatcher): ClaimDraft[] {
  return [
    ...RELATION_CUES.flatMap((cue) => claimsByWords(context, cue)),
    ...claimsByOwner(context, matcher),
    ...claimsByCompound(context, matcher),
    ...claimsByTail(context),
    ...claimsByFormerPost(context),
  ];
}

function relationClaim(
  context: SentenceContext,
  { relation, from, to }: Pick<ClaimDraft, 'relation' | 'from' | 'to'>,
  { start, end }: TextRange,
  mentions: readonly Mention[],
  base: number = SCORE.stated,
): ClaimDraft {
  const cautions = mentions.map(({ caution }) => caution);
  const cues = [{ kind: 'relation' as const, start, end }];
  return completeDraft(context, { relation, from, to, base, cautions, cues }, start);
}

const BOUNDARY = /[;；。]|, (?:which|who|while|but|whereas|although)\b|\b(?:said|says|wrote)\b/u;
/** The most characters between a subject and the words of its relation. */
const MAX_SUBJECT_DISTANCE = 100;

/** The kinds that an end of a relation can have. That a model runs on hardware is a claim of support, not of `runs-on`. */
const allowedKinds = (relation: Relation, end: 'from' | 'to') =>
  relationTerms(relation)[end].filter(
    (kind) => !(relation === 'runs-on' && end === 'from' && kind === 'model'),
  );

const allows = (relation: Relation, end: 'from' | 'to', { entity }: Mention): boolean =>
  allowedKinds(relation, end).includes(entity.kind);

function claimsByWords(
  context: SentenceContext,
  { relation, order, pattern, reach }: RelationCue,
): ClaimDraft[] {
  const { sentence } = context;
  const { folded, words, mentions, refusals } = sentence;
  const [left, right] = order === 'subject-first' ? (['from', 'to'] as const) : (['to', 'from'] as const);
  const drafts: ClaimDraft[] = [];
  for (const cue of matchesOf(pattern, folded)) {
    if (isInName(mentions, cue)) continue;
    const before = subjectBefore(sentence, cue.start, allowedKinds(relation, left));
    const after = nameAfter(context, cue.end, reach, relation, right);
    if (!before || !after) continue;
    const gap = folded.slice(before.end, cue.start);
    if (gap.length > MAX_SUBJECT_DISTANCE || BOUNDARY.test(withoutSubjectWords(gap))) continue;
    if (relation === 'partners-with' && /\b(?:to|and|that|which)\b/u.test(folded.slice(cue.end, after.start)))
      continue;
    const doubt = doubtIn(folded.slice(Math.max(before.end, cue.start - 40), cue.start));
    if (doubt !== null) {
      refusals.push({ words: words.slice(before.start, cue.end), reason: doubt });
      continue;
    }
    for (const one of listAround(words, mentions, before)) {
      for (const other of listAround(words, mentions, after)) {
        const [from, to] = order === 'subject-first' ? [one, other] : [other, one];
        if (from.entity.id === to.entity.id || from.start === to.start) continue;
        const ends = { relation, from: from.entity.id, to: to.entity.id };
        drafts.push(relationClaim(context, ends, cue, [from, to]));
      }
    }
  }
  return drafts;
}

/** The words between a subject and its verb without those that keep the subject: “, which”, “said it”. */
const withoutSubjectWords = (gap: string): string =>
  gap.replace(/^, (?:which|who) /u, '').replace(/\b(?:said|says)\b[^,;]{0,40}\b(?:it|they)\b/u, '');

/** Why the words before a relation make it a denial, a plan or a possibility; null if they do not. */
function doubtIn(before: string): string | null {
  const has = (pattern: RegExp) => matchesOf(pattern, before).length > 0;
  const hasStatus = (wanted: Status) =>
    STATUS_CUES.some(({ status, pattern }) => status === wanted && has(pattern));
  if (hasStatus('untested') || hasStatus('unsupported'))
    return 'a denial; only support can be recorded as denied';
  if (hasStatus('pledged')) return 'a plan; only support can be recorded as planned';
  return has(HEDGES) ? 'a possibility is not a fact' : null;
}

/** The object of a relation: the first name after its words, or the first person, since titles precede persons (“Acme engineer Ann Roe”). */
function nameAfter(
  { sentence: { mentions, folded } }: SentenceContext,
  at: number,
  reach: number,
  relation: Relation,
  end: 'from' | 'to',
): Mention | null {
  const near = mentions.filter(({ start }) => start >= at && start <= at + reach);
  const [first] = near;
  if (!first) return null;
  const isSeparated = ({ start }: Mention) => {
    const between = folded.slice(at, start);
    return BOUNDARY.test(between) || /,|，/u.test(between);
  };
  const person = near.find(({ entity }) => entity.kind === 'person');
  if (person && allows(relation, end, person) && !isSeparated(person)) return person;
  // In “Acme’s N9” and “Acme N9” the company is only the owner.
  const owned = near.find(({ owner }) => owner?.entity.id === first.entity.id);
  const found = !allows(relation, end, first) && owned ? owned : first;
  return allows(relation, end, found) && !found.qualifies && !isSeparated(found) ? found : null;
}

/** After “X’s M1 …”, these nouns mean that X did not necessarily develop M1. */
const OTHER_NOUN =
  /^\s*(?:support|service|deployment|offering|integration|adaptation|version|launch|适配|支持|服务|部署|版本)/iu;

/** The relation that a possessive states, by the kind of what is owned. */
const RELATION_OF_OWNER = new Map<string, Relation>([
  ['hardware', 'makes'],
  ['framework', 'makes'],
  ['model', 'develops'],
  ['service', 'operates'],
]);

/** “Acme’s N9”, and for a model also its family: “Acme’s M1 models”. */
function claimsByOwner(context: SentenceContext, matcher: NameMatcher): ClaimDraft[] {
  const { words, mentions } = context.sentence;
  const drafts: ClaimDraft[] = [];
  for (const mention of mentions) {
    const { owner, entity } = mention;
    const relation = RELATION_OF_OWNER.get(entity.kind);
    if (!owner || !relation || owner.entity.id === entity.id) continue;
    const end = listAround(words, mentions, mention).at(-1)?.end ?? mention.end;
    if (entity.kind === 'model' && OTHER_NOUN.test(words.slice(end, end + 20))) continue;
    const ends = { relation, from: owner.entity.id, to: entity.id };
    const base = owner.own ? SCORE.stated : SCORE.possessive;
    drafts.push(relationClaim(context, ends, mention, [mention], base));

    const noun = /^\s*(models|series|family|系列模型|系列|模型)/iu.exec(words.slice(end, end + 10))?.[1];
    const family = entity.kind === 'model' && noun ? familyNamed(owner.entity.name, noun, matcher) : null;
    if (family && family !== entity.id) {
      const membership = { relation: 'member-of' as const, from: entity.id, to: family };
      drafts.push(relationClaim(context, membership, mention, [mention], SCORE.possessive));
    }
  }
  return drafts;
}

/** The id of the family that a company and a noun name together, such as “DeepSeek models”. */
function familyNamed(company: string, noun: string, matcher: NameMatcher): string | null {
  const entity = matcher.lookup(`${company} ${noun}`) ?? matcher.lookup(`${company}’s ${noun}`);
  return entity?.kind === 'model' ? entity.id : null;
}

/** “DeepSeek-R1-based models” are derived from DeepSeek-R1. */
function claimsByCompound(context: SentenceContext, matcher: NameMatcher): ClaimDraft[] {
  const { words, mentions } = context.sentence;
  return mentions.flatMap((mention) => {
    if (mention.entity.kind !== 'model') return [];
    const printed = words.slice(mention.start, mention.end);
    const base = /^(.+?)[-‐‑ ](?:based|derived|distilled)\b/iu.exec(printed)?.[1];
    const origin = base === undefined ? null : matcher.lookup(base);
    if (origin?.kind !== 'model' || origin.id === mention.entity.id) return [];
    const ends = { relation: 'derived-from' as const, from: mention.entity.id, to: origin.id };
    return [relationClaim(context, ends, mention, [mention])];
  });
}

const RELATIONS_BY_TAIL: readonly { tail: RegExp; relations: readonly Relation[] }[] = [
  { tail: /^-owned /, relations: ['owns'] },
  { tail: /^-(?:developed|made|designed|built) /, relations: ['makes', 'develops'] },
  { tail: /^-(?:run|operated) /, relations: ['operates'] },
  { tail: /^-founded /, relations: ['founded'] },
];

/** “Acme-owned Gazette”, “Acme-developed N9”. */
function claimsByTail(context: SentenceContext): ClaimDraft[] {
  const { folded, mentions } = context.sentence;
  return mentions.flatMap((mention, index) => {
    const next = mentions[index + 1];
    if (!next || !/^-\p{L}+ (?:[^\s,;:.()]+ ){0,3}$/u.test(folded.slice(mention.end, next.start))) return [];
    const relation = RELATIONS_BY_TAIL.find(({ tail }) =>
      tail.test(folded.slice(mention.end)),
    )?.relations.find((own) => allows(own, 'from', mention) && allows(own, 'to', next));
    if (!relation || mention.entity.id === next.entity.id) return [];
    const ends = { relation, from: mention.entity.id, to: next.entity.id };
    return [relationClaim(context, ends, { start: mention.start, end: next.end }, [mention, next])];
  });
}

/** “former Acme engineer Ann Roe” worked at Acme. */
function claimsByFormerPost(context: SentenceContext): ClaimDraft[] {
  const { folded, words, mentions } = context.sentence;
  return mentions.flatMap((mention, index) => {
    const next = mentions[index + 1];
    if (next?.entity.kind !== 'person' || !allows('worked-at', 'to', mention)) return [];
    const former = FORMER.exec(folded.slice(Math.max(0, mention.start - 12), mention.start));
    const title = words.slice(mention.end, next.start);
    const isTitle =
      /^(?:['’]s)?(?: [\p{L}-]+){1,6} $/u.test(title) || /^[\p{Script=Han}]{2,12}$/u.test(title);
    if (!former || !isTitle) return [];
    const ends = { relation: 'worked-at' as const, from: next.entity.id, to: mention.entity.id };
    const cue = { start: mention.start - former[0].length, end: mention.end };
    return [relationClaim(context, ends, cue, [mention, next])];
  });
}
