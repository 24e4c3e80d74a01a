/** The ways from an article and from a support matrix to checked claims, as the README describes them. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { CoverageRow } from '../../src/query/answers/source.ts';
import { packageFolder, run, wordsOf } from '../support/run.ts';

const documents = join(packageFolder, 'test/fixtures/documents');
const scratch = mkdtempSync(join(tmpdir(), 'chipkb-article-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Runs lines of a shell, of which `cd` changes the folder; each must succeed. Returns what the last one printed. */
async function follow(lines: readonly string[], start: string): Promise<string> {
  let cwd = start;
  let printed = '';
  for (const line of lines) {
    const [program, ...words] = wordsOf(line.replace(/ +#.*/, ''));
    if (program === 'cd') cwd = join(cwd, words[0] ?? '');
    else {
      expect(program).toBe('chipkb');
      const { code, out, err } = await run(words, { cwd });
      expect({ line, code, err: code === 0 ? '' : err }).toEqual({ line, code: 0, err: '' });
      printed = out;
    }
  }
  return printed;
}

test('the README names all that is needed to record an article in a new knowledge base', async () => {
  const readme = readFileSync(join(packageFolder, 'README.md'), 'utf8');
  const [, claims = '', commands = ''] =
    /```yaml\n(# claims\.yaml\n[\s\S]*?)```\n\n((?: {4}.*\n)+)/.exec(readme) ?? [];
  copyFileSync(join(documents, 'article.html'), join(scratch, 'article.html'));
  writeFileSync(join(scratch, 'claims.yaml'), claims);
  const left = await follow(commands.trim().split(/\n */), scratch);
  expect(left).toContain('We will support DeepSeek-V3');
});

test('the README names all that is needed to record a support matrix', async () => {
  const readme = readFileSync(join(packageFolder, 'README.md'), 'utf8');
  const [, matrix = '', mapping = '', commands = ''] =
    /```markdown\n(# Supported models\n[\s\S]*?)```[\s\S]*?```yaml\n(# map\.yaml\n[\s\S]*?)```\n\n((?: {4}.*\n)+)/.exec(
      readme,
    ) ?? [];
  mkdirSync(join(scratch, 'matrix'));
  writeFileSync(join(scratch, 'matrix/models.md'), matrix);
  writeFileSync(join(scratch, 'map.yaml'), mapping);
  await follow(['chipkb init lantern'], scratch);
  const kb = join(scratch, 'lantern');
  const [list = '', ...others] = commands.trim().split(/\n */);
  const listed = await run(wordsOf(list.replace(/ +#.*/, '')).slice(1), { cwd: kb });
  expect(listed.code).toBe(4);
  const unknown = readFileSync(join(scratch, 'new.yaml'), 'utf8');
  const described = unknown
    .replace(/kind: #.*/g, (kinds) => `kind: ${kinds.includes('hardware') ? 'hardware' : 'company'}`)
    .replace(/- id: (.*)\n {4}name:.*/g, '- id: $1\n    name: $1')
    .replace(/description:$/gm, 'description: As the matrix prints it.');
  writeFileSync(join(scratch, 'new.yaml'), described);
  expect(await follow(others, kb)).toContain('✓ verified  7 cells, 2 words');
  await follow(['chipkb check --strict', 'chipkb fmt --check'], kb);
});

test.each([
  ['an English article', 'article', 'lantern-l7'],
  ['a Chinese article', 'article-zh', 'lantern-l7-zh'],
])('%s is recorded whole, without a warning, by one command', async (_, name, id) => {
  const lines = [
    `chipkb init ${name}`,
    `cd ${name}`,
    `chipkb add source ${documents}/${name}.html --claims ${documents}/${name}.yaml --strict`,
    'chipkb check --strict',
    'chipkb fmt --check',
    `chipkb coverage ${id} --json`,
  ];
  const rows = JSON.parse(await follow(lines, scratch)) as CoverageRow[];
  const states = rows
    .map(({ state }) => state)
    .filter((state) => state !== 'boilerplate' && state !== 'silent');
  expect(new Set(states)).toEqual(new Set(['claim', 'read']));
});
