/** The bundled data against the article itself. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Card, Claim, ListRow, SupportRow } from '../src/query/answers.ts';
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

test.each([
  // Each line of this table is read from the article: who, what, how firm, by what, who says so, when.
  ['moore-threads', 'deepseek-v3', 'pledged', 'kuae', 'moore-threads', '2025-02-04', 12],
  ['moore-threads', 'deepseek-r1', 'pledged', 'kuae', 'moore-threads', '2025-02-04', 12],
  ['huawei', 'deepseek-models', 'in-progress', 'ascend-cloud-service', 'huawei', null, 16],
  ['siliconflow', 'deepseek-models', 'in-progress', 'ascend-cloud-service', 'huawei', null, 16],
  ['gitee-ai', 'deepseek-r1-based-models', 'available', 'metax-gpus', 'gitee-ai', null, 20],
  ['metax', 'deepseek-r1-based-models', 'available', 'metax-gpus', 'gitee-ai', null, 20],
  ['iluvatar-corex', 'deepseek-r1', 'in-progress', '', 'iluvatar-corex', '2025-02-04', 24],
  ['alibaba', 'deepseek-models', 'in-progress', '', 'scmp', null, 30],
  ['tencent', 'deepseek-models', 'in-progress', '', 'scmp', null, 30],
  ['huawei', 'deepseek-models', 'in-progress', '', 'scmp', null, 30],
  ['baidu', 'deepseek-models', 'in-progress', '', 'scmp', null, 30],
])('%s supports %s: %s', async (who, model, status, via, saidBy, date, line) => {
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
});

test('the article makes no other claim of support', async () => {
  const claims = claimsOf(await allCards());
  expect(claims.filter(({ relation }) => relation === 'supports')).toHaveLength(11);
});

test.each([
  ['zhang-jianzhong founded moore-threads'],
  ['zhang-jianzhong worked-at nvidia'],
  ['deepseek develops deepseek-v3'],
  ['deepseek develops deepseek-r1'],
  ['deepseek develops deepseek-models'],
  ['deepseek-v3 member-of deepseek-models'],
  ['deepseek-r1 member-of deepseek-models'],
  ['deepseek-r1-based-models derived-from deepseek-r1'],
  ['moore-threads makes kuae'],
  ['moore-threads makes moore-threads-chips'],
  ['kuae runs-on moore-threads-chips'],
  ['huawei partners-with siliconflow'],
  ['huawei operates ascend-cloud-service'],
  ['huawei makes ascend-solution'],
  ['huawei makes huawei-server-clusters'],
  ['huawei makes huawei-ai-modules'],
  ['huawei makes huawei-accelerator-cards'],
  ['ascend-cloud-service runs-on ascend-solution'],
  ['metax makes metax-gpus'],
  ['gitee-ai runs-on metax-gpus'],
  ['gitee-ai partners-with iluvatar-corex'],
  ['alibaba owns scmp'],
])('the article states: %s', async (statement) => {
  const [from, relation, to] = statement.split(' ');
  const card = await askJson<Card>(`show ${from} --relation ${relation}`);
  expect(card.claims.out.map((claim) => claim.to.id)).toContain(to);
});

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
