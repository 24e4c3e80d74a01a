/** Ids of claims and remarks: readable, distinct, and independent of what else the source states. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuthoredEdge, AuthoredRemark, AuthoredSource } from '../../src/model/schema.ts';
import { qualifiersOf, statementIds } from '../../src/model/statement-ids.ts';
import { runs } from '../support/runs.ts';

const edge = (fields: Partial<AuthoredEdge>): AuthoredEdge => ({
  relation: 'supports',
  from: 'acme',
  to: 'one',
  evidence: [{ quote: 'Acme runs One.' }],
  ...fields,
});
const remark = (fields: Partial<AuthoredRemark>): AuthoredRemark => ({
  topic: 'praise',
  subject: ['one'],
  summary: 'Praise.',
  'said-by': 'acme',
  evidence: [{ quote: 'Well done.' }],
  ...fields,
});
const source = (edges: AuthoredEdge[], remarks: AuthoredRemark[] = []) =>
  ({ id: 'press', edges, remarks }) as AuthoredSource;
const idsOf = (edges: AuthoredEdge[], remarks?: AuthoredRemark[]) =>
  [...statementIds(source(edges, remarks)).values()].flat();

test.each<[string, AuthoredEdge[], string[]]>([
  ['a single claim', [edge({ via: 'kuae', status: 'pledged' })], ['acme.supports.one@press']],
  [
    'a list at both ends',
    [edge({ from: ['acme', 'bolt'], to: ['one', 'two.5'] })],
    [
      'acme.supports.one@press',
      'acme.supports.two.5@press',
      'bolt.supports.one@press',
      'bolt.supports.two.5@press',
    ],
  ],
  [
    'claims that differ in status',
    [edge({ status: 'pledged' }), edge({ status: 'available' })],
    ['acme.supports.one+pledged@press', 'acme.supports.one+available@press'],
  ],
  [
    'claims that differ in the version of a via',
    [edge({ via: { id: 'vllm', version: '0.6' } }), edge({ via: { id: 'vllm', version: '0.7' } })],
    ['acme.supports.one+vllm-0.6@press', 'acme.supports.one+vllm-0.7@press'],
  ],
  [
    'a claim without qualifiers beside one with',
    [edge({}), edge({ precision: 'FP8 (W8A8)' })],
    ['acme.supports.one@press', 'acme.supports.one+fp8-w8a8@press'],
  ],
])('%s', (_, edges, ids) => expect(idsOf(edges)).toEqual(ids));

test('claims whose qualifiers have no Latin letters get a hash', () => {
  const ids = idsOf([edge({ mode: '推理' }), edge({ mode: '训练' })]);
  for (const id of ids) expect(id).toMatch(/^acme\.supports\.one#[0-9a-f]{8}@press$/);
  expect(new Set(ids).size).toBe(2);
});

test('the ids of remarks by one claimant on one topic contain the subject; if that is the same, a hash', () => {
  expect(idsOf([], [remark({}), remark({ subject: ['two'] })])).toEqual([
    'acme.praise+one@press',
    'acme.praise+two@press',
  ]);
  const [a, b] = idsOf([], [remark({}), remark({ evidence: [{ quote: 'Bravo.' }] })]);
  expect(a).not.toBe(b);
});

const anyEdge = fc
  .record(
    {
      to: fc.constantFrom('one', 'two'),
      status: fc.constantFrom('pledged', 'available'),
      via: fc.constantFrom('kuae', 'vllm'),
      mode: fc.constantFrom('推理', '训练', 'eager'),
    },
    { requiredKeys: ['to'] },
  )
  .map((fields) => edge(fields as Partial<AuthoredEdge>));
const different = (a: AuthoredEdge) => JSON.stringify([a.to, qualifiersOf(a)]);

test('different claims have different ids', () =>
  fc.assert(
    fc.property(fc.uniqueArray(anyEdge, { selector: different }), (edges) => {
      const ids = idsOf(edges);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    runs(200),
  ));

test('the order of the claims does not matter, and a claim about other entities changes no id', () =>
  fc.assert(
    fc.property(
      fc
        .uniqueArray(anyEdge, { selector: different, minLength: 1 })
        .chain((edges) =>
          fc.tuple(fc.constant(edges), fc.shuffledSubarray(edges, { minLength: edges.length })),
        ),
      ([edges, shuffled]) => {
        const ids = statementIds(source(edges));
        const others = statementIds(source([edge({ from: 'bolt' }), ...shuffled]));
        for (const one of edges) expect(others.get(one)).toEqual(ids.get(one));
      },
    ),
    runs(200),
  ));
