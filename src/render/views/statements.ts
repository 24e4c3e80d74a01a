/** The views of `claims`, `timeline` and `remarks`. */
import { count } from '../../model/count.ts';
import type { Claim, EntityRef, Remark } from '../../query/answers/claim.ts';
import type { TimelineRow } from '../../query/answers/timeline.ts';
import { claimRecords, remarkRecords } from '../records.ts';
import { type Line, NONE, type RichText, span, type View } from '../view.ts';
import {
  citation,
  claimants,
  countClaims,
  countSources,
  dateOf,
  names,
  sentenceOf,
  statusOfClaim,
  statusSpan,
  viaNames,
} from './parts.ts';
import { passagesOf, withSources } from './receipts.ts';

/** One line for each claim. */
export function claimsView(claims: readonly Claim[], quotes: boolean): View {
  return {
    data: claims,
    records: (passages) => claimRecords([], claims, passages),
    ids: claims.map(({ id }) => id),
    title: 'Claims',
    blocks: () =>
      withSources(quotes, (sources) => [
        {
          heading: null,
          columns: ['Claim', 'Status', 'Via', 'Said by', 'Date', 'Source'],
          rows: claims.map((claim): RichText[] => [
            sentenceOf(claim),
            statusOfClaim(claim),
            viaNames(claim.via),
            claim.saidBy === null ? NONE : claimants([claim.saidBy], claim.from),
            dateOf(claim),
            [citation(claim)],
          ]),
          ...(sources && { notes: claims.map((claim) => passagesOf([claim], sources)) }),
        },
      ]),
    footer: {
      left: countClaims(claims),
      right: 'chipkb why <claim id> shows the evidence; --format ids prints ids',
    },
    empty: claims.length === 0 ? 'No recorded claims' : null,
  };
}

/** One line for each claim, the oldest first, with the status before it where that was another. */
export function timelineView(entity: EntityRef | null, rows: readonly TimelineRow[]): View {
  return {
    data: rows,
    records: (passages) => claimRecords(['previousStatus'], rows, passages),
    ids: rows.map(({ id }) => id),
    title: entity === null ? 'Claims by date' : `Claims about ${entity.name} by date`,
    blocks: () => [
      {
        heading: null,
        columns: ['Date', 'Claim', 'Status', 'Via', 'Said by', 'Source'],
        rows: rows.map((row): RichText[] => [
          dateOf(row),
          sentenceOf(row),
          changeOf(row),
          viaNames(row.via),
          row.saidBy === null ? NONE : claimants([row.saidBy], row.from),
          [citation(row)],
        ]),
      },
    ],
    footer: { left: countClaims(rows), right: 'chipkb why <claim id> shows the evidence' },
    empty: rows.length === 0 ? `No recorded claims${entity === null ? '' : ` about ${entity.name}`}` : null,
  };
}

function changeOf(row: TimelineRow): RichText {
  const { status, previousStatus } = row;
  if (previousStatus === null || previousStatus === status) return statusOfClaim(row);
  return [...statusOfClaim(row), span('dim', ' after '), statusSpan(previousStatus)];
}

/** The summary of each remark, and below it what it is about, who says it, and where. */
export function remarksView(remarks: readonly Remark[]): View {
  return {
    data: remarks,
    records: (passages) => remarkRecords(remarks, passages),
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
  ];
  return [
    { indent: 2, text: remark.summary },
    { indent: 4, text: [span('dim', `${facts.join(' · ')} · `), { ...citation(remark), style: 'dim' }] },
  ];
}
