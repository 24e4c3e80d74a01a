/** Claims of every relation but support: by the words of a relation, by a possessive, and by a compound name. */
import { type Relation, relationTerms } from '../model/vocabulary.ts';
import { FORMER, HEDGES, matchesOf, RELATION_CUES, type RelationCue, STATUS_CUES } from './cues.ts';
import { type Draft, draftOf, isInName, SCORE, type Scene } from './draft.ts';
import { listAround, type Mention, subjectAt } from './mentions.ts';
import type { NameIndex } from './name-index.ts';

/** The claims of a sentence that are not of support. */
export function relationsIn(scene: Scene, index: NameIndex): Draft[] {
  return [
    ...RELATION_CUES.flatMap((cue) => byWords(scene, cue)),
    ...byOwner(scene, index),
    ...byCompound(scene, index),
    ...byTail(scene),
    ...byFormerPost(scene),
  ];
}

const BOUNDARY = /[;；。]|, (?:which|who|while|but|whereas|although)\b|\b(?:said|says|wrote)\b/u;
/** The most characters between a subject and the words of its relation. */
const SUBJECT_REACH = 100;

const allows = (relation: Relation, end: 'from' | 'to', { entity }: Mention): boolean => {
  // Of a model that runs on hardware the claim is one of support.
  if (relation === 'runs-on' && end === 'from' && entity.kind === 'model') return false;
  return relationTerms(relation)[end].some((kind) => kind === entity.kind);
};

function byWords(scene: Scene, { relation, order, pattern, reach }: RelationCue): Draft[] {
  const { reading } = scene;
  const { folded, words, mentions, refusals } = reading;
  const drafts: Draft[] = [];
  for (const cue of matchesOf(pattern, folded)) {
    if (isInName(mentions, cue)) continue;
    const [left, right] = order === 'subject-first' ? (['from', 'to'] as const) : (['to', 'from'] as const);
    const kinds = relationTerms(relation)[left];
    const before = subjectAt(
      reading,
      cue.start,
      kinds.filter((kind) => relation !== 'runs-on' || kind !== 'model'),
    );
    const after = nameAfter(scene, cue.end, reach, relation, right);
    if (!before || !after || !allows(relation, left, before)) continue;
    const gap = folded.slice(before.end, cue.start);
    if (gap.length > SUBJECT_REACH || BOUNDARY.test(ownWords(gap))) continue;
    if (relation === 'partners-with' && /\b(?:to|and|that|which)\b/u.test(folded.slice(cue.end, after.start)))
      continue;
    const near = folded.slice(Math.max(before.end, cue.start - 40), cue.start);
    const doubt = doubtOf(near);
    if (doubt !== null) {
      refusals.push({ words: words.slice(before.start, cue.end), reason: doubt });
      continue;
    }
    for (const one of listAround(words, mentions, before)) {
      for (const other of listAround(words, mentions, after)) {
        const [from, to] = order === 'subject-first' ? [one, other] : [other, one];
        if (from.entity.id === to.entity.id || from.start === to.start) continue;
        drafts.push(
          draftOf(
            scene,
            {
              relation,
              from: from.entity.id,
              to: to.entity.id,
              base: SCORE.stated,
              cautions: [from.caution, to.caution],
              cues: [{ kind: 'relation', start: cue.start, end: cue.end }],
            },
            cue.start,
          ),
        );
      }
    }
  }
  return drafts;
}

/** The words between a subject and its verb without those that keep the subject: “, which”, “said it”. */
const ownWords = (gap: string): string =>
  gap.replace(/^, (?:which|who) /u, '').replace(/\b(?:said|says)\b[^,;]{0,40}\b(?:it|they)\b/u, '');

/** Why the words before a relation keep it from being stated; null where nothing does. */
function doubtOf(before: string): string | null {
  const [untested, unsupported, pledged] = STATUS_CUES;
  const has = (pattern: RegExp | undefined) => pattern !== undefined && matchesOf(pattern, before).length > 0;
  if (has(untested?.pattern) || has(unsupported?.pattern))
    return 'a denial; only support can be recorded as denied';
  if (has(pledged?.pattern)) return 'a plan; only support can be recorded as planned';
  return has(HEDGES) ? 'a possibility is no fact' : null;
}

/** The first name after some words; a person before others, since titles stand before persons: “Acme engineer Ann Roe”. */
function nameAfter(
  { reading }: Scene,
  at: number,
  reach: number,
  relation: Relation,
  end: 'from' | 'to',
): Mention | null {
  const { mentions, folded } = reading;
  const limit = at + reach;
  const near = mentions.filter((mention) => mention.start >= at && mention.start <= limit);
  const [first] = near;
  if (!first) return null;
  const stop = (mention: Mention) =>
    BOUNDARY.test(folded.slice(at, mention.start)) || /,|，/u.test(folded.slice(at, mention.start));
  const person = near.find(({ entity }) => entity.kind === 'person');
  if (person && allows(relation, end, person) && !stop(person)) return person;
  // “Acme’s N9”, “Acme N9”: the company only says whose the card is.
  const owned = near.find(({ owner }) => owner?.entity.id === first.entity.id);
  const found = !allows(relation, end, first) && owned ? owned : first;
  return allows(relation, end, found) && !found.qualifies && !stop(found) ? found : null;
}

/** Nouns after a model by which a possessive speaks of something else than whose model it is. */
const OTHER_NOUN =
  /^\s*(?:support|service|deployment|offering|integration|adaptation|version|launch|适配|支持|服务|部署|版本)/iu;

/** The relation that a possessive states of a thing. */
const OF_KIND = new Map<string, Relation>([
  ['hardware', 'makes'],
  ['framework', 'makes'],
  ['model', 'develops'],
  ['service', 'operates'],
]);

function byOwner(scene: Scene, index: NameIndex): Draft[] {
  const { words, mentions } = scene.reading;
  const drafts: Draft[] = [];
  for (const mention of mentions) {
    const { owner, entity, start } = mention;
    const relation = OF_KIND.get(entity.kind);
    if (!owner || !relation || owner.entity.id === entity.id) continue;
    const list = listAround(words, mentions, mention);
    const end = list.at(-1)?.end ?? mention.end;
    if (entity.kind === 'model' && OTHER_NOUN.test(words.slice(end, end + 20))) continue;
    const put = (stated: Pick<Draft, 'relation' | 'from' | 'to'>, base: number) =>
      drafts.push(
        draftOf(
          scene,
          {
            ...stated,
            base,
            cautions: [mention.caution],
            cues: [{ kind: 'relation', start, end: mention.end }],
          },
          start,
        ),
      );
    put({ relation, from: owner.entity.id, to: entity.id }, owner.own ? SCORE.stated : SCORE.possessive);
    const noun = /^\s*(models|series|family|系列模型|系列|模型)/iu.exec(words.slice(end, end + 10))?.[1];
    const family = entity.kind === 'model' && noun ? familyOf(owner.entity.name, noun, index) : null;
    if (family && family !== entity.id)
      put({ relation: 'member-of', from: entity.id, to: family }, SCORE.possessive);
  }
  return drafts;
}

/** The family that a company and a noun name together, such as “DeepSeek models”; null where the knowledge base has none. */
function familyOf(company: string, noun: string, index: NameIndex): string | null {
  const entity = index.lookup(`${company} ${noun}`) ?? index.lookup(`${company}’s ${noun}`);
  return entity?.kind === 'model' ? entity.id : null;
}

/** “DeepSeek-R1-based models” are derived from DeepSeek-R1. */
function byCompound(scene: Scene, index: NameIndex): Draft[] {
  const { words, mentions } = scene.reading;
  return mentions.flatMap((mention) => {
    if (mention.entity.kind !== 'model') return [];
    const printed = words.slice(mention.start, mention.end);
    const base = /^(.+?)[-‐‑ ](?:based|derived|distilled)\b/iu.exec(printed)?.[1];
    const origin = base === undefined ? null : index.lookup(base);
    if (origin?.kind !== 'model' || origin.id === mention.entity.id) return [];
    const { start, end } = mention;
    return [
      draftOf(
        scene,
        {
          relation: 'derived-from',
          from: mention.entity.id,
          to: origin.id,
          base: SCORE.stated,
          cautions: [mention.caution],
          cues: [{ kind: 'relation', start, end }],
        },
        start,
      ),
    ];
  });
}

const TAILS: readonly { tail: RegExp; relations: readonly Relation[] }[] = [
  { tail: /^-owned /, relations: ['owns'] },
  { tail: /^-(?:developed|made|designed|built) /, relations: ['makes', 'develops'] },
  { tail: /^-(?:run|operated) /, relations: ['operates'] },
  { tail: /^-founded /, relations: ['founded'] },
];

/** “Acme-owned Gazette”, “Acme-developed N9”. */
function byTail(scene: Scene): Draft[] {
  const { folded, mentions } = scene.reading;
  return mentions.flatMap((mention, at) => {
    const next = mentions[at + 1];
    if (!next || !/^-\p{L}+ (?:[^\s,;:.()]+ ){0,3}$/u.test(folded.slice(mention.end, next.start))) return [];
    const found = TAILS.find(({ tail }) => tail.test(folded.slice(mention.end)));
    const relation = found?.relations.find((own) => allows(own, 'from', mention) && allows(own, 'to', next));
    if (!relation || mention.entity.id === next.entity.id) return [];
    return [
      draftOf(
        scene,
        {
          relation,
          from: mention.entity.id,
          to: next.entity.id,
          base: SCORE.stated,
          cautions: [mention.caution, next.caution],
          cues: [{ kind: 'relation', start: mention.start, end: next.end }],
        },
        mention.start,
      ),
    ];
  });
}

/** “former Acme engineer Ann Roe”: the person held a post there. */
function byFormerPost(scene: Scene): Draft[] {
  const { folded, words, mentions } = scene.reading;
  return mentions.flatMap((mention, at) => {
    const next = mentions[at + 1];
    if (next?.entity.kind !== 'person' || !allows('worked-at', 'to', mention)) return [];
    const former = FORMER.exec(folded.slice(Math.max(0, mention.start - 12), mention.start));
    const title = words.slice(mention.end, next.start);
    if (
      !former ||
      !(/^(?:['’]s)?(?: [\p{L}-]+){1,6} $/u.test(title) || /^[\p{Script=Han}]{2,12}$/u.test(title))
    )
      return [];
    return [
      draftOf(
        scene,
        {
          relation: 'worked-at',
          from: next.entity.id,
          to: mention.entity.id,
          base: SCORE.stated,
          cautions: [mention.caution, next.caution],
          cues: [{ kind: 'relation', start: mention.start - former[0].length, end: mention.end }],
        },
        mention.start,
      ),
    ];
  });
}
