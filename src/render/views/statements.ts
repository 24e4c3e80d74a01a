/** The views of `claims` and `remarks`. */
import { count } from '../../model/count.ts';
import type { Claim, Remark } from '../../query/answers/claim.ts';
import { type Line, NONE, type RichText, span, type View } from '../view.ts';
import {
  citationsOf,
  claimants,
  claimSentence,
  countClaims,
  countSources,
  dateOf,
  names,
  statusSpan,
  viaNames,
} from './parts.ts';

/** One line for each claim. */
export function claimsView(claims: readonly Claim[]): View {
  return {
    data: claims,
    ids: claims.map(({ id }) => id),
    title: 'Claims',
    blocks: () => [
      {
        heading: null,
        columns: ['Claim', 'Status', 'Via', 'Said by', 'Date', 'Source'],
        rows: claims.map((claim): RichText[] => [
          claimSentence(claim),
          [statusSpan(claim.status)],
          viaNames(claim.via),
          claim.saidBy === null ? NONE : claimants([claim.saidBy], claim.from),
          dateOf(claim),
          citationsOf(claim),
        ]),
      },
    ],
    footer: {
      left: countClaims(claims),
      right: 'chipkb why <claim id> shows the evidence; --format ids prints ids',
    },
    empty: claims.length === 0 ? 'No recorded claims' : null,
  };
}

/** The summary of each remark, and below it what it is about, who says it, and where. */
export function remarksView(remarks: readonly Remark[]): View {
  return {
    data: remarks,
    ids: remarks.map(({ id }) => id),
    title: 'Remarks',
    blocks: () => [{ heading: null, lines: remarks.flatMap((remark) => remarkLines(remark)) }],
    footer: {
      left: `${count(remarks.length, 'remark')} · ${countSources(remarks)}`,
      right: 'chipkb why <remark id> shows the evidence; --format ids prints ids',
    },
    empty: remarks.length === 0 ? 'No recorded remarks' : null,
  };
}

/** A remark over the whole width: as a cell of a table it would be many short lines. */
export function remarkLines(remark: Remark): Line[] {
  const facts = [
    names(remark.subject),
    ...(remark.saidBy === null ? [] : [`said by ${remark.saidBy.name}`]),
    dateOf(remark),
    citationsOf(remark),
  ];
  return [
    { indent: 2, text: remark.summary },
    { indent: 4, text: [span('dim', facts.join(' · '))] },
  ];
}
