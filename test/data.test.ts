/** The bundled data against the article itself. */
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
import { askJson, packageFolder } from './support/run.ts';

const SEED = join(packageFolder, 'seeds/000_20976bf55dca39ff.txt');
const SHA256 = '46c922439c932ecc9b45cafb27631896b1e3eaf90eaaf2d3ce6e2336672f27c7';
const text = readFileSync(SEED, 'utf8');
const lines = text.split('\n');
/** The last line of the article; what follows is page furniture. */
const LAST_LINE = 38;
const furnitureStart = lines.slice(0, LAST_LINE).join('\n').length + 1;

async function allCards(): Promise<Card[]> {
  const entities = await askJson<ListRow[]>('list');
  return Promise.all(entities.map(({ id }) => askJson<Card>(`show ${id}`)));
}

const claimsOf = (cards: readonly Card[]): Claim[] => [
  ...new Map(
    cards.flatMap(({ claims }) => [...claims.out, ...claims.in].map((claim) => [claim.id, claim])),
  ).values(),
];

test('the seed is the article as received, byte for byte', () => {
  expect(createHash('sha256').update(readFileSync(SEED)).digest('hex')).toBe(SHA256);
});

test('every passage is rebuilt from the seed by its line and offsets, inside the article', async () => {
  const cards = await allCards();
  const remarks = cards.flatMap((card) => card.remarks);
  const evidence = [...claimsOf(cards), ...remarks].flatMap((statement) => statement.evidence);
  expect(evidence.length).toBeGreaterThan(60);
  for (const { quote, line, start, end, verified } of evidence) {
    expect(text.slice(start, end)).toBe(quote);
    expect(lines[line - 1]).toContain(quote);
    expect(text.slice(0, start).split('\n')).toHaveLength(line);
    expect(end).toBeLessThan(furnitureStart);
    expect(text.indexOf(quote, 0) >= 0 && verified).toBe(true);
  }
});

test.each(SUPPORT_STATED.map((row) => [...row] as const))(
  '%s supports %s: %s',
  async (who, model, status, via, saidBy, date, line) => {
    const rows = await askJson<SupportRow[]>(`supports ${who}`);
    const claims = rows
      .flatMap((row) => row.claims)
      .filter(({ from, to }) => from.id === who && to.id === model);
    const found = claims.map((claim) => [
      claim.status,
      claim.via.map(({ id }) => id).join(),
      claim.saidBy?.id,
      claim.date,
      claim.evidence[0]?.line,
    ]);
    expect(found).toContainEqual([status, via, saidBy, date, line]);
  },
);

test('the data makes no other claim', async () => {
  expect(claimsOf(await allCards())).toHaveLength(SUPPORT_STATED.length + RELATIONS_STATED.length);
});

test('no sentence of the article that names an entity is left unread', async () => {
  const rows = await askJson<CoverageRow[]>('coverage');
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter(({ state }) => state === 'uncovered' || state === 'silent')).toEqual([]);
});

test.each(RELATIONS_STATED.map((row) => [...row] as const))(
  'the article states: %s',
  async (statement, saidBy) => {
    const [from, relation, to] = statement.split(' ');
    const card = await askJson<Card>(`show ${from} --relation ${relation}`);
    expect(card.claims.out.map((claim) => [claim.to.id, claim.saidBy?.id])).toContainEqual([to, saidBy]);
  },
);

test('a praise, a tribute or a name beside a name is no relation', async () => {
  const claims = claimsOf(await allCards());
  const linked = (a: string, b: string) => claims.filter(({ from, to }) => from.id === a && to.id === b);
  expect(linked('gitee-ai', 'deepseek-r1')).toEqual([]);
  expect(linked('iluvatar-corex', 'deepseek-v3')).toEqual([]);
  expect(linked('nvidia', 'deepseek-models')).toEqual([]);
  expect(claims.filter(({ from }) => from.id === 'nvidia')).toEqual([]);
});

test('no claim rests on a headline, a deck, a caption or furniture', async () => {
  const used = new Set(
    claimsOf(await allCards()).flatMap(({ evidence }) => evidence.map(({ line }) => line)),
  );
  expect([...used].filter((line) => [1, 4, 14, 28].includes(line) || line > LAST_LINE)).toEqual([]);
});

test('every paragraph of the article bears a claim or a remark, but for the headline', async () => {
  const cards = await allCards();
  const statements = [...claimsOf(cards), ...cards.flatMap((card) => card.remarks)];
  const bearing = new Set(statements.flatMap(({ evidence }) => evidence.map(({ line }) => line)));
  const paragraphs = lines.slice(1, LAST_LINE).flatMap((line, index) => (line === '' ? [] : [index + 2]));
  expect(paragraphs).toHaveLength(18);
  expect(paragraphs.filter((line) => !bearing.has(line))).toEqual([]);
});

test('each data file names its schema in the first line, and the schema is there', () => {
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
