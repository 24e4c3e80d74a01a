/** Opens a knowledge base for a question: a database file, compiled data that is still valid, or the files themselves. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import { storeOfRecords } from '../store/memory/memory-store.ts';
import type { Store } from '../store/store.ts';
import { DamagedFile, openCompiled } from './cache/compiled.ts';
import { areUnchanged } from './cache/inputs.ts';
import { databasePathFor, isOwnedByUser, listDir } from './cache/paths.ts';
import type { OpenOptions } from './load-and-check.ts';
import { isUnfinished } from './write/state.ts';

/** Where compiled data is found and kept. */
export interface CacheOptions {
  /** Identifies the build of the program, which reads only what the same build wrote. */
  build: string;
  /** The folder of the package. */
  packageFolder: string;
  /** The cache of this knowledge base; null if there is none. */
  cacheFile: string | null;
  /** A knowledge base of at least so many bytes of YAML is cached as a database. */
  databaseThresholdBytes: number;
  /** Shows how many files of a large knowledge base have been read. */
  startProgress(): Promise<{ show(done: number, all: number): void; end(): void }>;
}

/** The bundled data, compiled: a file in `dist`. */
export const BUNDLED_FILE = 'bundled.kb';

type Opened = { store: Store } | { findings: Finding[] };

/** A store of a knowledge base without errors; otherwise its findings. Without `cache`, the files are always read. */
export async function openStore(options: OpenOptions, cache: CacheOptions | null): Promise<Opened> {
  const { folder } = options;
  if (statSync(folder, { throwIfNoEntry: false })?.isFile()) {
    const { openDatabaseFile } = await import('../store/sql/sqlite.ts');
    return { store: await openDatabaseFile(folder) };
  }
  const store = cache && openFresh(folder, cache);
  return store ? { store: withFallback(store, () => openFiles(options, cache)) } : openFiles(options, cache);
}

/** A store of the files, or of their database in the cache; caches what it loads. */
async function openFiles(options: OpenOptions, cache: CacheOptions | null): Promise<Opened> {
  const { folder } = options;
  const cacheFile = cache?.cacheFile ?? null;
  if (cache && cacheFile !== null && isLarge(folder, cache.databaseThresholdBytes)) {
    const { openOrRefresh } = await import('./cached-database.ts');
    const { build, startProgress } = cache;
    const opened = await openOrRefresh({
      ...options,
      file: databasePathFor(cacheFile),
      build,
      startProgress,
    });
    if (opened !== null) return opened;
  }
  const { openKb } = await import('./open-files.ts');
  const opened = openKb(options);
  if ('store' in opened && cache && cacheFile !== null) {
    const { saveCache } = await import('./cache/save.ts');
    saveCache(cacheFile, opened.compile(cache.build));
  }
  return opened;
}

/** A store of compiled data that is not stale: of the package, or in the cache. */
function openFresh(folder: string, { build, packageFolder, cacheFile }: CacheOptions): Store | null {
  // The load must first complete an interrupted change.
  if (isUnfinished(folder)) return null;
  if (folder === join(packageFolder, 'data')) {
    const store = readFresh(join(packageFolder, 'dist', BUNDLED_FILE), folder, build, null);
    if (store) return store;
  }
  return cacheFile !== null && isOwnedByUser(cacheFile) ? readFresh(cacheFile, folder, build, folder) : null;
}

/** A store of a compiled file; null if it is damaged or stale, or was compiled by another build or of another folder. */
function readFresh(path: string, folder: string, build: string, compiledFolder: string | null): Store | null {
  try {
    const { head, records } = openCompiled(path);
    const isOurs = head.build === build && head.folder === compiledFolder;
    return isOurs && areUnchanged(folder, head.inputs) ? storeOfRecords(records(folder)) : null;
  } catch {
    // The files answer instead.
    return null;
  }
}

type Methods = Record<string, (...args: unknown[]) => unknown>;

/** The same store; if a record proves to be damaged, what `reopen` opens answers from then on. */
function withFallback(store: Store, reopen: () => Promise<Opened>): Store {
  let current = store as unknown as Methods;
  const ask = async (method: string, args: unknown[]) => {
    try {
      return await current[method]?.(...args);
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      const opened = await reopen();
      if ('findings' in opened) throw error;
      current = opened.store as unknown as Methods;
      return current[method]?.(...args);
    }
  };
  const methods = Object.keys(store).map((method) => [method, (...args: unknown[]) => ask(method, args)]);
  return Object.fromEntries(methods) as Store;
}

function isLarge(folder: string, threshold: number): boolean {
  const sizes = ['entities', 'sources'].flatMap((name) =>
    listDir(join(folder, name)).map((file) => sizeOf(join(folder, name, file))),
  );
  return sizes.reduce((sum, size) => sum + size, 0) >= threshold;
}

/** The size of a file in bytes; 0 if it can't be read, which the load reports. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
