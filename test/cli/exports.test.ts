/** CSV, TSV and Markdown of every command, and what goes to which stream. */
import { expect, test } from 'vitest';
import { parseCsv } from '../support/csv.ts';
import { ask } from '../support/run.ts';

/** The rows of a CSV as objects by the names of the columns. */
async function csvOf(line: string): Promise<Record<string, string>[]> {
  const { code, out } = await ask(`${line} --format csv --quiet`);
  const [columns = [], ...rows] = parseCsv(out);
  expect({ line, code, wrong: rows.filter((row) => row.length !== columns.length) }).toEqual({
    line,
    code: 0,
    wrong: [],
  });
  return rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index] ?? ''])));
}

/** A command line with rows, and one of the same command without. */
test.each([
  ['who-supports r1', '--status verified'],
  ['who-supports r1 --passages', '--status verified'],
  ['supports huawei', '--status verified'],
  ['why moore-threads r1', '--status verified'],
  ['claims', '--status verified'],
  ['remarks', '--as-of 2020-01-01'],
  ['timeline', '--status verified'],
  ['compare huawei tencent', '--status verified'],
  ['cite moore-threads r1', '--status verified'],
  ['search huawei', '--kind publisher'],
  ['matrix --long', '--status verified'],
  ['path nvidia r1', '--relation owns'],
  ['vendors', '--status verified'],
  ['list', '--status verified'],
  ['coverage', '--uncovered'],
])('%s prints the same columns with %s, without rows', async (line, filter) => {
  for (const format of ['csv', 'tsv']) {
    const full = (await ask(`${line} -f ${format} -q`)).out.split('\n');
    const empty = (await ask(`${line} ${filter} -f ${format} -q`)).out.split('\n');
    expect(full.length).toBeGreaterThan(2);
    expect(empty).toEqual([full[0], '']);
  }
});

test('a row of who-supports is one claim, with ids and names in columns of their own', async () => {
  const rows = await csvOf('who-supports r1');
  expect(rows).toHaveLength(10);
  expect(rows.filter((row) => row['supporter.id'] === 'huawei').map((row) => row.id)).toEqual([
    'huawei.supports.deepseek-models+ascend-cloud-service+siliconflow+in-progress+huawei@scmp-deepseek-chips',
    'huawei.supports.deepseek-models+in-progress+scmp+during-the-lunar-new-year-holiday@scmp-deepseek-chips',
  ]);
  expect(rows.find((row) => row['supporter.id'] === 'metax')).toMatchObject({
    'supporter.name': 'MetaX',
    'model.id': 'deepseek-r1-based-models',
    'model.name': 'DeepSeek-R1-based models',
    'via.id': 'metax-gpus',
    'via.name': 'MetaX GPUs',
    'saidBy.id': 'gitee-ai',
    'saidBy.name': 'Gitee AI',
    status: 'available',
    date: '',
    notAfter: '2025-02-05',
    source: 'scmp-deepseek-chips',
    'publisher.name': 'SCMP',
  });
});

test('no cell of a claim contains several values', async () => {
  for (const line of ['claims', 'claims --passages', 'path nvidia r1', 'timeline', 'compare huawei metax']) {
    for (const row of await csvOf(line)) {
      const several = Object.entries(row).filter(
        ([name, cell]) => /\.(?:id|kind)$/.test(name) && cell.includes(';'),
      );
      expect({ line, id: row.id, several: several.filter(([name]) => !name.startsWith('with.')) }).toEqual({
        line,
        id: row.id,
        several: [],
      });
    }
  }
});

test('--passages prints a row for each quote with its place and source', async () => {
  const rows = await csvOf('why moore-threads r1 --passages');
  expect(rows.map(({ line, title, published }) => ({ line, title: title?.slice(0, 9), published }))).toEqual(
    ['12', '8', '16'].map((line) => ({ line, title: 'Tech war:', published: '2025-02-05' })),
  );
  expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
  expect(rows[2]?.quote).toBe('Moore Threads’ pledge comes days after');
});

test('a matrix has a column for each model, and with --long a row for each cell with claims', async () => {
  const wide = await csvOf('matrix');
  expect(wide.find((row) => row['supporter.id'] === 'moore-threads')).toEqual({
    'supporter.id': 'moore-threads',
    'supporter.name': 'Moore Threads',
    roles: 'chip-vendor',
    'deepseek-models': '',
    'deepseek-r1': 'pledged',
    'deepseek-r1-based-models': '',
    'deepseek-v3': 'pledged',
  });
  const long = await csvOf('matrix --long');
  const recorded = wide.flatMap((row) => Object.entries(row).filter(([name]) => name.startsWith('deepseek')));
  expect(long).toHaveLength(recorded.filter(([, status]) => status !== '').length);
  expect((await ask('matrix --long --role infrastructure -q')).out).toBe(
    '  Supporter    Role            Model            Status\n  SiliconFlow  infrastructure  DeepSeek models  ◐ in progress\n',
  );
});

test('a path has a row for each hop', async () => {
  const rows = await csvOf('path nvidia r1');
  expect(rows.map((row) => [row.path, row.hop, row['a.id'], row['b.id']])).toEqual([
    ['1', '1', 'nvidia', 'zhang-jianzhong'],
    ['1', '2', 'zhang-jianzhong', 'moore-threads'],
    ['1', '3', 'moore-threads', 'deepseek-r1'],
  ]);
});

test.each([
  ['--fields supporter,supporter.name', 'supporter.id,supporter.name', 'iluvatar-corex,Iluvatar Corex'],
  ['--fields status,model.name', 'status,model.name', 'in-progress,DeepSeek-R1'],
  ['--fields id --no-headers', 'iluvatar-corex.supports.deepseek-r1@scmp-deepseek-chips', ''],
  ['--fields status --bom', '\ufeffstatus', 'in-progress'],
])('CSV with %s starts with %s', async (flags, first, second) => {
  const { out } = await ask(`who-supports r1 -n 1 -q -f csv ${flags}`);
  expect(out.split('\n').slice(0, 2)).toEqual([first, second]);
});

test.each([
  ['-f md', '--format markdown'],
  ['-f jsonl', '--format ndjson'],
  ['-f yml', '--format yaml'],
  ['-fjson', '--json'],
  ['-n 2', '--limit 2'],
])('%s means %s', async (short, long) => {
  expect(await ask(`vendors ${short}`)).toEqual(await ask(`vendors ${long}`));
});

test.each([
  ['vendors --bom', '--bom needs --format csv or tsv'],
  ['vendors --json --raw-csv', '--raw-csv needs --format csv or tsv'],
  ['claims --passages', '--passages needs --format csv or tsv'],
  ['vendors --color', '--color <when> needs a value'],
  ['vendors --color blue', '“blue” is not a valid value of --color'],
  ['claims -f csv --fields nope', 'unknown field “nope”'],
])('%s is wrong usage', async (line, message) => {
  const { code, out, err } = await ask(line);
  const said = line.includes('--json')
    ? (JSON.parse(err) as { error: { message: string } }).error.message
    : err;
  expect({ code, out, said: said.replace(/^error: /, '').split('\n')[0] }).toEqual({
    code: 2,
    out: '',
    said: message,
  });
});

test('in a pipe stdout has the table alone; title, legend and footer go to stderr', async () => {
  const { out, err } = await ask('matrix --role infrastructure');
  expect(out).toBe('  Supporter    Role            DeepSeek models\n  SiliconFlow  infrastructure  ◐\n');
  expect(err).toBe(
    'Supporters by model\n\n  ◐ in progress\n\n1 supporter · 1 model · 1 claim        chipkb why <supporter> <model> shows the evidence\n',
  );
});

test('in a pipe an answer that is a text keeps its title, and its footer goes to stderr', async () => {
  const { out, err } = await ask('show kuae');
  expect({ title: out.split('\n')[0], lines: err.split('\n').length }).toEqual({ title: 'KUAE', lines: 2 });
  expect(out).not.toContain(err.trim());
});

test('--quiet prints no notes, hints or footers, but corrections and errors', async () => {
  expect((await ask('vendors --limit 2 -q')).err).toBe('');
  expect((await ask('vendors --status verified -q')).err).toBe('');
  expect((await ask('show huawai -q')).err).toBe('Showing results for Huawei (“huawai” not found).\n');
  expect((await ask('show nothing-like-it -q')).err).toContain('error: ');
  expect((await ask('vendors -q', { columns: 100 })).out).not.toContain('chipkb show <id>');
});

test('--no-headers leaves out the names of columns', async () => {
  expect((await ask('list person -q --no-headers')).out).toMatch(/^ {2}Zhang Jianzhong .*\n$/);
  expect((await ask('list person -f tsv --no-headers')).out).toMatch(/^zhang-jianzhong\t.*\n$/);
});

test('Markdown has headings, tables, and claimants that link to the source', async () => {
  const { out } = await ask('who-supports r1 --scope exact --format markdown -n 1');
  expect(out).toBe(
    [
      '## Who supports DeepSeek-R1?',
      '### DeepSeek-R1 named',
      '| Supporter | Role | Status | Via | Said by | Date |\n| --- | --- | --- | --- | --- | --- |\n| Iluvatar Corex | chip vendor | ◐ in progress | – | [itself](https://www.thestar.com.my/tech/tech-news/2025/02/05/tech-war-chinas-chip-firms-embrace-deepseek-in-ai-self-sufficiency-drive) | 2025-02-04 |\n',
    ].join('\n\n'),
  );
});

test('Markdown has quotes as block quotes, with their source', async () => {
  const { out } = await ask('why metax r1 --format markdown');
  expect(out).toContain('\n>\n> **Gitee AI, a Shenzhen-based one-stop service website');
  expect(out).toMatch(
    /\n### Sources\n\n\\\[1\\\] SCMP, “Tech war: [^\n]*\n\n<https:\/\/www\.thestar\.com\.my\/[^\n]*>\n$/,
  );
});

test('Markdown without rows has the heading, the message, and the names of the columns', async () => {
  expect((await ask('vendors --status verified --format md')).out).toBe(
    '## Vendors\n\nNo vendors recorded with these filters.\n\n| Name | Role | Location | Hardware | Models |\n| --- | --- | --- | --- | --- |\n',
  );
});
