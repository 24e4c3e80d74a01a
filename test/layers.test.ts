/** Reads the imports of src: layers depend on each other in one direction only. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * The layers that each layer may import besides itself. A file directly in src is its own layer. `cli` resolves names in a store,
 * passes an edit to kb as a function that calls `edit`, and lists the rules of `check`: kb could only re-export these.
 */
const MAY_IMPORT = new Map<string, readonly string[]>([
  ['main.ts', ['cli', 'model']],
  ['cli', ['render', 'kb', 'query', 'suggest', 'import', 'edit', 'check', 'store', 'model']],
  ['kb', ['load', 'check', 'edit', 'store', 'import', 'model']],
  ['render', ['query', 'model']],
  ['suggest', ['query', 'store', 'model']],
  ['query', ['store', 'model']],
  ['store', ['model']],
  ['edit', ['model']],
  ['load', ['model']],
  ['check', ['model']],
  ['import', ['model']],
  ['model', []],
]);

/** The layers that may import each library. */
const LIBRARIES = new Map([
  ['commander', ['cli']],
  ['cli-progress', ['cli']],
  ['@clack/prompts', ['cli']],
  ['chalk', ['render']],
  ['cli-table3', ['render']],
  ['string-width', ['render']],
  // Types only: the package has no code.
  ['sarif', ['render']],
  ['yaml', ['load', 'edit', 'render', 'import']],
  ['js-yaml', ['load']],
  ['csv-parse', ['load', 'import']],
  ['zod', ['model', 'query', 'load']],
  ['opencc-js', ['model']],
  ['diff', ['edit', 'check']],
  ['@photostructure/sqlite', ['store']],
  ['fuse.js', ['store']],
  ['parse5', ['import']],
  ['markdown-it', ['import']],
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

test('a layer imports only the libraries that it may', () => {
  const nameOf = (to: string) => /^(?:@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? to;
  const wrong = imports
    .filter(({ to }) => !to.startsWith('.') && !to.startsWith('node:'))
    .filter(({ file, to }) => !LIBRARIES.get(nameOf(to))?.includes(layerOf(file)));
  expect(wrong).toEqual([]);
});

test('only main.ts uses the global process', () => {
  // A member, the whole object on the right of an assignment, or the property of the global object.
  const use = /(?<![.\w])process(?:\?\.|\.|\[)|= process;|\bglobalThis\b/;
  const using = files.filter((file) => use.test(readFileSync(new URL(file, source), 'utf8')));
  expect(using).toEqual(['main.ts']);
});
