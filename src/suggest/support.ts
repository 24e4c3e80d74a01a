/** Claims of support in a sentence: a cue, the models it is about, who supports them, how far, and by what. */
import type { Status } from '../model/vocabulary.ts';
import { HEDGES, matchesOf, PERFORMANCE, SUPPORT_CUES, SUPPORT_NOUNS, TURNED } from './cues.ts';
import { type Draft, type DraftCue, draftOf, isInName, SCORE, type Scene } from './draft.ts';
import { listAround, type Mention } from './mentions.ts';
import type { Reading } from './reading.ts';
import { blanked, CLAUSE_END, clauseEnd, isHanCue, otherStage, type Stage, statusOf } from './status.ts';
import { type Cue, partnersOf, type Supporter, supportersOf, viasOf } from './supporters.ts';

/** The claims of support that a sentence states. */
export function supportIn(scene: Scene): Draft[] {
  const { reading } = scene;
  const cues = cuesIn(reading);
  const drafts: Draft[] = [];
  let claimed = 0;
  for (const [at, cue] of cues.entries()) {
    const models = modelsOf(reading, cue, cues[at + 1], claimed);
    if (models.length === 0) continue;
    const own = claimsOf(scene, cue, models, claimed);
    claimed = Math.max(cue.end, models.at(-1)?.end ?? 0);
    drafts.push(...own);
  }
  return drafts;
}

function cuesIn({ folded, mentions }: Reading): Cue[] {
  const found: Cue[] = [];
  for (const { voice, pattern } of SUPPORT_CUES) {
    for (const match of matchesOf(pattern, folded)) {
      const isTaken = found.some(({ start, end }) => start < match.end && end > match.start);
      if (!isTaken && !isInName(mentions, match)) found.push({ ...match, voice });
    }
  }
  for (const noun of matchesOf(SUPPORT_NOUNS, folded)) {
    const isCompletion = found.some(
      ({ end }) =>
        end <= noun.start && noun.start - end <= 60 && !isInName(mentions, { start: end, end: noun.start }),
    );
    if (!isCompletion && !isInName(mentions, noun)) found.push({ ...noun, voice: 'active' });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The models that a cue is about: after it, or, where it is passive or Chinese, before it. */
function modelsOf(
  { folded, mentions, words }: Reading,
  cue: Cue,
  next: Cue | undefined,
  claimed: number,
): Mention[] {
  const isModel = ({ entity, tail }: Mention) => entity.kind === 'model' && tail === null;
  const after = mentions.find((mention) => mention.start >= cue.end && isModel(mention));
  if (cue.voice === 'active' && after && after.start < (next?.start ?? Number.POSITIVE_INFINITY)) {
    const between = folded.slice(cue.end, after.start);
    if (between.length <= 120 && !CLAUSE_END.test(between))
      return listAround(words, mentions, after).filter((m) => m.start >= cue.end && isModel(m));
  }
  if (cue.voice === 'active' && !isHanCue(cue)) return [];
  const before = mentions.findLast((mention) => mention.end <= cue.start && isModel(mention));
  if (!before || before.start < claimed) return [];
  const between = folded.slice(before.end, cue.start);
  if (between.length > 80 || CLAUSE_END.test(between)) return [];
  return listAround(words, mentions, before).filter(isModel);
}

type Span = { start: number; end: number };

function claimsOf(scene: Scene, cue: Cue, models: readonly Mention[], claimed: number): Draft[] {
  const { reading } = scene;
  const { refusals, words } = reading;
  const refuse = (reason: string, { start, end }: Span = cue): Draft[] => {
    refusals.push({ words: words.slice(start, end), reason });
    return [];
  };
  const supporters = supportersOf(scene, cue, models);
  const subject = supporters.at(-1)?.place;
  const last = models.at(-1) ?? cue;
  if (!subject) {
    const names = models.map(({ start, end }) => words.slice(start, end)).join(', ');
    return refuse(`nobody who is known is said to do it for ${names}`);
  }
  const from = Math.max(claimed, statusStart(reading, cue, subject, last));
  const doubtful = doubtAt(reading, from, cue, last);
  if (doubtful) return refuse(doubtful.reason, doubtful);
  const after = Math.max(cue.end, last.end);
  const stage = statusOf(reading, from, cue, after);
  if (!stage)
    return refuse(`“${words.slice(cue.start, cue.end)}” is an aim, without a word on how far it is`);

  stage.caution ??= otherStage(reading, stage);
  const vias = viasOf(reading, subject, cue, after, clauseEnd(reading.folded, after)).filter(
    (via) => !supporters.some(({ id, place }) => place === via || id === via.entity.id),
  );
  const partners = partnersOf(reading, subject, cue);
  const claim: Claim = {
    scene,
    cue,
    stage,
    vias,
    partners,
    at: Math.min(cue.start, models[0]?.start ?? cue.start),
  };
  return models
    .flatMap((model) => [
      ...ownClaims(claim, supporters, model),
      ...partnerClaims(claim, supporters, model),
      ...makerClaims(claim, supporters, model),
    ])
    .concat(hostClaims(claim, supporters));
}

/** Where the words for a status begin: after the first of supporter and models; in Chinese they may stand before both. */
function statusStart({ folded }: Reading, cue: Cue, subject: Span, last: Span): number {
  const first = last.end <= cue.start ? Math.min(last.end, subject.end) : subject.end;
  const clause = matchesOf(/[，。；：“]/gu, folded.slice(0, cue.start)).at(-1)?.end ?? 0;
  return Math.min(cue.start, isHanCue(cue) ? Math.min(first, clause) : first);
}

/** Words that keep a cue from stating anything; null where there are none. */
function doubtAt(reading: Reading, from: number, cue: Cue, last: Span): (Span & { reason: string }) | null {
  const clause = matchesOf(/[;；]|, but /gu, reading.folded.slice(0, cue.start)).at(-1)?.end ?? 0;
  const turned = matchesOf(TURNED, blanked(reading, clause, cue.start)).at(-1);
  if (turned) {
    const reason = 'a denial, a refusal or a condition: a person should read it';
    return { start: clause + turned.start, end: clause + turned.end, reason };
  }
  const hedge = matchesOf(HEDGES, blanked(reading, from, cue.start)).at(-1);
  if (hedge)
    return {
      start: from + hedge.start,
      end: from + hedge.end,
      reason: 'a possibility or a wish is not support',
    };
  const performance = matchesOf(PERFORMANCE, reading.folded.slice(cue.end, last.start))[0];
  if (!performance) return null;
  const start = cue.end + performance.start;
  return { start, end: cue.end + performance.end, reason: 'how well something performs is not support' };
}

/** What the claims of one cue have in common. */
interface Claim {
  scene: Scene;
  cue: Cue;
  stage: Stage;
  vias: readonly Mention[];
  partners: readonly Mention[];
  at: number;
}

function supportClaim(
  { scene, cue, stage, vias, partners, at }: Claim,
  { id, via, caution }: Pick<Supporter, 'id' | 'via' | 'caution'>,
  model: Mention,
  beside: readonly string[],
  base: number,
  inferred: string | null,
): Draft[] {
  if (id === model.entity.id) return [];
  const things = [...new Set([...(via ? [via] : []), ...vias])];
  const cues: DraftCue[] = [
    { kind: 'relation', start: cue.start, end: cue.end },
    ...(stage.at ? [{ kind: 'status' as const, ...stage.at }] : []),
    ...things.map(({ start, end }) => ({ kind: 'via' as const, start, end })),
    ...partners.map(({ start, end }) => ({ kind: 'with' as const, start, end })),
  ];
  const { start, end } = stage.at ?? cue;
  const stated = {
    relation: 'supports' as const,
    from: id,
    to: model.entity.id,
    status: stage.status,
    printed: scene.reading.words.slice(start, end),
    via: [...new Set(things.map(({ entity }) => entity.id))].filter((thing) => thing !== id),
    with: beside.filter((other) => other !== id),
    base,
    cautions: [caution, model.caution, ...things.map((thing) => thing.caution), stage.caution, inferred],
    cues,
  };
  return [draftOf(scene, stated, at)];
}

const ownClaims = (claim: Claim, supporters: readonly Supporter[], model: Mention): Draft[] =>
  supporters.flatMap((supporter) =>
    supportClaim(
      claim,
      supporter,
      model,
      claim.partners.map(({ entity }) => entity.id),
      SCORE.stated,
      null,
    ),
  );

/** Who is said to work with the supporter on it. */
function partnerClaims(claim: Claim, supporters: readonly Supporter[], model: Mention): Draft[] {
  const all = [...supporters.map(({ id }) => id), ...claim.partners.map(({ entity }) => entity.id)];
  const inferred = 'it is said to take part, not to support by itself';
  return claim.partners.flatMap(({ entity, caution }) =>
    supportClaim(claim, { id: entity.id, via: null, caution }, model, all, SCORE.implied, inferred),
  );
}

const DENIALS: readonly Status[] = ['untested', 'unsupported'];

/** Whose hardware it is that the supporter runs the model on. */
function makerClaims(claim: Claim, supporters: readonly Supporter[], model: Mention): Draft[] {
  const ids = supporters.map(({ id }) => id);
  const inferred = 'it is named as the maker of what the model runs on';
  if (DENIALS.includes(claim.stage.status)) return [];
  return claim.vias.flatMap(({ entity, owner }) =>
    owner && entity.kind === 'hardware' && !ids.includes(owner.entity.id)
      ? supportClaim(
          claim,
          { id: owner.entity.id, via: null, caution: null },
          model,
          ids,
          SCORE.implied,
          inferred,
        )
      : [],
  );
}

/** A service that offers a model on some hardware runs on that. */
function hostClaims({ scene, stage, vias, at }: Claim, supporters: readonly Supporter[]): Draft[] {
  if (stage.status !== 'available') return [];
  const hosts = supporters.filter(({ kind }) => kind === 'service');
  const hardware = vias.filter(({ entity }) => entity.kind === 'hardware');
  return hosts.flatMap(({ id, caution }) =>
    hardware.map(({ entity, start, end, caution: other }) => {
      const cues: DraftCue[] = [{ kind: 'via', start, end }];
      const stated = {
        relation: 'runs-on' as const,
        from: id,
        to: entity.id,
        base: SCORE.implied,
        cautions: [caution, other],
        cues,
      };
      return draftOf(scene, stated, at);
    }),
  );
}
