/** The view of the shortest chains between two entities. */
import { wordingOf } from '../../model/vocabulary.ts';
import type { Claim, EntityRef } from '../../query/answers/claim.ts';
import type { PathRow } from '../../query/answers/path.ts';
import { type Content, span, type View } from '../view.ts';
import { count, countClaims, placesOf, statusSpan } from './parts.ts';

/** Each chain as a block, each hop in words with its evidence. */
export function pathView(a: EntityRef, b: EntityRef, rows: readonly PathRow[]): View {
  const claims = rows.flatMap(({ hops }) => hops.flatMap((hop) => hop.claims));
  return {
    data: rows,
    ids: rows.map(({ hops }) => [hops[0]?.from.id, ...hops.map(({ to }) => to.id)].join(' ')),
    title: `How are ${a.name} and ${b.name} linked?`,
    blocks: () =>
      rows.map(({ length, hops }) => ({
        heading: `${[hops[0]?.from.name, ...hops.map(({ to }) => to.name)].join(' – ')} (${count(length, 'hop')})`,
        lines: hops.flatMap(({ from, claims: links }) =>
          links.map((claim) => ({ indent: 2, content: hopContent(claim, from) })),
        ),
      })),
    footer: {
      left: `${count(rows.length, 'chain')} · ${countClaims(claims)}`,
      right: 'chipkb why <a> <b> shows the passages of a hop',
    },
    empty: rows.length === 0 ? `No recorded chain of relations links ${a.name} and ${b.name}` : null,
  };
}

function hopContent(claim: Claim, from: EntityRef): Content {
  const forward = claim.from.id === from.id;
  const words = (end: 'out' | 'in') => wordingOf(claim.relation, claim.status, end);
  const [left, wording, right] = forward
    ? [claim.from, words('out'), claim.to]
    : [claim.to, words('in'), claim.from];
  const saidBy = claim.saidBy === null ? [] : [span('dim', `  said by ${claim.saidBy.name}`)];
  return [
    span('strong', left.name),
    span('plain', ` ${wording} `),
    span('strong', right.name),
    ...(claim.status === null ? [] : [span('plain', '  '), statusSpan(claim.status)]),
    ...saidBy,
    span('dim', `  ${placesOf(claim)}`),
  ];
}
