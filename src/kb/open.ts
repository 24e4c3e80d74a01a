/** Opens a knowledge base for a question: a database file, compiled data that is still valid, or the files themselves. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../model/finding.ts';
import { storeOfRecords } from '../store/memory/memory-store.ts';
import type { Store } from '../store/store.ts';
import { decodeCompiled } from './cache/compiled.ts';
import { areUnchanged } from './cache/inputs.ts';
import { databasePathFor, listDir, readIfOwned } from './cache/paths.ts';
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
  /** Builds the knowledge base into a database. */
  buildDatabase(file: string): Promise<{ findings: Finding[] } | object>;
}

/** The bundled data, compiled: a file in `dist`. */
export const BUNDLED_FILE = 'bundled.kb';

/** A store of a knowledge base without errors; otherwise its findings. Without `cache`, the files are always read. */
export async function openStore(
  options: OpenOptions,
  cache: CacheOptions | null,
): Promise<{ store: Store } | { findings: Finding[] }> {
  const { folder } = options;
  if (statSync(folder, { throwIfNoEntry: false })?.isFile()) {
    const { openDatabaseFile } = await import('../store/sql/sqlite.ts');
    return { store: await openDatabaseFile(folder) };
  }
  const store = cache && openCompiled(folder, cache);
  if (store) return { store };
  const cacheFile = cache?.cacheFile ?? null;
  if (cache && cacheFile !== null && isLarge(folder, cache.databaseThresholdBytes)) {
    const { openCurrent } = await import('./cached-database.ts');
    const opened = await openCurrent(databasePathFor(cacheFile), folder, cache.build, cache.buildDatabase);
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

function openCompiled(folder: string, { build, packageFolder, cacheFile }: CacheOptions): Store | null {
  // The load must first complete an interrupted change.
  if (isUnfinished(folder)) return null;
  const bundled =
    folder === join(packageFolder, 'data')
      ? readFresh(readIfThere(join(packageFolder, 'dist', BUNDLED_FILE)), folder, build, null)
      : null;
  if (bundled || cacheFile === null) return bundled;
  return readFresh(readIfOwned(cacheFile), folder, build, folder);
}

/** A store of compiled data; null if it is damaged or stale, or was compiled by another build or of another folder. */
function readFresh(
  file: Buffer | null,
  folder: string,
  build: string,
  compiledFolder: string | null,
): Store | null {
  const compiled = file && decodeCompiled(file);
  if (!compiled) return null;
  const { head, records } = compiled;
  const isOurs = head.build === build && head.folder === compiledFolder;
  return isOurs && areUnchanged(folder, head.inputs) ? storeOfRecords(records(folder)) : null;
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
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
