/** Programs that find names as they are typed: ours, and libraries over the same names. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Fuse from 'fuse.js';
import type { NameRecord } from '../../src/model/records.ts';

/** Gives the ids of entities, best first. */
export type Find = (typed: string) => string[];

/** A library, made ready for names. */
export interface Finder {
  name: string;
  make(names: readonly NameRecord[]): Find;
}

const MOST = 5;

/** The entities of the first names. */
function entitiesAt(names: readonly NameRecord[], places: Iterable<number>): string[] {
  const ids = new Set<string>();
  for (const at of places) {
    const { entity } = names[at] as NameRecord;
    if (ids.size < MOST) ids.add(entity);
  }
  return [...ids];
}

const fuse: Finder = {
  name: 'fuse.js',
  make(names) {
    const index = new Fuse(names, {
      keys: ['name'],
      useTokenSearch: true,
      tokenMatch: 'any',
      ignoreLocation: true,
    });
    return (typed) =>
      entitiesAt(
        names,
        index.search(typed, { limit: 50 }).map(({ refIndex }) => refIndex),
      );
  },
};

/** Three neighbouring characters, as the peers have no index of them. */
function trigrams(text: string): string[] {
  const padded = ` ${text.toLowerCase()} `;
  return Array.from({ length: Math.max(1, padded.length - 2) }, (_, at) => padded.slice(at, at + 3));
}

/** The libraries of `bench/package.json`, with how they are asked as well as they can be. */
const PEERS: [name: string, make: (library: never) => Finder['make']][] = [
  [
    '@leeoniya/ufuzzy',
    (
      uFuzzy: new (
        options: object,
      ) => {
        search(
          texts: string[],
          typed: string,
          outOfOrder: number,
          most: number,
        ): [number[] | null, { idx: number[] } | null, number[] | null];
      },
    ) =>
      (names) => {
        const texts = names.map(({ name }) => name);
        const finder = new uFuzzy({
          unicode: true,
          intraMode: 1,
          interSplit: "[^\\p{L}\\d']+",
          intraSplit: '\\p{Ll}\\p{Lu}',
          intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
          intraChars: "[\\p{L}\\d']",
          intraContr: "'\\p{L}{1,2}\\b",
        });
        return (typed) => {
          const [places, info, order] = finder.search(texts, typed, 1, 1000);
          return entitiesAt(
            names,
            (info && order ? order.map((at) => info.idx[at] as number) : (places ?? [])).slice(0, 50),
          );
        };
      },
  ],
  [
    'fuzzysort',
    (fuzzysort: {
      snapshot(items: readonly NameRecord[], options: { key: string }): object;
      go(typed: string, snapshot: object, options: object): { obj: NameRecord }[];
    }) =>
      (names) => {
        const snapshot = fuzzysort.snapshot(names, { key: 'name' });
        return (typed) =>
          [
            ...new Set(
              fuzzysort.go(typed, snapshot, { limit: 50, threshold: 0 }).map(({ obj }) => obj.entity),
            ),
          ].slice(0, MOST);
      },
  ],
  [
    'minisearch',
    (
      MiniSearch: new (
        options: object,
      ) => { addAll(items: object[]): void; search(typed: string): { id: number }[] },
    ) =>
      (names) => {
        const index = new MiniSearch({ fields: ['name'], tokenize: trigrams });
        index.addAll(names.map(({ name }, id) => ({ id, name })));
        return (typed) =>
          entitiesAt(
            names,
            index
              .search(typed)
              .slice(0, 50)
              .map(({ id }) => id),
          );
      },
  ],
];

/** The libraries that are installed, and the names of those that are not. */
export async function finders(root: string): Promise<{ installed: Finder[]; leftOut: string[] }> {
  const { resolve } = createRequire(join(root, 'bench/package.json'));
  const installed = [fuse];
  const leftOut: string[] = [];
  for (const [name, make] of PEERS) {
    if (existsSync(join(root, 'bench/node_modules', name))) {
      const { default: library } = await import(pathToFileURL(resolve(name)).href);
      installed.push({ name, make: make(library as never) });
    } else leftOut.push(`${name} (npm install --prefix bench)`);
  }
  return { installed, leftOut };
}
