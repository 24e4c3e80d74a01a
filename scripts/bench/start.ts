/** How close a question comes to the time that Node itself takes to start, on two records that are compiled into a package. */
import { appendFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildData } from '../build-data.ts';
import { buildName, bundle } from '../bundle.ts';
import { generate } from './make-kb.ts';
import { type Contender, ended } from './timing.ts';

/** The size of the generated record. */
const GENERATED = { edges: 4000, entities: 600, sources: 25 };

/** Builds both packages below `scratch` and returns the programs to time; `root` is the folder of the repository. */
export async function startContenders(
  root: string,
  scratch: string,
  node: string,
  env: NodeJS.ProcessEnv,
): Promise<Contender[]> {
  const bundled = join(scratch, 'bundled');
  mkdirSync(bundled);
  for (const name of ['bin', 'data', 'seeds', 'package.json'])
    cpSync(join(root, name), join(bundled, name), { recursive: true });
  const build = buildName();
  await bundle(join(bundled, 'dist'), build);

  const generated = join(scratch, 'generated');
  cpSync(bundled, generated, { recursive: true });
  for (const name of ['data', 'seeds']) rmSync(join(generated, name), { recursive: true });
  generate(join(generated, 'data'), GENERATED.edges, 1, GENERATED);
  cpSync(join(generated, 'data', 'seeds'), join(generated, 'seeds'), { recursive: true });
  rmSync(join(generated, 'data', 'seeds'), { recursive: true });
  appendFileSync(join(generated, 'data', 'kb.yaml'), 'texts: ../seeds\n');

  for (const home of [bundled, generated]) {
    buildData(home, build);
    // A package contains no texts.
    rmSync(join(home, 'seeds'), { recursive: true });
  }
  const empty = join(scratch, 'empty.cjs');
  writeFileSync(empty, '');
  const { model, typo } = await typicalModel(node, generated, env);
  return [
    { name: 'an empty program', argv: [node, empty], goal: null, fault: () => null },
    contender('--version', [node, program(bundled), '--version'], 1.5, /^\d+\.\d+/),
    contender('--help', [node, program(bundled), '--help'], 1.5, /chipkb/),
    ...(await questions('bundled data', node, bundled, 'deepseek-r1', 'depseek-r1', env)),
    ...(await questions(`${GENERATED.edges.toLocaleString('en')} claims`, node, generated, model, typo, env)),
    ...peers(root, node),
  ];
}

const program = (home: string) => join(home, 'bin', 'chipkb.cjs');

const contender = (name: string, argv: string[], goal: number | null, answer: RegExp): Contender => ({
  name,
  argv,
  goal,
  fault: ({ out }) => (answer.test(out) ? null : `the answer does not match ${answer}`),
});

/** One question in several forms; the answers must equal those from the YAML files. */
async function questions(
  record: string,
  node: string,
  home: string,
  model: string,
  typo: string,
  env: NodeJS.ProcessEnv,
): Promise<Contender[]> {
  const chipkb = (...words: string[]) => [node, program(home), 'who-supports', ...words];
  const expected = async (...words: string[]) =>
    (await ended({ argv: chipkb(...words, '--no-cache') }, env)).out;
  const json = await expected(model, '--json');
  const table = await expected(model);
  const equals =
    (answer: string) =>
    ({ out }: { out: string }) =>
      out === answer && out !== '' ? null : `it answered ${JSON.stringify(out.slice(0, 80))}`;
  const name = (form: string) => `who-supports, ${form}, ${record}`;
  return [
    { name: name('--json'), argv: chipkb(model, '--json'), goal: 1.5, fault: equals(json) },
    { name: name('table in a pipe'), argv: chipkb(model), goal: 1.7, fault: equals(table) },
    { ...contender(name('table on a terminal'), chipkb(model), null, /supports/i), onTerminal: true },
    { name: name('a corrected typo'), argv: chipkb(typo), goal: null, fault: equals(table) },
  ];
}

/** A model with some ten claims and a name without digits, and the name with a letter left out. */
async function typicalModel(node: string, home: string, env: NodeJS.ProcessEnv) {
  const { out } = await ended({ argv: [node, program(home), 'models', '--json'] }, env);
  const models = JSON.parse(out) as { id: string; name: string; claims: number }[];
  const model = models.find(
    ({ name, claims }) => claims >= 10 && claims <= 20 && /^[A-Za-z ]{9,}$/.test(name),
  );
  if (model === undefined) throw new Error('the generated record has no typical model');
  return { model: model.id, typo: model.name.slice(0, 4) + model.name.slice(5) };
}

/** Programs from npm that answer from their own data. The questions differ, so only the start is comparable. */
const PEERS: [name: string, script: string, words: string[], answer: RegExp][] = [
  ['browserslist "last 1 chrome version"', 'browserslist/cli.js', ['last 1 chrome version'], /^chrome \d/],
  ['caniuse flexbox', 'caniuse-cli/index.js', ['flexbox'], /Flexible Box/],
  ['wb --version', 'wikibase-cli/bin/wb.js', ['--version'], /^\d+\.\d+/],
];

/** The peers that `npm install --prefix bench` installed. */
const peers = (root: string, node: string): Contender[] =>
  PEERS.flatMap(([name, script, words, answer]) => {
    const file = join(root, 'bench', 'node_modules', script);
    return existsSync(file) ? [contender(name, [node, file, ...words], null, answer)] : [];
  });
