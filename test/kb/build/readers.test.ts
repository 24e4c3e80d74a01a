/** Other programs, from Debian's packages, read the file that `build` writes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SupportRow } from '../../../src/query/answers/support.ts';
import { VIEWS } from '../../../src/store/sql/views.ts';
import { askJson, packageFolder } from '../../support/run.ts';
import { isSlow } from '../../support/runs.ts';
import { build } from './built.ts';

/** Prints the rows of a query as JSON, like the other programs. */
const PANDAS = `import sys, sqlite3, pandas
print(pandas.read_sql(sys.argv[2], sqlite3.connect(sys.argv[1])).to_json(orient="records"))`;

/** Each program with its words before the file and the query. Debian's own Python has pandas. */
const READERS: readonly [name: string, words: readonly [string, ...string[]]][] = [
  ['sqlite3', ['sqlite3', '-readonly', '-json']],
  ['sqlite-utils', ['sqlite-utils', 'query']],
  ['pandas', ['/usr/bin/python3', '-c', PANDAS]],
];

const scratch = mkdtempSync(join(tmpdir(), 'chipkb-readers-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const file = join(scratch, 'kb.db');

/** The output of a program; null if it is not installed. */
function output([program, ...words]: readonly [string, ...string[]]): string | null {
  const { error, status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  const isMissing = error !== undefined || stderr.includes('ModuleNotFoundError');
  if (!isMissing && status !== 0) throw new Error(`${program}: ${stderr}`);
  return isMissing ? null : stdout;
}

describe.runIf(isSlow).each(READERS)('%s', (name, words) => {
  beforeAll(() => build(join(packageFolder, 'data'), file));

  /** The rows of a query. Skips the test if the program is not installed. */
  function rows(sql: string, skip: (reason: string) => never): Record<string, unknown>[] {
    const printed = output([...words, file, sql]);
    if (printed === null)
      return skip(`${name} is not installed, and scripts/install-readers.sh could not install it`);
    return JSON.parse(printed);
  }

  test('answers who supports a model as the program does, with the passages', async ({ skip }) => {
    const sql = `select supporter_name, named_model, scope, status, claim, title, line, quote
      from who_supports where model = 'deepseek-r1' order by claim`;
    const answered = (await askJson<SupportRow[]>('who-supports deepseek-r1')).flatMap((row) =>
      row.claims.map(({ id, to, scope, status, evidence }) => ({
        supporter_name: row.supporter?.name,
        named_model: to.id,
        scope,
        status,
        claim: id,
        title: evidence[0]?.title,
        line: evidence[0]?.line,
        quote: evidence.map((one) => ('quote' in one ? one.quote : null))[0],
      })),
    );
    expect(rows(sql, skip)).toEqual(answered.sort((a, b) => (a.claim < b.claim ? -1 : 1)));
  });

  test('reads every view, with the columns that the metadata describes', ({ skip }) => {
    for (const { name: view, columns } of VIEWS) {
      const [first] = rows(`select * from ${view} limit 1`, skip);
      expect(Object.keys(first ?? {})).toEqual(columns.map(([column]) => column));
    }
  });

  test('finds passages by their words, and changes nothing in the file', ({ skip }) => {
    const before = readFileSync(file);
    const sql = `select count(*) as found from _claim
      where ordinal in (select rowid from _claim_text where _claim_text match 'wechat')`;
    expect(rows(sql, skip)).toEqual([{ found: 2 }]);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});
