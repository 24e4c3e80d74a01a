/** Compares the bundled data with the article itself. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Claim } from '../src/query/answers/claim.ts';
import type { ListRow } from '../src/query/answers/list.ts';
import type { Card } from '../src/query/answers/show.ts';
import type { CoverageRow } from '../src/query/answers/source.ts';
import type { SupportRow } from '../src/query/answers/support.ts';
import { RELATIONS_STATED, SUPPORT_STATED } from './support/article.ts';
import { ask, askJson, packageFolder } from './support/run.ts';

const SEED = join(packageFolder, 'seeds/000_20976bf55dca39ff.txt');
const SHA256 = '46c922439c932ecc9b45cafb27631896b1e3eaf90eaaf2d3ce6e2336672f27c7';
const text = readFileSync(SEED, 'utf8');
const lines = text.split('\n');
/** The last line of the article; the rest of the page is boilerplate. */
const LAST_LINE = 38;
const boilerplateStart = lines.slice(0, LAST_LINE).join('\n').length + 1;

const entities = await askJson<ListRow[]>('list');
const cards = await askJson<Card[]>(`show ${entities.map(({ id }) => id).join(' ')}`);
const claims: Claim[] = [
  ...new Map(
    cards.flatMap((card) => [...card.claims.out, ...card.claims.in].map((claim) => [claim.id, claim])),
  ).values(),
];
const remarks = cards.flatMap((card) => card.remarks);

test.each(['check --strict', 'fmt --check'])('passes %s', async (line) => {
  expect(await ask(line)).toMatchObject({ code: 0 });
});

test('keeps the article byte for byte as received', () => {
  expect(createHash('sha256').update(readFileSync(SEED)).digest('hex')).toBe(SHA256);
});

test('gives each quote its line and offsets in the article', () => {
  const evidence = [...claims, ...remarks].flatMap((statement) => statement.evidence);
  expect(evidence.length).toBeGreaterThan(60);
  for (const { quote, line, start, end, checked } of evidence.flatMap((one) =>
    'quote' in one ? [one] : [],
  )) {
    expect(text.slice(start, end)).toBe(quote);
    expect(lines[line - 1]).toContain(quote);
    expect(text.slice(0, start).split('\n')).toHaveLength(line);
    expect(end).toBeLessThan(boilerplateStart);
    expect(checked).toBe('here');
  }
});

test.each(SUPPORT_STATED.map((row) => [...row] as const))(
  'records that %s supports %s: %s',
  async (who, model, status, via, saidBy, date, line) => {
    const rows = await askJson<SupportRow[]>(`supports ${who}`);
    const stated = rows
      .flatMap((row) => row.claims)
      .filter(({ from, to }) => from.id === who && to.id === model);
    const found = stated.map((claim) => [
      claim.status,
      claim.via.map(({ id }) => id).join(),
      claim.saidBy?.id,
      claim.date,
      claim.evidence[0]?.line,
    ]);
    expect(found).toContainEqual([status, via, saidBy, date, line]);
  },
);

test('records no other claim', () => {
  expect(claims).toHaveLength(SUPPORT_STATED.length + RELATIONS_STATED.length);
});

test('cites or rules out every sentence of the article that names an entity', async () => {
  const rows = await askJson<CoverageRow[]>('coverage');
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter(({ state }) => state === 'uncovered' || state === 'silent')).toEqual([]);
});

test.each(RELATIONS_STATED.map((row) => [...row] as const))(
  'records that %s, said by %s',
  (statement, saidBy) => {
    expect(
      claims.map(({ from, relation, to, saidBy: by }) => [`${from.id} ${relation} ${to.id}`, by?.id]),
    ).toContainEqual([statement, saidBy]);
  },
);

test('records no claim for praise, a tribute or two names in one sentence', () => {
  const linked = (a: string, b: string) => claims.filter(({ from, to }) => from.id === a && to.id === b);
  expect(linked('gitee-ai', 'deepseek-r1')).toEqual([]);
  expect(linked('iluvatar-corex', 'deepseek-v3')).toEqual([]);
  expect(linked('nvidia', 'deepseek-models')).toEqual([]);
  expect(claims.filter(({ from }) => from.id === 'nvidia')).toEqual([]);
});

test('cites no headline, deck, caption or boilerplate', () => {
  const used = new Set(claims.flatMap(({ evidence }) => evidence.flatMap(({ line }) => line ?? [])));
  expect([...used].filter((line) => [1, 4, 14, 28].includes(line) || line > LAST_LINE)).toEqual([]);
});

test('has a claim or a remark from every paragraph of the article below the headline', () => {
  const cited = new Set(
    [...claims, ...remarks].flatMap(({ evidence }) => evidence.flatMap(({ line }) => line ?? [])),
  );
  const paragraphs = lines.slice(1, LAST_LINE).flatMap((line, index) => (line === '' ? [] : [index + 2]));
  expect(paragraphs).toHaveLength(18);
  expect(paragraphs.filter((line) => !cited.has(line))).toEqual([]);
});

test('names an existing schema in the first line of each data file', () => {
  const files = [
    'kb.yaml',
    ...['entities', 'sources'].flatMap((folder) =>
      readdirSync(join(packageFolder, 'data', folder)).map((name) => `${folder}/${name}`),
    ),
  ];
  for (const file of files) {
    const path = join(packageFolder, 'data', file);
    const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(path, 'utf8'))?.[1];
    expect(schema, file).toBeDefined();
    const found = JSON.parse(readFileSync(join(path, '..', schema ?? ''), 'utf8')) as { $schema: string };
    expect(found.$schema).toBe('http://json-schema.org/draft-07/schema#');
  }
});
