/** No character that controls a terminal, hides text or reorders it reaches an output, whatever the data and the command line contain. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/command-table.ts';
import { COMMON_FORMATS } from '../../src/cli/options.ts';
import { openDatabase } from '../../src/store/sql/driver.ts';
import { build } from '../kb/build/built.ts';
import { UNSAFE } from '../render/unsafe-text.ts';
import { copyKb } from '../support/damage.ts';
import { packageFolder, run, wordsOf } from '../support/run.ts';

/** ANSI, C1, a bidi override and isolate, a hyperlink, NUL, a backspace, a zero-width space, a line separator. */
const EVIL = '\u001b[31m\u009b1m\u202e\u2066\u001b]8;;http://x\u0007\u0000\u0008\u200b\u2028';

const home = mkdtempSync(join(tmpdir(), 'chipkb-unsafe-'));
afterAll(() => rmSync(home, { recursive: true }));

/** The fields that contain text of any form. */
const TEXT_FIELDS =
  /^(name|description|location|title|publishedBasis|channel|printedDate|dateBasis|note|printed|summary|quote|why|version|precision|mode|task|artefact)$/;

/** The value with unsafe characters in each text. */
function spoilt(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => spoilt(item, key));
  if (typeof value === 'string') return TEXT_FIELDS.test(key) ? `${EVIL}${value}${EVIL}` : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, spoilt(own, name)]));
}

/** A database whose texts are all unsafe, which `check` would refuse in YAML. */
const database = join(home, 'kb.db');
await build(join(packageFolder, 'data'), database, { withTexts: true });
const opened = openDatabase(database, false);
for (const table of ['_entity', '_source', '_claim', '_remark']) {
  const rows = opened?.prepare(`select ordinal, record from ${table}`).all() as {
    ordinal: number;
    record: string;
  }[];
  for (const { ordinal, record } of rows)
    opened
      ?.prepare(`update ${table} set record = ? where ordinal = ?`)
      .run(JSON.stringify(spoilt(JSON.parse(record))), ordinal);
}
opened
  ?.prepare(
    "update _source set text = replace(replace(text, ' the ', '\u202ethe\u202e'), ' a ', '\u001ba\u009b')",
  )
  .run();
opened?.close();

/** A folder whose files contain unsafe characters in values, keys, comments and names. */
copyKb(home);
const folder = join(home, 'data');
for (const part of ['entities', 'sources'])
  for (const name of readdirSync(join(folder, part))) {
    const path = join(folder, part, name);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(/(description|title|note|summary): (?=\w)/g, `$1: \u202e\u200b`),
    );
  }
writeFileSync(
  join(folder, `entities/${EVIL.replace(/[\0/]/g, '')}.yaml`),
  `- {id: x\u202e, ${JSON.stringify('k\u202e')}: 1} # \u202e\n`,
);

writeFileSync(
  join(home, 'claims.yaml'),
  `source: scmp-deepseek-chips\nread: [{quote: ${JSON.stringify(EVIL)}, why: ${JSON.stringify(EVIL)}, ${JSON.stringify(EVIL)}: 1}]\n`,
);
writeFileSync(
  join(home, 'entities.csv'),
  `id,name,kind,description\n${EVIL.replace('\u2028', '')},${EVIL},${EVIL},x\n`,
);
writeFileSync(
  join(home, 'tables.md'),
  `# ${EVIL}\n\n| ${EVIL} | b |\n|---|---|\n| ${EVIL} | ${EVIL} | ${EVIL} |\n`,
);

/** The words that each command needs. */
const WORDS = new Map([
  ['who-supports', 'r1'],
  ['supports', 'huawei'],
  ['show', 'huawei deepseek-r1'],
  ['why', 'huawei siliconflow'],
  ['path', 'huawei r1'],
  ['search', 'chips'],
  ['source', 'scmp-deepseek-chips'],
  ['diff', join(packageFolder, 'test/check/fixtures/base')],
  ['suggest', 'scmp-deepseek-chips'],
  ['propose', 'scmp-deepseek-chips'],
  ['init', 'no-such-folder --dry-run'],
  ['add source', 'data/kb.yaml --id readme --publisher scmp --published 2025-02-05 --dry-run'],
  ['add claims', 'claims.yaml --dry-run'],
  ['import entities', 'entities.csv --dry-run'],
  ['import table', 'tables.md'],
  ['add entity', 'Example --kind person --description x --dry-run'],
  [
    'add edge',
    'deepseek-r1-based-models runs-on metax-gpus --source scmp-deepseek-chips --quote GPUs --dry-run',
  ],
  [
    'add remark',
    'zhang-jianzhong --topic description --summary x --source scmp-deepseek-chips --said-by scmp --quote "former Nvidia China general manager Zhang Jianzhong" --dry-run',
  ],
  ['add read', '--source scmp-deepseek-chips --quote "Photo: Reuters" --why credit --dry-run'],
  ['set', 'nvidia location x --dry-run'],
  ['rename', 'nvidia nv --dry-run'],
  ['remove', 'nvidia --cascade --dry-run'],
  ['merge', 'huawei-ai-modules huawei-accelerator-cards --dry-run'],
  ['update', '--all --from . --dry-run'],
  ['fmt', '--dry-run'],
  ['build', `--output ${join(home, 'new.db')}`],
]);

async function expectSafe(words: readonly string[], columns?: number): Promise<void> {
  const world = { env: { XDG_CACHE_HOME: join(home, 'cache') }, cwd: home };
  const { out, err } = await run(words, columns === undefined ? world : { ...world, columns });
  // The colours of the program itself, and the tabs of TSV.
  const printed = (out + err).replace(/\u001b\[\d+m/g, '').replaceAll('\t', ' ');
  expect(printed).not.toMatch(UNSAFE);
}

describe.each(COMMANDS)('$name', ({ name, formats = [] }) => {
  const words = [...name.split(' '), ...wordsOf(WORDS.get(name) ?? '').filter((word) => word !== '')];

  test('prints no unsafe characters in any format', async () => {
    for (const format of [...COMMON_FORMATS, ...formats])
      await expectSafe([...words, '--data', database, '--format', format]);
    // Its findings are printed as text or as JSON.
    for (const more of [[], ['--json'], ...formats.map((format) => ['--format', format])])
      await expectSafe([...words, '--data', folder, ...more]);
  });

  test('prints no unsafe characters on a terminal, nor any that were typed', async () => {
    const own = name.split(' ');
    await expectSafe([...words, '--data', database], 60);
    await expectSafe([...words, '--data', folder], 60);
    for (const typed of [
      [...own, EVIL],
      [...words, `--${EVIL}`],
      [...own, '--data', EVIL, '--json'],
    ])
      await expectSafe(typed);
  });
});

test('help and errors about the command contain no unsafe characters', async () => {
  for (const words of [[EVIL], ['help', EVIL], [EVIL, '--help'], ['--version', EVIL], ['add', EVIL]])
    await expectSafe(words);
});
