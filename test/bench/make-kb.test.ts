/** Made-up knowledge bases are valid, and the same for the same seed. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generate } from '../../scripts/bench/make-kb.ts';
import { run } from '../support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'chipkb-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));
const made = (name: string, edges: number, seed: number) => {
  generate(join(folder, name), edges, seed);
  return join(folder, name);
};
const bytesOf = (kb: string) =>
  readdirSync(kb, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(kb, name)).isFile())
    .sort()
    .map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(kb, name)))
        .digest('hex'),
    ]);

test('generates a knowledge base without warnings that has as many claims as requested', async () => {
  const kb = made('checked', 1300, 7);
  const findings = JSON.parse((await run(['check', kb, '--json'])).out) as { level: string }[];
  expect(findings.filter(({ level }) => level !== 'info')).toEqual([]);
  const { out } = await run(['sources', '--data', kb, '--json']);
  const sources = JSON.parse(out) as { claims: number }[];
  expect(sources.map(({ claims }) => claims)).toEqual([650, 650]);
});

test('generates the same files for the same seed, and other files for another', () => {
  const first = bytesOf(made('first', 200, 1));
  expect(bytesOf(made('again', 200, 1))).toEqual(first);
  expect(bytesOf(made('other', 200, 2))).not.toEqual(first);
});
