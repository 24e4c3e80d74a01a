/** The view of `path`: the shortest paths between two entities. */
import { count } from '../../model/count.ts';
import type { Claim, EntityRef } from '../../query/answers/claim.ts';
import type { PathRow } from '../../query/answers/path.ts';
import { claimSentence, claimSentenceFromObject } from '../../query/claim-words.ts';
import { claimRecords, entityColumns } from '../records.ts';
import { type RichText, span, type View } from '../view.ts';
import { citation, countClaims, sentenceSpans, statusOfClaim } from './parts.ts';

/** A block for each path, with a line for each claim of each hop. */
export function pathView(a: EntityRef, b: EntityRef, rows: readonly PathRow[]): View {
  const claims = rows.flatMap(({ hops }) => hops.flatMap((hop) => hop.claims));
  return {
    data: rows,
    records: (passages) =>
      claimRecords(
        ['path', 'hop', ...entityColumns('a', 'b')],
        rows.flatMap(({ hops }, at) =>
          hops.flatMap(({ from: a, to: b, claims: links }, index) =>
            links.map((claim) => ({ path: at + 1, hop: index + 1, a, b, ...claim })),
          ),
        ),
        passages,
      ),
    ids: rows.flatMap(({ hops }) => hops.flatMap(({ from, to }) => [from.id, to.id])),
    title: `How are ${a.name} and ${b.name} connected?`,
    blocks: () =>
      rows.map(({ length, hops }) => ({
        heading: `${[hops[0]?.from.name, ...hops.map(({ to }) => to.name)].join(' – ')} (${count(length, 'hop')})`,
        lines: hops.flatMap(({ from, claims: links }) =>
          links.map((claim) => ({ indent: 2, text: hopText(claim, from) })),
        ),
      })),
    footer: {
      left: `${count(rows.length, 'path')} · ${countClaims(claims)}`,
      right: 'chipkb why <a> <b> shows the evidence for a hop',
    },
    empty: rows.length === 0 ? `No recorded path connects ${a.name} and ${b.name}` : null,
  };
}

function hopText(claim: Claim, from: EntityRef): RichText {
  const toSentence = claim.from.id === from.id ? claimSentence : claimSentenceFromObject;
  const saidBy = claim.saidBy === null ? [] : [span('dim', `  said by ${claim.saidBy.name}`)];
  return [
    ...sentenceSpans(toSentence(claim, claim.from.name, claim.to.name)),
    ...(claim.status === null ? [] : [span('plain', '  '), ...statusOfClaim(claim)]),
    ...saidBy,
    span('dim', '  '),
    { ...citation(claim), style: 'dim' },
  ];
}
