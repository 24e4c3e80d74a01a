/** Locks and journals as a writer leaves them, or as somebody forges them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** The id of a process that has ended. */
const GONE = spawnSync(process.execPath, ['-e', '0']).pid;

const tokenOf = (pid: number) => `${pid}-00000000-0000-0000-0000-000000000000`;

/** An owner of a lock whose process is gone. */
export const goneOwner = {
  token: tokenOf(GONE),
  pid: GONE,
  host: hostname(),
  started: null,
  work: '`chipkb set`',
  since: '2025-01-01T00:00:00Z',
};

/** An owner of a lock on another machine, so nobody can tell whether it runs. */
export const remoteOwner = { ...goneOwner, token: tokenOf(process.pid), pid: process.pid, host: 'elsewhere' };

/** Creates a lock; returns its folder. */
export function makeLock(folder: string, owner: object | null): string {
  const lock = join(folder, '.chipkb', 'lock');
  mkdirSync(lock, { recursive: true });
  if (owner !== null) writeFileSync(join(lock, 'holder.json'), JSON.stringify(owner));
  return lock;
}

/** One file in a journal: its path, and its content before and after. */
export type Entry = readonly [path: unknown, before: unknown, after: unknown];

/** Creates the lock and the journal of a change whose process is gone; returns the path of the journal. */
export function interrupt(folder: string, entries: readonly Entry[], owner = goneOwner): string {
  const journal = join(makeLock(folder, owner), `change-${owner.token}.json`);
  const lines = entries.map(([path, before, after]) => `${JSON.stringify({ path, before, after })}\n`);
  writeFileSync(journal, lines.join(''));
  return journal;
}
