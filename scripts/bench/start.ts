/** The start: how near a question on the bundled data comes to the time that Node takes to start, beside other programs. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKb } from '../../src/load/load-kb.ts';
import { toRecords } from '../../src/load/to-records.ts';
import { type Contender, ended, quietEnv } from './timing.ts';

/** The contenders of the start, and those that were left out, with why. */
export interface Start {
  contenders: Contender[];
  leftOut: string[];
  env: NodeJS.ProcessEnv;
}

const MODEL = 'deepseek-r1';

/** Makes what the contenders need below `scratch`. The program must be built. */
export async function start(root: string, scratch: string): Promise<Start> {
  const env = quietEnv({ XDG_CACHE_HOME: join(scratch, 'caches') });
  const chipkb = (...words: string[]) => [process.execPath, join(root, 'bin/chipkb.cjs'), ...words];
  const question = ['who-supports', MODEL];
  for (const name of ['data', 'seeds']) cpSync(join(root, name), join(scratch, name), { recursive: true });
  const elsewhere = ['--data', join(scratch, 'data')];
  writeFileSync(join(scratch, 'empty.cjs'), '');
  // As npm installs it.
  const installed = join(scratch, 'installed');
  for (const name of ['bin', 'dist', 'data', 'package.json'])
    cpSync(join(root, name), join(installed, name), {
      recursive: true,
      filter: (path) => !/\.code$|\/data\.kb$/.test(path),
    });

  const json = (await ended({ argv: chipkb(...question, '--json', '--no-cache') }, env)).out;
  const table = (await ended({ argv: chipkb(...question, '--no-cache') }, env)).out;
  const same = (expected: string) => (ran: { out: string }) =>
    ran.out === expected ? null : `it did not answer ${JSON.stringify(expected.slice(0, 60))}…`;
  const holds = (expected: RegExp) => (ran: { out: string }) =>
    expected.test(ran.out) ? null : `its answer does not match ${expected}`;
  const own = (
    name: string,
    words: string[],
    goal: number | null,
    fault: Contender['fault'],
    onTerminal = false,
  ): Contender => ({ name: `chipkb ${name}`, argv: chipkb(...words), goal, fault, onTerminal });

  const contenders: Contender[] = [
    {
      name: 'an empty program',
      argv: [process.execPath, join(scratch, 'empty.cjs')],
      goal: null,
      fault: same(''),
    },
    own('--version', ['--version'], 1.4, holds(/^\d+\.\d+/)),
    own('--help', ['--help'], 1.4, holds(/^Usage: chipkb/)),
    own('who-supports --json', [...question, '--json'], 1.4, same(json)),
    own('who-supports, table in a pipe', question, 1.6, same(table)),
    own('who-supports, coloured table on a terminal', question, 1.8, holds(/\u001b\[1m.*Who supports/), true),
    own('who-supports, a corrected typo', ['who-supports', 'depseek-r1'], 1.8, same(table)),
    {
      name: 'chipkb who-supports --json, an installed package',
      argv: [process.execPath, join(installed, 'bin/chipkb.cjs'), ...question, '--json'],
      goal: 1.4,
      fault: same(json),
    },
    own(
      'who-supports --json of a folder with its cache',
      [...question, '--json', ...elsewhere],
      null,
      same(json),
    ),
    own('who-supports --json of the YAML itself', [...question, '--json', '--no-cache'], null, same(json)),
  ];
  const ids = (await ended({ argv: chipkb(...question, '--scope', 'exact', '--format', 'ids') }, env)).out;
  const { others, leftOut } = otherTools(root, scratch, ids.trim().split('\n').sort());
  for (const [name, script, words, answer] of PEERS) {
    const file = join(root, 'bench/node_modules', script);
    if (existsSync(file))
      others.push({ name, argv: [process.execPath, file, ...words], goal: null, fault: holds(answer) });
    else leftOut.push(`${name} (npm install --prefix bench)`);
  }
  return { contenders: [...contenders, ...others], leftOut, env };
}

/** Programs from npm that answer from data of their own: another question, so that only their start is compared. */
const PEERS: [name: string, script: string, words: string[], answer: RegExp][] = [
  ['browserslist "last 1 chrome version"', 'browserslist/cli.js', ['last 1 chrome version'], /^chrome \d/],
  ['caniuse flexbox', 'caniuse-cli/index.js', ['flexbox'], /Flexible Box/],
  ['wb --version', 'wikibase-cli/bin/wb.js', ['--version'], /^\d+\.\d+/],
];

/** Who is named as supporting the model, asked of the same claims in the forms of other tools. */
function otherTools(
  root: string,
  scratch: string,
  ids: readonly string[],
): { others: Contender[]; leftOut: string[] } {
  const { records } = loadKb({ folder: join(root, 'data'), shownFrom: root, receiptsFile: '' });
  const claims = toRecords(records).claims.map(({ relation, from, to }) => ({ relation, from, to }));
  const file = (name: string, text: string) => {
    mkdirSync(join(scratch, 'claims'), { recursive: true });
    writeFileSync(join(scratch, 'claims', name), text);
    return join(scratch, 'claims', name);
  };
  const rows = claims.map(({ relation, from, to }) => [relation, from, to]);
  const sql = [
    'create table claim (relation text, subject text, object text); create index by_object on claim (object, relation);',
    ...rows.map((row) => `insert into claim values (${row.map((word) => `'${word}'`).join(', ')});`),
  ].join('\n');
  const database = join(scratch, 'claims.db');
  const tools: [name: string, argv: string[]][] = [
    [
      'jq',
      [
        '-r',
        `.[] | select(.relation == "supports" and .to == "${MODEL}") | .from`,
        file('claims.json', JSON.stringify(claims)),
      ],
    ],
    ['sqlite3', [database, `select subject from claim where object = '${MODEL}' and relation = 'supports'`]],
    [
      'recsel',
      [
        '-e',
        `relation = 'supports' && to = '${MODEL}'`,
        '-P',
        'from',
        file(
          'claims.rec',
          claims
            .map(({ relation, from, to }) => `relation: ${relation}\nfrom: ${from}\nto: ${to}\n`)
            .join('\n'),
        ),
      ],
    ],
    [
      'mlr',
      [
        '--icsv',
        '--onidx',
        'filter',
        `$relation == "supports" && $to == "${MODEL}"`,
        'then',
        'cut',
        '-f',
        'from',
        file('claims.csv', ['relation,from,to', ...rows.map((row) => row.join(','))].join('\n')),
      ],
    ],
  ];
  const isThere = (name: string) => spawnSync(name, ['--version']).error === undefined;
  if (isThere('sqlite3')) spawnSync('sqlite3', [database], { input: sql });
  const fault: Contender['fault'] = ({ out }) => {
    const found = [...new Set(out.split('\n').filter((line) => line.trim() !== ''))].sort();
    return found.join() === ids.join() ? null : `it found ${found.join(', ')} and not ${ids.join(', ')}`;
  };
  return {
    others: tools
      .filter(([name]) => isThere(name))
      .map(([name, words]) => ({
        name: `${name}, the supporters of the model`,
        argv: [name, ...words],
        goal: null,
        fault,
      })),
    leftOut: tools.filter(([name]) => !isThere(name)).map(([name]) => `${name} (not installed)`),
  };
}
