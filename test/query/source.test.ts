/** `source` and `coverage` on a text in English and Chinese. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { CoverageRow, SourceText } from '../../src/query/answers/source.ts';
import { run } from '../support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'chipkb-coverage-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TEXT = `快讯
顶点公司表示，其芯片已完成适配寰球一号。頂點公司很高兴！今天天气很好。
Acme ships. Nobody else does. Acme waits.
Read also: Acme falls
`;
const ENTITIES = `- { id: acme, name: Acme, kind: company, description: A maker of chips., aliases: [{ name: 顶点, lang: zh-Hans }] }
- { id: globex-one, name: Globex One, kind: model, description: A model., aliases: [寰球一号] }
- { id: gazette, name: The Gazette, kind: publisher, description: A newspaper. }
`;
const SOURCE = `id: press
title: 快讯
publisher: gazette
published: 2025-02-05
text: press.txt
sha256: ${createHash('sha256').update(TEXT).digest('hex')}
extent: { first: 1, last: 3 }
edges:
  - { relation: supports, from: acme, to: globex-one, status: available, evidence: [{ quote: 顶点公司表示，其芯片已完成适配寰球一号 }] }
remarks:
  - { topic: praise, subject: [acme], summary: Acme is glad., evidence: [{ quote: 頂點公司很高兴 }] }
read:
  - { quote: Acme waits, why: states nothing }
`;
for (const [name, text] of [
  ['kb.yaml', 'format: 1\ntitle: t\ndescription: d\nlicence: l\n'],
  ['entities/all.yaml', ENTITIES],
  ['sources/press.yaml', SOURCE],
  ['seeds/press.txt', TEXT],
] as const) {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const json = async <T>(...argv: string[]) => {
  const { code, out, err } = await run([...argv, '--data', folder, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as T;
};

test('coverage reports the state and the entities of each sentence, in traditional and simplified Chinese', async () => {
  const rows = await json<CoverageRow[]>('coverage');
  expect(rows.map(({ line, state, text, entities }) => [line, state, text, entities.join()])).toEqual([
    [1, 'silent', '快讯', ''],
    [2, 'claim', '顶点公司表示，其芯片已完成适配寰球一号。', 'acme,globex-one'],
    [2, 'remark', '頂點公司很高兴！', 'acme'],
    [2, 'silent', '今天天气很好。', ''],
    [3, 'uncovered', 'Acme ships.', 'acme'],
    [3, 'silent', 'Nobody else does.', ''],
    [3, 'read', 'Acme waits.', 'acme'],
    [4, 'boilerplate', 'Read also: Acme falls', 'acme'],
  ]);
  for (const { start, end, text } of rows) expect(TEXT.slice(start, end)).toBe(text);
});

test('--uncovered prints only uncovered sentences', async () => {
  const rows = await json<CoverageRow[]>('coverage', 'press', '--uncovered');
  expect(rows.map(({ text }) => text)).toEqual(['Acme ships.']);
});

test('source prints each line with the claims and remarks that cite it', async () => {
  const { lines } = await json<SourceText>('source', 'press');
  expect(lines.map(({ text }) => text)).toEqual(TEXT.split('\n').slice(0, -1));
  expect(lines.map(({ boilerplate }) => boilerplate)).toEqual([false, false, false, true]);
  expect(
    lines.map(({ evidence }) =>
      evidence.flatMap(({ claims, remarks, why }) => [...claims, ...remarks, why ?? []].flat()),
    ),
  ).toEqual([[], ['acme.supports.globex-one@press', 'unattributed.praise@press'], ['states nothing'], []]);
  for (const { start, text } of lines) expect(TEXT.slice(start, start + text.length)).toBe(text);
});

test('reports an unknown source, with similar ones', async () => {
  const { code, out, err } = await run(['source', 'pres', '--data', folder]);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toMatch(/^error: no source is called “pres”\nSources:\n {2}press /);
});

test('why shows the context of a quote in a text of 5 MB', async () => {
  const long = `${TEXT}${'A sentence of nobody. And one more.\n'.repeat(140_000)}`.slice(0, 5_000_000);
  const sha256 = createHash('sha256').update(long).digest('hex');
  writeFileSync(join(folder, 'seeds/press.txt'), long);
  writeFileSync(
    join(folder, 'sources/press.yaml'),
    SOURCE.replace(/sha256: .*/, `sha256: ${sha256}`).replace('last: 3', 'last: 130000'),
  );
  const { code, out } = await run(['why', 'acme', 'globex-one', '--data', folder, '--json']);
  const [claim] = JSON.parse(out) as { evidence: { before: string }[] }[];
  expect({ code, before: claim?.evidence[0]?.before }).toEqual({ code: 0, before: '快讯\n' });
});
