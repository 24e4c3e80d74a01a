/** Brings a database up to date with the files that have changed since it was made. */
import { resolve } from 'node:path';
import type { Finding } from '../../model/finding.ts';
import { fileFingerprint } from '../cache/inputs.ts';
import { FileWork } from './file-work.ts';
import type { Ingest } from './ingest.ts';
import type { Kept, KeptInput } from './kept.ts';
import type { OldRecords } from './old-records.ts';
import type { Plan } from './plan.ts';
import { holdsSame, isSame } from './sums.ts';

/** What has changed since a database was made. */
export interface Changes {
  entityFiles: readonly string[];
  sourceFiles: readonly string[];
  /** Sources that are there no more. */
  gone: readonly string[];
  /** Files that were written anew with the same bytes, by their new stamps. */
  touched: readonly KeptInput[];
  /** Whether the folders hold other files besides. */
  areFoldersOther: boolean;
}

/** What has changed; null where it bears on everything. */
export function changesSince({ inputs, folders }: Kept, plan: Plan): Changes | null {
  const { folder } = plan.options;
  const changed = new Set<string>();
  const touched: KeptInput[] = [];
  for (const input of inputs) {
    if (isSame(folder, input)) continue;
    // Taken before the bytes are read, so that a later change shows.
    const stamp = fileFingerprint(resolve(folder, input.path));
    if (stamp !== null && holdsSame(folder, input)) touched.push({ ...input, stamp });
    else changed.add(input.file);
  }
  const known = new Set(inputs.map(({ file }) => file));
  const names = [...plan.entityFiles, ...plan.sourceFiles];
  for (const name of names) if (!known.has(name)) changed.add(name);
  const gone = [...known].filter((name) => name !== 'kb.yaml' && !names.includes(name));
  const places = (all: Kept['folders']) => JSON.stringify(all.map(({ path, real }) => [path, real]));
  const isFarReaching =
    changed.has('kb.yaml') ||
    gone.some((name) => !name.startsWith('sources')) ||
    plan.entityFiles.some((name) => !known.has(name)) ||
    places(folders) !== places([...plan.folders]);
  if (isFarReaching) return null;
  return {
    entityFiles: plan.entityFiles.filter((name) => changed.has(name)),
    sourceFiles: plan.sourceFiles.filter((name) => changed.has(name)),
    gone,
    touched: touched.filter(({ file }) => !changed.has(file) && !gone.includes(file)),
    areFoldersOther: JSON.stringify(folders) !== JSON.stringify(plan.folders),
  };
}

/**
 * Makes the changes. Gives what is wrong with the records; null where all must be made anew: an entity has gone, is of another
 * kind or has a name of another, or the ids that are kept for a file do not suffice.
 */
export function update(old: OldRecords, ingest: Ingest, plan: Plan, changes: Changes): Finding[] | null {
  const findings: Finding[] = [];
  const work = new FileWork(plan.options);
  for (const name of changes.entityFiles) {
    const room = old.room(name);
    if (room === undefined) return null;
    const made = work.do({ sort: 'entities', name, first: room.first });
    findings.push(...made.findings);
    if (made.findings.length > 0) continue;
    if (!old.takeOutEntities(room, made)) return null;
    ingest.entities(name, made, room, room.names);
    if (old.areShared(room.names)) return null;
  }
  for (const name of [...changes.gone, ...changes.sourceFiles]) old.takeOutSource(name);
  if (changes.sourceFiles.length > 0) work.know(old.entities(), findings.length === 0);
  for (const name of changes.sourceFiles) {
    const room = old.roomFor(name, plan);
    if (room === null) return null;
    const made = work.do({ sort: 'source', name, first: room.first, source: old.rowOf(name) });
    findings.push(...made.findings);
    if (made.taken > room.size) return null;
    if (findings.length === 0) ingest.source(name, made, room);
  }
  ingest.restamp(changes.touched);
  return findings;
}
