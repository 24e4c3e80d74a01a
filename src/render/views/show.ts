/** The view of cards. */
import { KINDS, ROLES, wordingOf } from '../../model/vocabulary.ts';
import type { Claim, EntityRef, Remark } from '../../query/answers/claim.ts';
import type { Card } from '../../query/answers/show.ts';
import { type Content, type Line, NONE, type Prose, span, type Table, type View } from '../view.ts';
import { claimants, count, countSources, dayOf, names, placesOf, statusSpan, viaNames } from './parts.ts';

/** One card or several; the data of one card is an object, of several a list. */
export function showView(cards: readonly Card[]): View {
  const claims = cards.flatMap(({ claims: { out, in: into, via, with: beside } }) => [
    ...out,
    ...into,
    ...via,
    ...beside,
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
      right: `chipkb why ${first?.id ?? '<a>'} <other> shows the passages`,
    },
    empty: null,
  };
}

function cardBlocks(card: Card, isNamed: boolean): (Prose | Table)[] {
  const { claims, remarks } = card;
  const blocks: (Prose | Table)[] = [
    { heading: isNamed ? [span('title', card.name)] : null, lines: factsOf(card) },
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
      columns: ['Relation', 'Status', 'Via', 'Said by', 'Day', 'Source'],
      rows: related,
    });
  const beside = [...claims.via, ...claims.with];
  if (beside.length > 0) {
    blocks.push({
      heading: 'Takes part in',
      columns: ['Relation', 'Status', 'Via', 'Said by', 'Day', 'Source'],
      rows: beside.map((claim) =>
        claimRow(
          claim,
          `${claim.from.name} ${wordingOf(claim.relation, claim.status, 'out')}`,
          claim.to,
          claim.from,
        ),
      ),
    });
  }
  if (remarks.length > 0) {
    blocks.push({
      heading: 'Remarks',
      columns: ['About', 'Remark', 'Said by', 'Day', 'Source'],
      rows: remarks.map((remark) => remarkRow(remark, card)),
    });
  }
  return blocks;
}

function factsOf({ id, kind, roles, location, aliases, description, links }: Card): Line[] {
  const what = [
    KINDS[kind].label,
    ...roles.map((role) => ROLES[role].label),
    ...(location === null ? [] : [location]),
  ];
  const also = aliases.map(({ name, ambiguous }) => (ambiguous ? `${name} (ambiguous)` : name)).join(', ');
  const line = (content: Content): Line => ({ indent: 0, content });
  return [
    line([span('dim', `${id} · ${what.join(' · ')}`)]),
    ...(also === '' ? [] : [line([span('dim', `also ${also}`)])]),
    line(description),
    ...links.map((link) => line(link)),
  ];
}

function claimRow(claim: Claim, wording: string, other: EntityRef, self: { id: string }): Content[] {
  const says = claim.saidBy === null ? NONE : claimants([claim.saidBy], { ...other, id: self.id });
  return [
    [span('plain', `${wording} `), span('strong', other.name)],
    [statusSpan(claim.status)],
    viaNames(claim.via),
    says,
    dayOf(claim),
    placesOf(claim),
  ];
}

function remarkRow(remark: Remark, self: Card): Content[] {
  const about = names(
    remark.subject.map((subject) => (subject.id === self.id ? { name: 'itself' } : subject)),
  );
  const says = remark.saidBy === null ? NONE : claimants([remark.saidBy], { ...remark.saidBy, id: self.id });
  return [about, remark.summary, says, dayOf(remark), placesOf(remark)];
}
