/** The view of `why`: the claims that link two entities, each with its evidence in context. */

import type { EntityRef } from '../../query/answers/claim.ts';
import type { WhyClaim } from '../../query/answers/why.ts';
import { type Line, type RichText, type Span, span, type View } from '../view.ts';
import { claimSentence, countClaims, dateInWords, names, statusSpan, viaNames } from './parts.ts';
import { NumberedSources } from './receipts.ts';

/** One block for each claim. */
export function whyView(a: EntityRef, b: EntityRef, claims: readonly WhyClaim[]): View {
  return {
    data: claims,
    ids: claims.map(({ id }) => id),
    title: `What links ${a.name} and ${b.name}?`,
    blocks: () => {
      const sources = new NumberedSources();
      const blocks = claims.map((claim) => ({
        heading: claimHeading(claim),
        lines: claimLines(claim, sources),
      }));
      return [...blocks, sources.block()];
    },
    footer: { left: countClaims(claims), right: `chipkb cite ${a.id} ${b.id} cites them` },
    empty: claims.length === 0 ? `No recorded claim links ${a.name} and ${b.name}` : null,
  };
}

function claimHeading(claim: WhyClaim): RichText {
  const sentence = claimSentence(claim);
  const scope = {
    exact: '',
    derived: ', a model based on it',
    member: ', a model of the family',
    family: ', the family, version not stated',
  }[claim.scope];
  return scope === '' || typeof sentence === 'string' ? sentence : [...sentence, span('dim', scope)];
}

function claimLines(claim: WhyClaim, sources: NumberedSources): Line[] {
  const line = (indent: number, text: RichText): Line => ({ indent, text });
  const facts: Span[][] = [
    ...(claim.status === null ? [] : [[statusSpan(claim.status)]]),
    ...(claim.printed === null ? [] : [[span('plain', `wording: “${claim.printed}”`)]]),
    ...(claim.via.length === 0 ? [] : [[span('plain', `via ${viaNames(claim.via)}`)]]),
    ...(claim.with.length === 0 ? [] : [[span('plain', `with ${names(claim.with)}`)]]),
    [span('plain', claimant(claim))],
    ...(claim.channel === null ? [] : [[span('plain', claim.channel)]]),
    [span('plain', dateInWords(claim))],
  ];
  return [
    line(
      2,
      facts.flatMap((fact, index) => (index === 0 ? fact : [span('dim', ' · '), ...fact])),
    ),
    ...(claim.note === null ? [] : [line(2, [span('dim', `Note: ${claim.note}`)])]),
    ...claim.evidence.flatMap((evidence) => [
      line(2, [
        span(
          'dim',
          `${sources.number(evidence)} line ${evidence.line}${evidence.checked === 'here' ? '' : ', checked when recorded'}`,
        ),
      ]),
      ...paragraphsOf(evidence).map((text) => line(4, text)),
    ]),
  ];
}

function claimant({ saidBy, firstParty, from }: WhyClaim): string {
  if (saidBy === null) return 'claimant not stated';
  if (!firstParty) return `third-party, by ${saidBy.name}`;
  return saidBy.id === from.id ? 'first-party' : `first-party, by ${saidBy.name}`;
}

/** The paragraphs around a quote. It has its style in the one that contains it. */
function paragraphsOf({ before, quote, after }: WhyClaim['evidence'][number]): Span[][] {
  const paragraphs = (text: string | null) => (text ?? '').split(/(?<!\s)\s*\n\s*/);
  const dim = (text: string) => (text === '' ? [] : [span('dim', text)]);
  const previous = paragraphs(before);
  const start = previous.pop() ?? '';
  const [end = '', ...next] = paragraphs(after);
  return [...previous.map(dim), [...dim(start), span('quote', quote), ...dim(end)], ...next.map(dim)].filter(
    ({ length }) => length > 0,
  );
}
