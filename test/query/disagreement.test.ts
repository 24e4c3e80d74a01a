/** Which claims of one supporter and model contradict each other. */
import { expect, test } from 'vitest';
import type { Claim } from '../../src/query/answers/claim.ts';
import { disagree } from '../../src/query/who-supports.ts';

const entity = (id: string) => ({ id, name: id, kind: 'hardware' as const });

/** The fields of a claim that decide it: a quote, or a cell if it has a column. */
const claim = (
  status: Claim['status'],
  fields: { source?: string; origin?: string; via?: string; column?: string; precision?: string },
) =>
  ({
    status,
    from: entity('l7'),
    via: fields.via === undefined ? [] : [entity(fields.via)],
    saidBy: null,
    precision: fields.precision ?? null,
    withdrawn: null,
    mode: null,
    task: null,
    artefact: null,
    date: null,
    notBefore: null,
    notAfter: null,
    evidence: [
      {
        source: fields.source ?? 'matrix',
        origin: fields.origin ?? null,
        ...(fields.column === undefined ? { quote: 'L7 runs One.' } : { table: 't', column: fields.column }),
      },
    ],
  }) as unknown as Claim;

test.each<[string, boolean, Claim[]]>([
  ['quotes of one source with different statuses', true, [claim('available', {}), claim('pledged', {})]],
  [
    'quotes about different stacks',
    true,
    [claim('available', { via: 'vllm' }), claim('unsupported', { via: 'sglang' })],
  ],
  [
    'cells of one source about different stacks',
    false,
    [claim('verified', { column: 'A', via: 'vllm' }), claim('untested', { column: 'B', via: 'sglang' })],
  ],
  [
    'cells of one source about the same stack',
    true,
    [claim('verified', { column: 'A', via: 'vllm' }), claim('untested', { column: 'B', via: 'vllm' })],
  ],
  [
    'cells of two sources about different stacks',
    true,
    [
      claim('verified', { column: 'A', via: 'vllm' }),
      claim('unsupported', { column: 'A', via: 'sglang', source: 'other' }),
    ],
  ],
  [
    'a cell and its copy in another source',
    false,
    [
      claim('verified', { column: 'A', via: 'vllm' }),
      claim('untested', { column: 'B', via: 'sglang', source: 'copy', origin: 'matrix' }),
    ],
  ],
  [
    'cells about different precisions',
    false,
    [claim('verified', { column: 'A' }), claim('unsupported', { column: 'B', precision: 'FP8' })],
  ],
  ['a cell and a quote', true, [claim('verified', { column: 'A' }), claim('pledged', {})]],
])('%s contradict each other: %s', (_, isContradiction, claims) => {
  expect(disagree(claims)).toBe(isContradiction);
  expect(disagree(claims.toReversed())).toBe(isContradiction);
});
