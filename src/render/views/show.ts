/** The view of `show`. */

import { count } from '../../model/count.ts';
import { KINDS, ROLES, wordingOf } from '../../model/vocabulary.ts';
import type { Claim, EntityRef } from '../../query/answers/claim.ts';
import type { Card } from '../../query/answers/show.ts';
import { type Line, NONE, type RichText, span, type Table, type TextBlock, type View } from '../view.ts';
import { citationsOf, claimants, countSources, dateOf, names, statusSpan, viaNames } from './parts.ts';
import { remarkLines } from './statements.ts';

/** One entity or several; the data of one is an object, of several a list. */
export function showView(cards: readonly Card[]): View {
  const claims = cards.flatMap(({ claims: { out, in: into, via, with: others } }) => [
    ...out,
    ...into,
    ...via,
    ...others,
  ]);
  const remarks = cards.flatMap((card) => card.remarks);
  const total = new Set(claims.map(({ id }) => id)).size;
  const [first] = cards;
  return {
    data: cards.length === 1 ? first : cards,
    ids: cards.map(({ id }) => id),
    title: cards.length === 1 && first ? first.name : names(cards),
    blocks: () => cards.flatMap((card) => cardBlocks(card, cards.length > 1)),
    footer: {
      left: [
        count(total, 'claim'),
        count(new Set(remarks.map(({ id }) => id)).size, 'remark'),
        countSources([...claims, ...remarks]),
      ].join(' · '),
      right: `chipkb why ${first?.id ?? '<a>'} <other> shows the evidence`,
    },
    empty: null,
  };
}

function cardBlocks(card: Card, isNamed: boolean): (TextBlock | Table)[] {
  const { claims, remarks } = card;
  const blocks: (TextBlock | Table)[] = [
    { heading: isNamed ? [span('title', card.name)] : null, lines: cardLines(card) },
  ];
  const related = [
    ...claims.out.map((claim) =>
      claimRow(claim, wordingOf(claim.relation, claim.status, 'out'), claim.to, card),
    ),
    ...claims.in.map((claim) =>
      claimRow(claim, wordingOf(claim.relation, claim.status, 'in'), claim.from, card),
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
      rows: involved.map((claim) =>
        claimRow(
          claim,
          `${claim.from.name} ${wordingOf(claim.relation, claim.status, 'out')}`,
          claim.to,
          claim.from,
        ),
      ),
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

function claimRow(claim: Claim, wording: string, other: EntityRef, self: { id: string }): RichText[] {
  const says = claim.saidBy === null ? NONE : claimants([claim.saidBy], { ...other, id: self.id });
  return [
    [span('plain', `${wording} `), span('strong', other.name)],
    [statusSpan(claim.status)],
    viaNames(claim.via),
    says,
    dateOf(claim),
    citationsOf(claim),
  ];
}
