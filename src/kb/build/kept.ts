/** What a database was made of, and whether that is still so. */

import { resolve } from 'node:path';
import { type Database, openDatabase } from '../../store/sql/driver.ts';
import {
  type FolderInput,
  fileFingerprint,
  isSameFolder,
  isRacilyClean as isYoungStamp,
} from '../cache/inputs.ts';

/** A file that a database was made of; see the table `input`. */
export interface KeptInput {
  file: string;
  path: string;
  stamp: string | null;
  sha256: string | null;
  is_young: number;
}

/** What a database says of itself: which build of the program made it, of which folder and which files. */
export interface Kept {
  build: string;
  folder: string;
  folders: FolderInput[];
  inputs: KeptInput[];
}

/** The whole path of each input and its stamp, one after the other. */
type Stamps = (string | null)[];

function originOf(database: Database): Omit<Kept, 'inputs'> & { stamps: string; isRacilyClean: boolean } {
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
    stamps: meta.get('stamps') ?? '[]',
    isRacilyClean: meta.get('is_young') !== '0',
  };
}

/** What is told of all inputs of `folder` together, which is read sooner than thousands of rows. */
export function inputsTogether(database: Database, folder: string): [key: string, value: string][] {
  const inputs = inputsOf(database, 'true');
  const stamps: Stamps = inputs.flatMap(({ path, stamp }) => [resolve(folder, path), stamp]);
  return [
    ['stamps', JSON.stringify(stamps)],
    ['is_young', inputs.some(({ is_young }) => is_young === 1) ? '1' : '0'],
  ];
}

const inputsOf = (database: Database, condition: string): KeptInput[] =>
  database.prepare(`select * from input where ${condition}`).all() as unknown as KeptInput[];

export const keptOf = (database: Database): Kept => ({
  ...originOf(database),
  inputs: inputsOf(database, 'true'),
});

/** Whether a file has the stamp that it had. */
export const hasSameStamp = (folder: string, { path, stamp }: Pick<KeptInput, 'path' | 'stamp'>): boolean =>
  fileFingerprint(resolve(folder, path)) === stamp;

/**
 * Whether `build` made the database `file` of `folder`, and nothing has changed since, judged as git judges its index. Notes in
 * it that files which were young when they were read have grown older.
 */
export async function isCurrent(
  database: Database,
  file: string,
  folder: string,
  build: string,
): Promise<boolean> {
  const origin = originOf(database);
  if (origin.build !== build || origin.folder !== folder) return false;
  if (!origin.folders.every((one) => isSameFolder(folder, one))) return false;
  const stamps = JSON.parse(origin.stamps) as Stamps;
  for (let at = 0; at < stamps.length; at += 2)
    if (fileFingerprint(stamps[at] ?? '') !== stamps[at + 1]) return false;
  if (!origin.isRacilyClean) return true;
  // The stamp of a file that was young when it was read may deceive.
  const young = inputsOf(database, 'is_young = 1');
  const { holdsSame } = await import('./sums.ts');
  if (!young.every((one) => holdsSame(folder, one))) return false;
  await settle(file, young, Date.now());
  return true;
}

/** Notes that files have grown older, so that their stamps alone tell from now on; where it can't be written just now, the next does. */
async function settle(file: string, young: readonly KeptInput[], now: number): Promise<void> {
  if (young.some(({ stamp }) => stamp !== null && isYoungStamp(stamp, now))) return;
  const database = await openDatabase(file, false);
  try {
    database?.exec(
      `begin; update input set is_young = 0; update meta set value = '0' where key = 'is_young'; commit`,
    );
  } catch {
    // Somebody else writes to it.
  } finally {
    database?.close();
  }
}
