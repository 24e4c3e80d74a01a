/** The view of the claims between two entities, each with its passages in their context. */
import type { EntityRef } from '../../query/answers/claim.ts';
import type { WhyClaim } from '../../query/answers/why.ts';
import { type Content, type Line, type Span, span, type View } from '../view.ts';
import { claimSentence, count, names, statusSpan, viaNames } from './parts.ts';

/** Every claim, one block each. */
export function whyView(a: EntityRef, b: EntityRef, claims: readonly WhyClaim[]): View {
  const sources = new Set(claims.flatMap(({ evidence }) => evidence.map(({ source }) => source))).size;
  return {
    data: claims,
    ids: claims.map(({ id }) => id),
    title: `What links ${a.name} and ${b.name}?`,
    blocks: () => claims.map((claim) => ({ heading: headingOf(claim), lines: linesOf(claim) })),
    footer: {
      left: `${count(claims.length, 'claim')} · ${count(sources, 'source')}`,
      right: `chipkb show ${a.id} shows all it is known for`,
    },
    empty: claims.length === 0 ? `No recorded claim links ${a.name} and ${b.name}` : null,
  };
}

function headingOf(claim: WhyClaim): Content {
  const sentence = claimSentence(claim);
  const scope = {
    exact: '',
    derived: ', a model based on it',
    member: ', a model of the family',
    family: ', the family, version not stated',
  }[claim.scope];
  return scope === '' || typeof sentence === 'string' ? sentence : [...sentence, span('dim', scope)];
}

function linesOf(claim: WhyClaim): Line[] {
  const line = (indent: number, content: Content): Line => ({ indent, content });
  const facts: Span[][] = [
    ...(claim.status === null ? [] : [[statusSpan(claim.status)]]),
    ...(claim.printed === null ? [] : [[span('plain', `printed “${claim.printed}”`)]]),
    ...(claim.via.length === 0 ? [] : [[span('plain', `via ${viaNames(claim.via)}`)]]),
    ...(claim.with.length === 0 ? [] : [[span('plain', `with ${names(claim.with)}`)]]),
    [span('plain', claimant(claim))],
    ...(claim.channel === null ? [] : [[span('plain', claim.channel)]]),
    ...(dayOf(claim) === null ? [] : [[span('plain', dayOf(claim) ?? '')]]),
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
          `${evidence.source}, line ${evidence.line}${evidence.verified ? '' : ', not verified here'}`,
        ),
      ]),
      line(4, passage(evidence)),
    ]),
    ...sourcesOf(claim),
  ];
}

function claimant({ saidBy, firstParty }: WhyClaim): string {
  if (saidBy === null) return 'claimant not stated';
  return firstParty ? `its own claim (${saidBy.name})` : `said by another (${saidBy.name})`;
}

function dayOf({ printedDate, date, dateBasis }: WhyClaim): string | null {
  if (printedDate === null || date === null) return printedDate ?? date;
  return `${printedDate}: ${date}${dateBasis === null ? '' : `, ${dateBasis}`}`;
}

/** A paragraph that ends inside a context is marked: a caption or headline is no part of the sentence beside it. */
const paragraphs = (text: string) => text.replace(/\s*\n\s*/g, ' ¶ ');

function passage({ before, quote, after }: WhyClaim['evidence'][number]): Span[] {
  return [
    ...(before === null ? [] : [span('dim', paragraphs(before))]),
    span('quote', quote),
    ...(after === null ? [] : [span('dim', paragraphs(after))]),
  ];
}

function sourcesOf({ evidence }: WhyClaim): Line[] {
  const sources = new Map(evidence.map(({ source, title, url }) => [source, { title, url }]));
  return [...sources.values()].flatMap(({ title, url }): Line[] => [
    { indent: 2, content: [span('dim', `“${title}”`)] },
    ...(url === null ? [] : [{ indent: 2, content: [span('dim', url)], unbroken: true }]),
  ]);
}
