/** The growth: how long questions take of a made-up knowledge base of any size, and what building it into one file costs. */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../src/store/sql/driver.ts';
import { generate } from './make-kb.ts';
import { type Contender, ended } from './timing.ts';

/** A figure other than the time of a question. */
export interface Fact {
  name: string;
  value: number;
  unit: string;
  goal: number | null;
}

/** The contenders of one size, and the facts of building it. */
export interface Growth {
  contenders: Contender[];
  facts: Fact[];
}

/** Makes a knowledge base of `edges` claims below `scratch`, builds it, and returns the programs to time. The program must be built. */
export async function growth(
  root: string,
  scratch: string,
  edges: number,
  env: NodeJS.ProcessEnv,
): Promise<Growth> {
  const folder = join(scratch, `kb-${edges}`);
  const file = join(scratch, `kb-${edges}.db`);
  generate(folder, edges, 1);
  const chipkb = (...words: string[]) => [process.execPath, join(root, 'bin/chipkb.cjs'), ...words];

  const parse = [process.execPath, join(root, 'scripts/bench/parse-yaml.cjs'), folder];
  const parsed = await ended({ argv: parse }, env);
  const built = await measured(chipkb('build', folder, '-o', file), env);
  // The first question of the folder fills its cache.
  const question = chipkb('sources', '--limit', '1', '--data', folder);
  await ended({ argv: question }, env);
  const [source = ''] = readdirSync(join(folder, 'sources')).slice(edges >= 10_000 ? 3 : 0);
  appendFileSync(join(folder, 'sources', source), '\n# A remark of the author.\n');
  const refreshed = await measured(question, env);
  const yaml = bytesIn(folder, ['entities', 'sources']);
  const size = statSync(file).size;

  const names = await exampleOf(file);
  const questions: [name: string, words: string[]][] = [
    ['who-supports', ['who-supports', names.model]],
    ['show', ['show', names.company]],
    ['why', ['why', names.company, names.model]],
    ['search', ['search', names.word, 'preview']],
    ['a corrected typo', ['who-supports', names.typo]],
    ['path of 4 hops', ['path', ...names.path]],
  ];
  const contenders: Contender[] = [];
  const memory: Fact[] = [];
  for (const [name, words] of questions) {
    const expected = (await ended({ argv: chipkb(...words, '--json', '--data', file) }, env)).out;
    const fault = ({ out }: { out: string }) =>
      out === expected && out.length > 2 ? null : `it answered ${JSON.stringify(out.slice(0, 80))}`;
    for (const [way, data] of [
      ['file', file],
      ['folder', folder],
    ] as const)
      contenders.push({
        name: `${edges.toLocaleString('en')} claims, ${name}, asking the ${way}`,
        argv: chipkb(...words, '--json', '--data', data),
        goal: 2.5,
        fault,
      });
    const { peak } = await measured(chipkb(...words, '--json', '--data', file), env);
    memory.push({ name: `peak memory, ${name}`, value: peak, unit: 'MB', goal: 100 });
  }
  // The cost of building is measured for large knowledge bases only, commands that print everything for small ones only.
  const large = edges >= 1_000_000;
  for (const command of large ? [] : ['list', 'vendors', 'models', 'matrix'])
    contenders.push({
      name: `${edges.toLocaleString('en')} claims, ${command}, asking the folder`,
      argv: chipkb(command, '--json', '--data', folder),
      goal: 4,
      fault: ({ out }) => (out.length > 2 ? null : 'it answered nothing'),
    });
  return {
    contenders,
    facts: [
      { name: 'full build', value: built.time / 1000, unit: 's', goal: large ? 150 : null },
      {
        name: 'full build, times yaml.parse of the same bytes',
        value: built.time / parsed.time,
        unit: '',
        goal: null,
      },
      { name: 'full build, peak memory', value: built.peak, unit: 'MB', goal: 1200 },
      {
        name: 'an answer after one changed file',
        value: refreshed.time / 1000,
        unit: 's',
        goal: large ? 4 : null,
      },
      { name: 'size of the file, times the YAML', value: size / yaml, unit: '', goal: large ? 2.2 : null },
      ...memory,
    ].map((fact) => ({ ...fact, name: `${edges.toLocaleString('en')} claims, ${fact.name}` })),
  };
}

const bytesIn = (folder: string, names: readonly string[]): number =>
  names
    .flatMap((name) => readdirSync(join(folder, name)).map((one) => statSync(join(folder, name, one)).size))
    .reduce((sum, bytes) => sum + bytes, 0);

/** Entities that are neither rare nor the best known, so that an answer is of a usual length. */
async function exampleOf(file: string) {
  const database = openDatabase(file, true);
  if (database === null) throw new Error('there is no SQLite here');
  const one = (sql: string, ...parameters: string[]) =>
    database.prepare(sql).get(...parameters) as unknown as { from: string; to: string; name: string };
  const claim = one(
    `select c.from_id as "from", c.to_id as "to", t.name from _claim c
     join _entity f on f.id = c.from_id join entities t on t.id = c.to_id
     where c.relation = 'supports' and f.kind = 'company' and t.name not glob '*[0-9]*' and length(t.name) > 7
       and (select count(*) from _claim x where x.to_id = t.id) between 8 and 20
       and (select count(*) from _claim x where x.from_id = f.id) between 8 and 60
     order by c.ordinal limit 1 offset 20`,
  );
  const goal = one(
    `with recursive walk(id, hops) as (
       select id, 0 from _entity where id = ?
       union
       select case when c.from_id = w.id then c.to_id else c.from_id end, hops + 1
       from walk w join _claim c on (c.from_id = w.id or c.to_id = w.id) where hops < 4
       limit 3000)
     select id as "to" from walk where hops = (select max(hops) from walk) limit 1`,
    claim.from,
  );
  database.close();
  const at = Math.floor(claim.name.length / 2);
  return {
    model: claim.to,
    company: claim.from,
    word: claim.name.split(/[ -]/)[0] ?? '',
    typo: `${claim.name.slice(0, at)}${claim.name.slice(at + 1)}`,
    path: [claim.from, goal.to],
  };
}

/** Runs a program to its end; its time in milliseconds and its peak memory in MB, if the system reports it. */
function measured(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<{ time: number; peak: number }> {
  const [program = '', ...words] = argv;
  return new Promise((done, failed) => {
    const start = process.hrtime.bigint();
    const child = spawn(program, words, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    let peak = Number.NaN;
    const look = setInterval(() => {
      const status = `/proc/${child.pid}/status`;
      if (!existsSync(status)) return;
      const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8')) ?? [];
      if (kilobytes !== undefined) peak = Number(kilobytes) / 1000;
    }, 5);
    child.on('error', failed);
    child.on('close', (code) => {
      clearInterval(look);
      if (code !== 0) failed(new Error(`${words.join(' ')} ended in ${code}`));
      else done({ time: Number(process.hrtime.bigint() - start) / 1e6, peak });
    });
  });
}
