/** Creates the drafts of one statement of support. */
import type { Status } from '../model/vocabulary.ts';
import { type ClaimDraft, completeDraft, type DraftCue, SCORE, type SentenceContext } from './draft.ts';
import type { Mention } from './mentions.ts';
import type { StatusMatch } from './status.ts';
import type { NamedSupporter, SupportCue } from './supporters.ts';

/** What the claims of one cue have in common. */
export interface SupportStatement {
  context: SentenceContext;
  cue: SupportCue;
  supporters: readonly NamedSupporter[];
  models: readonly Mention[];
  status: StatusMatch;
  vias: readonly Mention[];
  partners: readonly Mention[];
  /** Where the statement starts; decides which report of speech contains it. */
  at: number;
}

/** Returns the claims that a statement makes of its supporters, their partners, the makers of the hardware and its hosts. */
export function draftsFrom(statement: SupportStatement): ClaimDraft[] {
  return [
    ...statement.models.flatMap((model) => [
      ...ownClaims(statement, model),
      ...partnerClaims(statement, model),
      ...makerClaims(statement, model),
    ]),
    ...hostClaims(statement),
  ];
}

/** A claim that one supporter supports one model; `inferred` is a caution that applies to this claim only. */
function supportClaim(
  { context, cue, status, vias, partners, at }: SupportStatement,
  { id, via, caution }: Pick<NamedSupporter, 'id' | 'via' | 'caution'>,
  model: Mention,
  withIds: readonly string[],
  base: number,
  inferred: string | null,
): ClaimDraft[] {
  if (id === model.entity.id) return [];
  const platforms = [...new Set([...(via ? [via] : []), ...vias])];
  const cues: DraftCue[] = [
    { kind: 'relation', start: cue.start, end: cue.end },
    ...(status.range ? [{ kind: 'status' as const, ...status.range }] : []),
    ...platforms.map(({ start, end }) => ({ kind: 'via' as const, start, end })),
    ...partners.map(({ start, end }) => ({ kind: 'with' as const, start, end })),
  ];
  const { start, end } = status.range ?? cue;
  const draft = {
    relation: 'supports' as const,
    from: id,
    to: model.entity.id,
    status: status.status,
    printed: context.sentence.words.slice(start, end),
    via: [...new Set(platforms.map(({ entity }) => entity.id))].filter((platform) => platform !== id),
    with: withIds.filter((other) => other !== id),
    base,
    cautions: [
      caution,
      model.caution,
      ...platforms.map((platform) => platform.caution),
      status.caution,
      inferred,
    ],
    cues,
  };
  return [completeDraft(context, draft, at)];
}

function ownClaims(statement: SupportStatement, model: Mention): ClaimDraft[] {
  const partners = statement.partners.map(({ entity }) => entity.id);
  return statement.supporters.flatMap((supporter) =>
    supportClaim(statement, supporter, model, partners, SCORE.stated, null),
  );
}

/** Claims of the partners of the supporters. */
function partnerClaims(statement: SupportStatement, model: Mention): ClaimDraft[] {
  const all = [
    ...statement.supporters.map(({ id }) => id),
    ...statement.partners.map(({ entity }) => entity.id),
  ];
  const inferred = 'named as a partner, not as a supporter';
  return statement.partners.flatMap(({ entity, caution }) =>
    supportClaim(statement, { id: entity.id, via: null, caution }, model, all, SCORE.implied, inferred),
  );
}

const DENIALS: readonly Status[] = ['untested', 'unsupported'];

/** Claims of the makers of the hardware that the supporters run the model on. */
function makerClaims(statement: SupportStatement, model: Mention): ClaimDraft[] {
  if (DENIALS.includes(statement.status.status)) return [];
  const ids = statement.supporters.map(({ id }) => id);
  const inferred = 'named only as the maker of the hardware';
  return statement.vias.flatMap(({ entity, owner }) => {
    if (!owner || entity.kind !== 'hardware' || ids.includes(owner.entity.id)) return [];
    const maker = { id: owner.entity.id, via: null, caution: null };
    return supportClaim(statement, maker, model, ids, SCORE.implied, inferred);
  });
}

/** A service that offers a model on some hardware runs on that hardware. */
function hostClaims({ context, supporters, status, vias, at }: SupportStatement): ClaimDraft[] {
  if (status.status !== 'available') return [];
  const services = supporters.filter(({ kind }) => kind === 'service');
  const hardware = vias.filter(({ entity }) => entity.kind === 'hardware');
  return services.flatMap((service) =>
    hardware.map(({ entity, start, end, caution }) => {
      const draft = {
        relation: 'runs-on' as const,
        from: service.id,
        to: entity.id,
        base: SCORE.implied,
        cautions: [service.caution, caution],
        cues: [{ kind: 'via' as const, start, end }],
      };
      return completeDraft(context, draft, at);
    }),
  );
}
