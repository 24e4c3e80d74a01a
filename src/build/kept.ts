/** What a database was made of, and whether that is still so. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type FolderInput, isSameFolder, stampOf } from '../cache/inputs.ts';
import { isYoung as isYoungStamp } from '../cache/save.ts';
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

/** Whether a file is what it was, judged as git judges its index: by its stamp, or its bytes where that may deceive. */
export function isSame(folder: string, { path, stamp, sha256, is_young: isYoung }: KeptInput): boolean {
  const own = resolve(folder, path);
  if (stampOf(own) !== stamp) return false;
  return isYoung === 0 || sumOf(own) === sha256;
}

/** Whether the bytes of a file are what they were. */
export const holdsSame = (folder: string, { path, sha256 }: KeptInput): boolean =>
  sumOf(resolve(folder, path)) === sha256;

function sumOf(path: string): string | null {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return null;
  }
}

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

/** Whether nothing has changed of what a database was made of. */
export function isCurrent(folder: string, { folders, inputs }: Kept): boolean {
  try {
    return folders.every((one) => isSameFolder(folder, one)) && inputs.every((one) => isSame(folder, one));
  } catch {
    // What can't be read is read again by the build, which says why.
    return false;
  }
}
