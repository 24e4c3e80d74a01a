/** Opens a knowledge base for a question: a database file, compiled data that is still valid, or the files themselves. */
import { type BigIntStats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail } from '../model/errors.ts';
import { listFolder } from '../model/files.ts';
import type { Finding } from '../model/finding.ts';
import { storeOfRecords } from '../store/memory/memory-store.ts';
import type { Store } from '../store/store.ts';
import { type Compiled, readCompiled, recordsOf, withHead } from './cache/compiled.ts';
import { areUnchanged, fingerprintNow } from './cache/inputs.ts';
import { databasePathFor, isPrivate, isTrustedFolder, markAsUsed, removeFromCache } from './cache/paths.ts';
import type { OpenOptions } from './write/consistent-read.ts';
import { isUnfinished } from './write/state.ts';

/** Where compiled data is found and kept. */
export interface CacheOptions {
  /** Identifies the build of the program, which reads only what the same build wrote. */
  build: string;
  /** The folder of the package. */
  packageFolder: string;
  /** The cache of this knowledge base; null if there is none. */
  cacheFile: string | null;
  /** A knowledge base with at least this many bytes of YAML is cached as a database. */
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
  if (isFile(folder)) {
    const { openDatabaseFile } = await import('../store/sql/sqlite.ts');
    return { store: await openDatabaseFile(folder) };
  }
  const compiled = cache && (await readFresh(folder, cache));
  if (!compiled) return openFiles(options, cache);
  const onDamage = () => {
    // If another process has replaced it meanwhile, a valid cache is removed, and made again later.
    if (compiled.path === cache.cacheFile) removeFromCache(compiled.path);
    return fail.damagedCache();
  };
  return { store: storeOfRecords(recordsOf(compiled, folder, onDamage)) };
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
    saveCache(cacheFile, opened.compile(cache.build), cache.build);
  }
  return opened;
}

/** Compiled data that is still valid: the user's cache or, if there is none yet, the data compiled with the package. */
async function readFresh(
  folder: string,
  { build, packageFolder, cacheFile }: CacheOptions,
): Promise<Compiled | null> {
  // The load waits for a change that is being written, and reports one that was interrupted.
  if (isUnfinished(folder)) return null;
  const isTrusted = cacheFile !== null && isTrustedFolder(dirname(cacheFile));
  const cached = isTrusted ? readIfOurs(cacheFile, build, folder) : null;
  if (cached && areUnchanged(folder, cached.head.inputs)) {
    markAsUsed(cached.path);
    return cached;
  }
  if (folder !== join(packageFolder, 'data')) return null;
  const bundled = readIfOurs(join(packageFolder, 'dist', BUNDLED_FILE), build, null);
  if (bundled === null) return null;
  // Taken before the contents are compared, so that a later change is noticed.
  const inputs = fingerprintNow(folder, bundled.head.inputs);
  if (!areUnchanged(folder, bundled.head.inputs)) return null;
  if (cacheFile !== null && inputs !== null) {
    const { saveCache } = await import('./cache/save.ts');
    saveCache(cacheFile, withHead(bundled, { ...bundled.head, folder, inputs }), build);
  }
  return bundled;
}

/** A compiled file; null if it can't be read, is damaged, or was compiled by another build or of another folder. */
function readIfOurs(path: string, build: string, folder: string | null): Compiled | null {
  try {
    // The bundled data belongs to the user who installed the package.
    const compiled = readCompiled(path, folder === null ? () => true : isPrivate);
    return compiled.head.build === build && compiled.head.folder === folder ? compiled : null;
  } catch {
    // The files answer instead.
    return null;
  }
}

function isLarge(folder: string, threshold: number): boolean {
  const sizes = ['entities', 'sources'].flatMap((name) =>
    listFolder(join(folder, name)).map((file) => sizeOf(join(folder, name, file))),
  );
  return sizes.reduce((sum, size) => sum + size, 0) >= threshold;
}

/** The size of a file in bytes; 0 if it can't be read, which the load reports. */
const sizeOf = (path: string): number => Number(statOf(path)?.size ?? 0);

const isFile = (path: string): boolean => statOf(path)?.isFile() ?? false;

/** The status of a file; null if there is none or it can't be examined. */
function statOf(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return null;
  }
}
