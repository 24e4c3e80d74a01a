/** What starting the built program loads: a slow import can't creep in. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { THREAD } from '../scripts/bundle.ts';
import { installed } from './support/installed.ts';

const { home, bundled } = await installed('chipkb-start-');
afterAll(() => rmSync(home, { recursive: true }));
const { files, modules } = bundled;

/** Tells on the third stream which files of the program were loaded, and which modules of Node besides those of any start. */
writeFileSync(
  join(home, 'loaded.cjs'),
  `const before = new Set(process.moduleLoadList);
   const { loaded, start } = require('./bin/chipkb.cjs');
   process.on('exit', () => {
     const own = process.moduleLoadList.filter((name) => !before.has(name));
     require('node:fs').writeSync(3, JSON.stringify([[...loaded.keys()], own]));
   });
   start();`,
);

const env = { PATH: process.env.PATH, XDG_CACHE_HOME: join(home, 'caches') };

function chipkb(line: string, program = 'bin/chipkb.cjs') {
  const { status, stdout, stderr, output } = spawnSync(
    process.execPath,
    [join(home, program), ...line.split(' ')],
    {
      cwd: tmpdir(),
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    },
  );
  return { code: status, out: stdout, err: stderr, told: output[3] ?? '' };
}

const TEXT = 'parts/text.cjs';
const NOT_ANSWERED = 3;

test.each<[line: string, parts: string[], code?: number]>([
  ['--version', []],
  ['--help', []],
  ['help show', []],
  ['who-supports deepseek-r1 --json', []],
  ['show huawei --format csv', []],
  ['who-supports depseek-r1 --json', []],
  ['who-supports deepseek-r1', [TEXT]],
  ['show huawei --format yaml', ['parts/yaml.cjs', 'parts/yaml-code.cjs']],
  ['show 摩尔线程', ['parts/chinese.cjs', TEXT]],
  ['who-supports deepseek-r1 --color', ['parts/chalk.cjs', TEXT]],
  ['show zzzz --json', ['parts/chinese.cjs', 'parts/fuse.js.cjs'], NOT_ANSWERED],
])('%s loads the program and %j', (line, parts, code = 0) => {
  const ran = chipkb(line, 'loaded.cjs');
  const [loaded, node] = JSON.parse(ran.told) as [string[], string[]];
  expect({ code: ran.code, loaded: loaded.map((file) => relative(join(home, 'dist'), file)), node }).toEqual({
    code,
    loaded: ['chipkb.cjs', ...parts],
    node: ['NativeModule vm', 'NativeModule process'],
  });
});

test('every run loads commander and what asks, answers and prints, and nothing else', () => {
  const own = modules.get('chipkb.cjs') ?? [];
  const packages = new Set(own.flatMap((path) => /^node_modules\/([^/]+)/.exec(path)?.[1] ?? []));
  const sources = own.filter((path) => path.startsWith('src/')).map((path) => path.slice('src/'.length));
  expect([...packages]).toEqual(['commander']);
  expect(sources).toMatchInlineSnapshot(`
    [
      "cache/compiled.ts",
      "cache/inputs.ts",
      "cache/place.ts",
      "cli/ask.ts",
      "cli/colour.ts",
      "cli/command.ts",
      "cli/commands/add-source.ts",
      "cli/commands/add.ts",
      "cli/commands/build.ts",
      "cli/commands/cache.ts",
      "cli/commands/change.ts",
      "cli/commands/check.ts",
      "cli/commands/diff.ts",
      "cli/commands/fmt.ts",
      "cli/commands/index.ts",
      "cli/commands/init.ts",
      "cli/commands/links.ts",
      "cli/commands/lists.ts",
      "cli/commands/matrix.ts",
      "cli/commands/search.ts",
      "cli/commands/show.ts",
      "cli/commands/source.ts",
      "cli/commands/suggest.ts",
      "cli/commands/support.ts",
      "cli/data-folder.ts",
      "cli/options.ts",
      "cli/output.ts",
      "cli/pair.ts",
      "cli/program.ts",
      "cli/run.ts",
      "errors.ts",
      "main.ts",
      "model/ascii.ts",
      "model/finding.ts",
      "model/group-by.ts",
      "model/names.ts",
      "model/quote-index.ts",
      "model/selector.ts",
      "model/terms.ts",
      "model/vocabulary.ts",
      "open-store.ts",
      "query/claims.ts",
      "query/answer-builder.ts",
      "query/list.ts",
      "query/matrix.ts",
      "query/mention-finder.ts",
      "query/path.ts",
      "query/related-models.ts",
      "query/search.ts",
      "query/sentences.ts",
      "query/show.ts",
      "query/source.ts",
      "query/who-supports.ts",
      "query/why.ts",
      "render/annotations.ts",
      "render/clean.ts",
      "render/formats.ts",
      "render/paint.ts",
      "render/view.ts",
      "render/views/list.ts",
      "render/views/matrix.ts",
      "render/views/parts.ts",
      "render/views/path.ts",
      "render/views/search.ts",
      "render/views/show.ts",
      "render/views/source.ts",
      "render/views/support.ts",
      "render/views/why.ts",
      "render/width.ts",
      "render/wrap.ts",
      "store/claim-index.ts",
      "store/edit-distance.ts",
      "store/fuzzy.ts",
      "store/holding.ts",
      "store/memory-store.ts",
      "store/name-index-in-memory.ts",
      "store/name-index.ts",
      "store/resolve.ts",
      "write/state.ts",
    ]
  `);
});

test('no file of the program is in two parts, and all is ASCII', () => {
  // A thread shares nothing with the program.
  const names = [...files.keys()].filter((name) => name !== `${THREAD}.cjs`);
  const sources = names.flatMap((name) => modules.get(name) ?? []).filter((path) => path.startsWith('src/'));
  expect(sources.filter((path, index) => sources.indexOf(path) !== index)).toEqual([]);
  expect(names.filter((name) => /[^\0-\x7f]/.test(files.get(name) ?? ''))).toEqual([]);
});

test('code of another version of V8, or damaged, is done without', () => {
  const plain = chipkb('who-supports deepseek-r1 --json');
  const code = join(home, `dist/chipkb.cjs.${process.version}-${process.arch}.code`);
  writeFileSync(code, Buffer.alloc(5000, 7));
  expect(chipkb('who-supports deepseek-r1 --json')).toEqual(plain);
  rmSync(code);
  expect(plain.code).toBe(0);
});

test('several processes may build a cache at once', async () => {
  const folder = join(home, 'other');
  cpSync(join(home, 'data'), join(folder, 'data'), { recursive: true });
  cpSync(join(home, 'seeds'), join(folder, 'seeds'), { recursive: true });
  const { promisify } = await import('node:util');
  const { execFile } = await import('node:child_process');
  const line = ['who-supports', 'deepseek-r1', '--json', '--data', join(folder, 'data')];
  const runs = await Promise.all(
    Array.from({ length: 6 }, () =>
      promisify(execFile)(process.execPath, [join(home, 'bin/chipkb.cjs'), ...line], { env }),
    ),
  );
  const { out } = chipkb('who-supports deepseek-r1 --json');
  expect(runs).toEqual(runs.map(() => ({ stdout: out, stderr: '' })));
  const endings = readdirSync(join(home, 'caches/chipkb')).map((name) => name.replace(/.*\./, ''));
  expect([...new Set(endings)].sort()).toEqual(['code', 'kb']);
});
