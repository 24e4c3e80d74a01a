/** What a database was made of, and whether that is still so. */
import { resolve } from 'node:path';
import { type FolderInput, isSameFolder, isYoung as isYoungStamp, stampOf } from '../cache/inputs.ts';
import { type Database, openDatabase } from '../database/driver.ts';

/** A file that a database was made of; see the table `input`. */
export interface KeptInput {
  file: string;
  path: string;
  stamp: string | null;
  sha256: string | null;
  is_young: number;
}

/** What a database says of itself. */
export interface Kept {
  build: string;
  folder: string;
  folders: FolderInput[];
  inputs: KeptInput[];
}

export function keptOf(database: Database): Kept {
  const meta = new Map(
    database
      .prepare('select key, value from meta')
      .all()
      .map((row) => [String((row as { key: string }).key), String((row as { value: string }).value)]),
  );
  return {
    build: meta.get('build') ?? '',
    folder: meta.get('folder') ?? '',
    folders: JSON.parse(meta.get('folders') ?? '[]') as FolderInput[],
    inputs: database.prepare('select * from input').all() as unknown as KeptInput[],
  };
}

/** Whether a file has the stamp that it had. */
export const hasSameStamp = (folder: string, { path, stamp }: KeptInput): boolean =>
  stampOf(resolve(folder, path)) === stamp;

/**
 * Notes that files which were young when they were read have grown older, so that their stamps alone tell from now on. Where
 * the database can't be written just now, the next one does it.
 */
export async function settle(file: string, { inputs }: Kept, now: number): Promise<void> {
  const young = inputs.filter(({ is_young: isYoung }) => isYoung === 1);
  if (young.length === 0 || young.some(({ stamp }) => stamp !== null && isYoungStamp(stamp, now))) return;
  const database = await openDatabase(file, false);
  try {
    database?.exec('update input set is_young = 0');
  } catch {
    // Somebody else writes to it.
  } finally {
    database?.close();
  }
}

/** Whether nothing has changed of what a database was made of, judged as git judges its index. */
export async function isCurrent(folder: string, { folders, inputs }: Kept): Promise<boolean> {
  try {
    const isAsListed = folders.every((one) => isSameFolder(folder, one));
    if (!isAsListed || !inputs.every((one) => hasSameStamp(folder, one))) return false;
    // The stamp of a file that was young when it was read may deceive.
    const young = inputs.filter(({ is_young: isYoung }) => isYoung === 1);
    if (young.length === 0) return true;
    const { holdsSame } = await import('./sums.ts');
    return young.every((one) => holdsSame(folder, one));
  } catch {
    // What can't be read is read again by the build, which says why.
    return false;
  }
}
