/** What the commands do with a knowledge base that has sources of tables; answers.txt of the fixture shows the answers themselves. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { MatrixRow } from '../../src/query/answers/matrix.ts';
import type { SourceText } from '../../src/query/answers/source.ts';
import type { SupportRow } from '../../src/query/answers/support.ts';
import { ask, askJson, packageFolder } from '../support/run.ts';

const folder = join(packageFolder, 'test/fixtures/tables');
const json = <T>(line: string) => askJson<T>(`${line} --data ${folder}`);

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-tables-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('a denial in one precision, mode, task or release', () => {
  test('is no status of the model in rows and cells', async () => {
    const rows = await json<SupportRow[]>('who-supports globex-two');
    expect(
      rows.map(({ supporter, status, precision, disagreement }) => [
        supporter?.id,
        status,
        precision,
        disagreement,
      ]),
    ).toEqual([
      ['acme', null, 'INT8', false],
      ['bolt', null, 'FP8', false],
    ]);
    const [acme] = await json<MatrixRow[]>('matrix acme globex-two');
    expect(acme?.cells[0]).toMatchObject({ recorded: true, status: null, precision: 'INT8' });
  });

  test('does not hide that the model is supported, and contradicts nothing', async () => {
    const rows = await json<SupportRow[]>('who-supports globex-one --scope exact');
    expect(rows).toMatchObject([{ status: 'available', precision: null, disagreement: false }]);
    expect(rows[0]?.claims.map(({ status }) => status)).toContain('unsupported');
  });
});

test('a release in another format has a row of its own, and its scope is never exact', async () => {
  const rows = await json<SupportRow[]>('who-supports globex-one');
  expect(rows.filter(({ artefact }) => artefact !== null)).toMatchObject([
    { artefact: 'Globex-One-AWQ', scope: 'derived', model: { id: 'globex-one' } },
  ]);
});

test('source has each cell with what its claims state, and marks those that are withdrawn', async () => {
  const { cells, repository } = await json<SourceText>('source serveit-models');
  expect(repository?.tables.map(({ id, heading, rows }) => [id, heading, rows])).toEqual([
    ['generative', ['Anvil', 'Generative models'], 5],
    ['pooling', ['Anvil', 'Pooling models'], 1],
  ]);
  const withdrawn = cells.filter((cell) => cell.withdrawn !== null);
  expect(withdrawn).toMatchObject([
    {
      line: 14,
      commit: '0'.repeat(40),
      status: 'experimental',
      to: [{ id: 'globex-two' }, { id: 'globex-three' }],
    },
  ]);
});

test('a claim is dated by the commit in which its row was read', async () => {
  const [claim] = await json<{ seen: string; notAfter: string }[]>(
    'claims --to globex-two --status experimental --withdrawn',
  );
  expect(claim).toMatchObject({ seen: '2025-01-10', notAfter: '2025-01-10' });
});

test.each([
  'suggest serveit-models',
  'propose serveit-models',
  'coverage serveit-models',
  'add edge acme makes anvil-1 --source serveit-models --quote x --dry-run',
  'add remark acme --topic praise --summary x --source serveit-models --quote x --dry-run',
  'add read --source serveit-models --quote x --why x --dry-run',
])('%s: the error says that the source is tables, and what to do', async (line) => {
  const { code, out, err } = await ask(`${line} --data ${folder}`);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('the source serveit-models is tables');
  expect(err).toContain('chipkb source serveit-models');
});

test('lists fold sizes under their release on a terminal only, and not with --all', async () => {
  const onTerminal = async (line: string) =>
    (await ask(`${line} --data ${folder}`, { columns: 80, env: { NO_COLOR: '1' } })).out;
  expect(await onTerminal('models')).toContain('Globex One and 2 sizes');
  expect(await onTerminal('models')).not.toContain('Globex One 8B');
  for (const line of ['models --all', 'models --format json', 'models --format ids --all'])
    expect(await onTerminal(line)).toMatch(/Globex One 8B|globex-one-8b/);
  expect((await ask(`models --data ${folder}`)).out).toContain('Globex One 8B');
  // A size whose release is not in the list is listed.
  expect(await onTerminal('models --said-by bolt')).toContain('Globex One 8B');
});

test('a database in the cache reports that the origin of a copy is gone', async () => {
  const other = join(scratch, 'origin');
  cpSync(folder, other, { recursive: true });
  const world = { databaseThresholdBytes: 0 };
  expect((await ask(`sources --data ${other}`, world)).code).toBe(0);
  rmSync(join(other, 'sources/serveit-models.yaml'));
  const { code, err } = await ask(`sources --data ${other}`, world);
  expect(code).toBe(4);
  expect(err).toContain('no source has the id “serveit-models”');
});

test('diff shows changed symbols as changes of claims, and not that rows moved', async () => {
  const other = join(scratch, 'changed');
  cpSync(folder, other, { recursive: true });
  const file = join(other, 'sources/serveit-models.yaml');
  const edits: [string | RegExp, string][] = [
    [/commit: "1{40}"\ncommitted: 2025-03-01/, `commit: "${'4'.repeat(40)}"\ncommitted: 2025-04-01`],
    ['changed: 2025-02-20', 'changed: 2025-03-20'],
    ['licence: Apache-2.0', 'licence: MIT'],
    ['line: 9,', 'line: 19,'],
    ['Support: ✅, INT8: 🔵', 'Support: ✅, INT8: ✅'],
  ];
  let text = readFileSync(file, 'utf8');
  for (const [from, to] of edits) {
    expect(text).toMatch(from);
    text = text.replace(from, to);
  }
  writeFileSync(file, text);
  const rows = await askJson<{ what: string; id: string; fields: { field: string }[] }[]>(
    `diff ${folder} ${other}`,
  );
  expect(rows.map(({ what, id, fields }) => `${what} ${id}: ${fields.map(({ field }) => field)}`)).toEqual([
    'claim anvil-1.supports.globex-one-8b+serveit+int8@serveit-models: status,printed,basis',
    'claim anvil-2.supports.globex-one-8b+serveit+int8@serveit-models: status,printed,basis',
    'source serveit-models: commit,committed,licence,files',
  ]);
});

test.each([60, 80, 120])(
  'no line is wider than a terminal of %i columns, but for addresses and code',
  async (columns) => {
    const lines = [
      'who-supports globex-one --quotes',
      'supports acme',
      'sources',
      'source serveit-models',
      'why acme globex-one',
      'cite acme globex-one',
      'matrix --long',
      'models',
      'vendors',
      'show globex-one',
    ];
    for (const line of lines) {
      const { out } = await ask(`${line} --data ${folder}`, { columns, env: { NO_COLOR: '1' } });
      const wide = out
        .split('\n')
        .filter((one) => [...one].length > columns && !/https:|[@]|^ +(file|commit)/.test(one));
      expect({ line, wide }).toEqual({ line, wide: [] });
    }
  },
);
