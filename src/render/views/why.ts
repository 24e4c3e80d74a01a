/** The view of `why`: the claims that link two entities, each with its evidence in context. */

import { count } from '../../model/count.ts';
import type { EntityRef } from '../../query/answers/claim.ts';
import type { WhyClaim } from '../../query/answers/why.ts';
import { type Line, type RichText, type Span, span, type View } from '../view.ts';
import { claimSentence, names, statusSpan, viaNames } from './parts.ts';

/** One block for each claim. */
export function whyView(a: EntityRef, b: EntityRef, claims: readonly WhyClaim[]): View {
  const sources = new Set(claims.flatMap(({ evidence }) => evidence.map(({ source }) => source))).size;
  return {
    data: claims,
    ids: claims.map(({ id }) => id),
    title: `What links ${a.name} and ${b.name}?`,
    blocks: () => claims.map((claim) => ({ heading: claimHeading(claim), lines: claimLines(claim) })),
    footer: {
      left: `${count(claims.length, 'claim')} · ${count(sources, 'source')}`,
      right: `chipkb show ${a.id} shows everything about it`,
    },
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

function claimLines(claim: WhyClaim): Line[] {
  const line = (indent: number, text: RichText): Line => ({ indent, text });
  const facts: Span[][] = [
    ...(claim.status === null ? [] : [[statusSpan(claim.status)]]),
    ...(claim.printed === null ? [] : [[span('plain', `wording: “${claim.printed}”`)]]),
    ...(claim.via.length === 0 ? [] : [[span('plain', `via ${viaNames(claim.via)}`)]]),
    ...(claim.with.length === 0 ? [] : [[span('plain', `with ${names(claim.with)}`)]]),
    [span('plain', claimant(claim))],
    ...(claim.channel === null ? [] : [[span('plain', claim.channel)]]),
    ...datesOf(claim).map((date) => [span('plain', date)]),
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
          `${evidence.source}, line ${evidence.line}${evidence.checked === 'here' ? '' : ', checked when recorded'}`,
        ),
      ]),
      line(4, quoteInContext(evidence)),
    ]),
    ...citedSources(claim),
  ];
}

function claimant({ saidBy, firstParty, from }: WhyClaim): string {
  if (saidBy === null) return 'claimant not stated';
  if (!firstParty) return `third-party, by ${saidBy.name}`;
  return saidBy.id === from.id ? 'first-party' : `first-party, by ${saidBy.name}`;
}

/** The date with the words of the source and how it follows from them; nothing if neither is recorded. */
function datesOf({ printedDate, date, dateBasis }: WhyClaim): string[] {
  const basis = dateBasis === null ? '' : ` (${dateBasis})`;
  const parts = [
    ...(printedDate === null ? [] : [`“${printedDate}”`]),
    ...(date === null ? [] : [`${date}${basis}`]),
  ];
  return parts.length === 0 ? [] : [parts.join(', ')];
}

/** Marks the ends of paragraphs, because a caption or headline is not part of the next sentence. */
const paragraphs = (text: string) => text.replace(/(?<!\s)\s*\n\s*/g, ' ¶ ');

function quoteInContext({ before, quote, after }: WhyClaim['evidence'][number]): Span[] {
  return [
    ...(before === null ? [] : [span('dim', paragraphs(before))]),
    span('quote', quote),
    ...(after === null ? [] : [span('dim', paragraphs(after))]),
  ];
}

function citedSources({ evidence }: WhyClaim): Line[] {
  const sources = new Map(evidence.map(({ source, title, url }) => [source, { title, url }]));
  return [...sources.values()].flatMap(({ title, url }): Line[] => [
    { indent: 2, text: [span('dim', `“${title}”`)] },
    ...(url === null ? [] : [{ indent: 2, text: [span('dim', url)], unbroken: true }]),
  ]);
}
