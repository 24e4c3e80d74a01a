/** The import arrows point one way. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What each layer may import besides itself. A file of its own at the top is its own layer. */
const MAY_IMPORT = new Map<string, readonly string[]>([
  ['main.ts', ['cli', 'model']],
  ['cli', ['render', 'kb', 'query', 'suggest', 'import', 'edit', 'check', 'store', 'model']],
  ['kb', ['load', 'check', 'edit', 'store', 'model']],
  ['render', ['query', 'model']],
  ['suggest', ['query', 'store', 'model']],
  ['query', ['store', 'model']],
  ['store', ['load', 'model']],
  ['edit', ['model']],
  ['load', ['model']],
  ['check', ['model']],
  ['import', ['model']],
  ['model', []],
]);

/** Third-party packages by the only files, or folders, that may import them. */
const HOMES = new Map([
  ['commander', ['cli/program.ts', 'cli/help.ts']],
  [
    'yaml',
    [
      'load/yaml-file.ts',
      'render/formats.ts',
      'edit/splice.ts',
      'edit/source.ts',
      'edit/layout.ts',
      'edit/format.ts',
      'edit/comments.ts',
    ],
  ],
  ['js-yaml', ['load/fast-yaml.ts']],
  ['@photostructure/sqlite', ['store/sql/driver.ts']],
  ['cli-progress', ['cli/progress.ts']],
  ['diff', ['edit/patch.ts']],
  ['@clack/prompts', ['cli/prompts.ts']],
  ['chalk', ['render/style.ts', 'cli/colour.ts']],
  ['cli-table3', ['render/table.ts']],
  ['fuse.js', ['store/fuzzy.ts']],
  ['string-width', ['render/width.ts']],
  // Types only: the package has no code.
  ['sarif', ['render/annotations.ts']],
  ['opencc-js', ['model/chinese.ts']],
  ['parse5', ['import/html-tree.ts']],
  ['markdown-it', ['import/markdown.ts']],
  ['zod', ['model/schema.ts', 'query/answers/', 'load/validate-schema.ts']],
]);

const source = new URL('../src/', import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();
const IMPORT = /(?:^(?:import|export|\}).* from |^import |\bimport\()'([^']+)'(?: as string)?\)?;/gm;
const imports = files.flatMap((file) =>
  [...readFileSync(new URL(file, source), 'utf8').matchAll(IMPORT)].map(([, to]) => ({
    file,
    to: to ?? '',
  })),
);

const layerOf = (file: string) => file.split('/')[0] ?? file;

test('every file is in a known layer', () => {
  expect(files.map(layerOf).filter((layer) => !MAY_IMPORT.has(layer))).toEqual([]);
  expect(files.length).toBeGreaterThan(30);
});

test('a layer imports only what it may', () => {
  const wrong = imports
    .filter(({ to }) => to.startsWith('.'))
    .map(({ file, to }) => ({ file, to: new URL(to, new URL(file, source)).href.slice(source.href.length) }))
    .filter(
      ({ file, to }) =>
        layerOf(file) !== layerOf(to) && !MAY_IMPORT.get(layerOf(file))?.includes(layerOf(to)),
    );
  expect(wrong).toEqual([]);
});

test('each package is imported at its home only', () => {
  const packages = imports.filter(({ to }) => !to.startsWith('.') && !to.startsWith('node:'));
  const nameOf = (to: string) => /^(?:@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? to;
  const isHome = (home: string, file: string) => (home.endsWith('/') ? file.startsWith(home) : file === home);
  expect(
    packages.filter(({ file, to }) => !HOMES.get(nameOf(to))?.some((home) => isHome(home, file))),
  ).toEqual([]);
  expect(new Set(packages.map(({ to }) => nameOf(to)))).toEqual(new Set(HOMES.keys()));
});

test('only main.ts touches process', () => {
  const touching = files.filter((file) => /\bprocess\./.test(readFileSync(new URL(file, source), 'utf8')));
  expect(touching).toEqual(['main.ts']);
});
