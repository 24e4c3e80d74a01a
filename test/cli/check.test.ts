/** `check`: its exit codes, its options, and the formats for other tools. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { afterAll, expect, test } from 'vitest';
import { ALL_RULES } from '../../src/check/rules.ts';
import type { Finding } from '../../src/model/finding.ts';
import { packageFolder, run } from '../support/run.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-check-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A folder with a knowledge base `kb`: the base fixture, overwritten with another. */
function world(name: string) {
  const cwd = join(scratch, name);
  cpSync(join(packageFolder, 'test/check/fixtures/base'), join(cwd, 'kb'), { recursive: true });
  cpSync(join(packageFolder, 'test/check/fixtures', name), join(cwd, 'kb'), { recursive: true });
  return { cwd };
}

test.each([
  ['base', [], 0],
  ['base', ['--strict'], 0],
  ['firmness', [], 0],
  ['firmness', ['--strict'], 4],
  ['disagreement', ['--strict'], 0],
  ['quote-missing', [], 4],
  ['quote-missing', ['--json'], 4],
  ['quote-missing', ['--format', 'sarif'], 4],
  ['exception-used', ['--strict'], 0],
])('%s %j exits with %i and prints its findings on stdout', async (name, flags, code) => {
  const ran = await run(['check', 'kb', '--quiet', ...flags], world(name));
  expect({ code: ran.code, err: ran.err, said: ran.out !== '' }).toEqual({ code, err: '', said: true });
});

test('JSON is a list of findings with their places', async () => {
  const { out } = await run(['check', 'kb', '--json'], world('status-misplaced'));
  expect(JSON.parse(out)).toEqual([
    {
      level: 'error',
      rule: 'status',
      message: '“develops” takes no status',
      hint: 'Remove it; say it in a note.',
      record: null,
      place: {
        file: 'kb/sources/press.yaml',
        line: 29,
        col: 5,
        width: 6,
        excerpt: '    status: available',
        excerptCol: 1,
      },
    },
  ]);
});

test('github prints one workflow command per finding and escapes the separators of properties', async () => {
  const { out } = await run(['check', 'kb', '--format', 'github'], world('text-sha256'));
  expect(out).toMatch(
    /^::error file=kb\/sources\/press\.yaml,line=6,col=9,endColumn=73,title=text-sha256::the sha256 of press\.txt is [0-9a-f]{64}\. Restore/,
  );
  expect(out.trimEnd().split('\n')).toHaveLength(1);
});

test('sarif lists the rules, and each result refers to its rule and region', async () => {
  const kb = world('exception');
  const { runs } = JSON.parse((await run(['check', 'kb', '--format', 'sarif'], kb)).out) as Log;
  const findings = JSON.parse((await run(['check', 'kb', '--json'], kb)).out) as Finding[];
  const [only] = runs;
  expect(only?.tool.driver.rules?.map(({ id }) => id)).toEqual(ALL_RULES.map(({ id }) => id));
  expect(findings).toHaveLength(3);
  const told = only?.results?.map(({ ruleId, ruleIndex, locations }) => ({
    rule: ruleId,
    named: only.tool.driver.rules?.[ruleIndex ?? -1]?.id,
    line: locations?.[0]?.physicalLocation?.region?.startLine,
    file: locations?.[0]?.physicalLocation?.artifactLocation?.uri,
  }));
  expect(told).toEqual(
    findings.map(({ rule, place: { line, file } }) => ({ rule, named: rule, line, file })),
  );
});

test('--list lists every rule, --explain shows each, and an unknown rule is a usage error', async () => {
  const list = (await run(['check', '--list', '--format', 'ids'])).out.trim().split('\n');
  expect(list).toEqual(ALL_RULES.map(({ id }) => id));
  for (const { id, protects } of ALL_RULES) {
    const { code, out } = await run(['check', '--explain', id]);
    expect({
      code,
      told: out.includes(protects) && /\nBad\n {4}\S/.test(out) && /\nGood\n {4}\S/.test(out),
    }).toEqual({ code: 0, told: true });
  }
  expect((await run(['check', '--explain', 'nonsense'])).code).toBe(2);
});

test('escapes cells that a spreadsheet would run as formulas, unless --raw-csv is set', async () => {
  const { cwd } = world('base');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(
    join(cwd, 'kb/entities/more.yaml'),
    '- { id: evil, name: "=HYPERLINK(1)", kind: company, description: "+1", location: "@x" }\n',
  );
  const line = ['list', 'company', '--data', 'kb', '--fields', 'name,description,location', '--format'];
  const csv = (await run([...line, 'csv'], { cwd })).out;
  expect(csv.split('\n')[1]).toBe("'=HYPERLINK(1),'+1,'@x");
  expect((await run([...line, 'tsv'], { cwd })).out.split('\n')[1]).toBe("'=HYPERLINK(1)\t'+1\t'@x");
  expect((await run([...line, 'csv', '--raw-csv'], { cwd })).out.split('\n')[1]).toBe('=HYPERLINK(1),+1,@x');
});
