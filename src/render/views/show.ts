/** The view of `show`. */
import { count } from '../../model/count.ts';
import { KINDS, ROLES } from '../../model/vocabulary.ts';
import type { Claim, Remark } from '../../query/answers/claim.ts';
import type { Card, Shown } from '../../query/answers/show.ts';
import { claimSentence, claimSentenceFromObject } from '../../query/claim-words.ts';
import { entityColumns, statementRecords } from '../records.ts';
import { type Line, NONE, type RichText, span, type Table, type TextBlock, type View } from '../view.ts';
import { sourcesView } from './list.ts';
import {
  citation,
  claimants,
  dateOf,
  names,
  sentenceEnd,
  sentenceOf,
  statusOfClaim,
  viaNames,
} from './parts.ts';
import { remarkLines } from './statements.ts';
import { statementBlocks } from './why.ts';

/** One record or several; the data of one is an object, of several a list. */
export function showView(shown: readonly Shown[]): View {
  const cards = shown.filter((one) => 'aliases' in one);
  const ownClaims = shown.filter((one) => 'relation' in one);
  const ownRemarks = shown.filter((one) => 'topic' in one);
  const sources = shown.filter((one) => 'sha256' in one);
  const claims = [
    ...ownClaims,
    ...cards.flatMap(({ claims: { out, in: into, via, with: others } }) => [
      ...out,
      ...into,
      ...via,
      ...others,
    ]),
  ];
  const remarks = [...ownRemarks, ...cards.flatMap((card) => card.remarks)];
  const [first, ...others] = shown;
  const titles = [
    ...cards,
    ...sources.map(({ title }) => ({ name: title })),
    ...[...ownClaims, ...ownRemarks].map(({ id }) => ({ name: id })),
  ];
  return {
    data: others.length === 0 ? first : shown,
    records: (passages) =>
      sources.length === shown.length
        ? sourcesView(sources).records(passages)
        : statementRecords(
            [...entityColumns('entity'), 'place'],
            [
              ...cards.flatMap((entity) =>
                Object.entries({ ...entity.claims, remarks: entity.remarks }).flatMap(([place, own]) =>
                  own.map((statement) => ({ entity, place, ...statement })),
                ),
              ),
              ...ownClaims,
              ...ownRemarks,
            ],
            passages,
          ),
    ids: shown.map(({ id }) => id),
    title: names(titles),
    blocks: () => [
      ...cards.flatMap((card) => cardBlocks(card, shown.length > 1)),
      ...(sources.length > 0 ? sourcesView(sources).blocks() : []),
      ...statementBlocks([...ownClaims, ...ownRemarks].map(withoutContext)),
    ],
    footer: {
      left: countsOf(claims, remarks, sources),
      right:
        cards.length > 0
          ? `chipkb why ${first?.id} <other> shows the evidence`
          : `chipkb why ${first?.id} shows the evidence in its context`,
    },
    empty: null,
  };
}

/** The numbers of claims, remarks and sources, such as “2 claims · 1 source”. A number that is 0 is left out. */
function countsOf(
  claims: readonly Claim[],
  remarks: readonly Remark[],
  shown: readonly { id: string; origin: string | null }[],
): string {
  const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id);
  const cited = [...claims, ...remarks].flatMap(({ evidence }) =>
    evidence.map(({ source, origin }) => origin ?? source),
  );
  const parts: [string[], string][] = [
    [idsOf(claims), 'claim'],
    [idsOf(remarks), 'remark'],
    [[...cited, ...shown.map(({ id, origin }) => origin ?? id)], 'source'],
  ];
  return parts
    .map(([ids, noun]): [number, string] => [new Set(ids).size, noun])
    .filter(([n]) => n > 0)
    .map(([n, noun]) => count(n, noun))
    .join(' · ');
}

const withoutContext = <T extends Claim | Remark>(statement: T) => ({
  ...statement,
  evidence: statement.evidence.map((evidence) => ({ ...evidence, before: null, after: null })),
});

function cardBlocks(card: Card, isNamed: boolean): (TextBlock | Table)[] {
  const { claims, remarks } = card;
  const blocks: (TextBlock | Table)[] = [
    { heading: isNamed ? [span('title', card.name)] : null, lines: cardLines(card) },
  ];
  const related = [
    ...claims.out.map((claim) =>
      claimRow(claim, sentenceEnd(claimSentence(claim, claim.from.name, claim.to.name)), card),
    ),
    ...claims.in.map((claim) =>
      claimRow(claim, sentenceEnd(claimSentenceFromObject(claim, claim.from.name, claim.to.name)), card),
    ),
  ];
  if (related.length > 0)
    blocks.push({
      heading: 'Relations',
      columns: ['Relation', 'Status', 'Via', 'Said by', 'Date', 'Source'],
      rows: related,
    });
  const involved = [...claims.via, ...claims.with];
  if (involved.length > 0) {
    blocks.push({
      heading: 'Also involved in',
      columns: ['Relation', 'Status', 'Via', 'Said by', 'Date', 'Source'],
      rows: involved.map((claim) => claimRow(claim, sentenceOf(claim), claim.from)),
    });
  }
  if (remarks.length > 0)
    blocks.push({ heading: 'Remarks', lines: remarks.flatMap((remark) => remarkLines(remark)) });
  return blocks;
}

function cardLines({ id, kind, roles, location, aliases, description, links }: Card): Line[] {
  const what = [
    KINDS[kind].label,
    ...roles.map((role) => ROLES[role].label),
    ...(location === null ? [] : [location]),
  ];
  const also = aliases.map(({ name, ambiguous }) => (ambiguous ? `${name} (ambiguous)` : name)).join(', ');
  const line = (text: RichText): Line => ({ indent: 0, text });
  return [
    line([span('dim', `${id} · ${what.join(' · ')}`)]),
    ...(also === '' ? [] : [line([span('dim', `also known as ${also}`)])]),
    line(description),
    ...links.map((link) => line(link)),
  ];
}

function claimRow(claim: Claim, sentence: RichText, self: { id: string }): RichText[] {
  const says = claim.saidBy === null ? NONE : claimants([claim.saidBy], self);
  return [sentence, statusOfClaim(claim), viaNames(claim.via), says, dateOf(claim), [citation(claim)]];
}
