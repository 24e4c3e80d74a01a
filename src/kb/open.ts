/** A folder -> a store for questions: of compiled records where those are still true of it, or of its files. */
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { StoreRecords } from '../model/records.ts';
import { memoryStore } from '../store/memory/memory-store.ts';
import type { Store } from '../store/store.ts';
import { type Compiled, decode } from './cache/compiled.ts';
import { isFresh } from './cache/inputs.ts';
import { databaseBeside, namesIn, readOwn } from './cache/paths.ts';
import type { OpenOptions } from './load-and-check.ts';
import { isUnfinished } from './write/state.ts';

/** What is at hand besides the files of a knowledge base. */
export interface Shortcuts {
  /** Which build of the program asks: it trusts only what it made itself. */
  build: string;
  /** The folder of the package. */
  packageFolder: string;
  /** The file for this knowledge base in the cache; null where there is no cache. */
  cacheFile: string | null;
  /** From so many bytes of YAML on, a database is kept. */
  largeFrom: number;
  /** Builds the knowledge base into a database in the cache. */
  buildDatabase(file: string): Promise<{ findings: Finding[] } | object>;
}

/** Compiled records of the bundled knowledge base, made with the program: with its texts, and for a package without them. */
export const BUNDLED = ['data.kb', 'data-without-texts.kb'] as const;

/** A store over a knowledge base without errors; otherwise its findings. */
export async function openStore(
  options: OpenOptions,
  shortcuts: Shortcuts | null,
): Promise<{ store: Store } | { findings: Finding[] }> {
  const { folder } = options;
  if (statSync(folder, { throwIfNoEntry: false })?.isFile()) {
    const { openDatabaseFile } = await import('../store/sql/sqlite.ts');
    return { store: await openDatabaseFile(folder) };
  }
  if (shortcuts === null) {
    const { openKb } = await import('./load-and-check.ts');
    return openKb(options);
  }
  const { build, packageFolder, cacheFile, largeFrom, buildDatabase } = shortcuts;
  // A change that was interrupted is finished by the load.
  if (!isUnfinished(folder)) {
    if (folder === join(packageFolder, 'data')) {
      for (const name of BUNDLED) {
        const compiled = freshFrom(join(packageFolder, 'dist', name), folder, { build, folder: null });
        if (compiled) return { store: memoryStore(recordsOf(compiled, folder)) };
      }
    }
    const cached = cacheFile === null ? null : freshFrom(cacheFile, folder, { build, folder });
    if (cached && cacheFile !== null) {
      if (cached.content.inputs.files.some(({ bytes }) => bytes !== null)) {
        const { save, settled } = await import('./cache/save.ts');
        const older = settled(cached, Date.now());
        if (older) save(cacheFile, older);
      }
      return { store: memoryStore(recordsOf(cached, folder)) };
    }
  }
  if (cacheFile !== null && isLarge(folder, largeFrom)) {
    const { openCurrent } = await import('./cached-database.ts');
    const file = databaseBeside(cacheFile);
    const opened = await openCurrent(file, folder, build, buildDatabase);
    if (opened !== null) return opened;
  }
  const { openAndCompile } = await import('./load-and-check.ts');
  const opened = openAndCompile(options, build);
  if ('findings' in opened) return opened;
  if (cacheFile !== null) {
    const { save } = await import('./cache/save.ts');
    save(cacheFile, opened.compiled);
  }
  return opened;
}

function isLarge(folder: string, largeFrom: number): boolean {
  let bytes = 0;
  for (const name of ['entities', 'sources']) {
    for (const file of namesIn(join(folder, name))) {
      bytes += statSync(join(folder, name, file), { throwIfNoEntry: false })?.size ?? 0;
      if (bytes >= largeFrom) return true;
    }
  }
  return false;
}

function freshFrom(file: string, folder: string, origin: Parameters<typeof decode>[1]): Compiled | null {
  const whole = readOwn(file);
  const compiled = whole && decode(whole, origin);
  return compiled && isFresh(folder, compiled.content.inputs, compiled.bytes) ? compiled : null;
}

/** The records. A text is read when it is asked for, and must then still be the one whose quotes were found. */
function recordsOf({ content, bytes }: Compiled, folder: string): StoreRecords {
  const { inputs, records, texts } = content;
  const paths = new Map(texts);
  const get = (source: string): string | undefined => {
    const path = paths.get(source);
    if (path === undefined) return undefined;
    const text = readFileSync(resolve(folder, path), 'utf8');
    const files = inputs.files.filter((file) => file.path === path);
    if (!isFresh(folder, { folders: [], files }, bytes)) throw fail.changedMeanwhile(path);
    return text;
  };
  return { ...records, texts: { get } };
}
