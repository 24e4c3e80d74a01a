/** Faults while `build`, the cache of a question and `recover` write. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { run, type World, wordsOf } from '../support/run.ts';
import { snapshot } from '../support/spawned.ts';
import { type Fault, faultsAt, knownErrorOf, Place, runCounted, runWithFault } from './faults.ts';

const FULL_DISK = ['ENOSPC', 'EIO', 'EDQUOT'];

const place = new Place();
const output = join(place.home, 'out.db');
afterEach(() => {
  place.clearCaches();
  rmSync(output, { force: true });
});
afterAll(() => place.remove());

test.each(['no file', 'an older file'])(
  'build leaves %s as it was, or writes the whole one',
  async (before) => {
    const argv = ['build', '--output', output, '--json'];
    const bytes = () => (existsSync(output) ? readFileSync(output, 'latin1') : null);
    const { ran, calls } = await runCounted('write', argv, place.world);
    expect(ran).toMatchObject({ code: 0 });
    const right = bytes();
    const reset = () =>
      before === 'no file'
        ? rmSync(output, { force: true })
        : writeFileSync(output, `${right}older`, 'latin1');
    const wrong: unknown[] = [];
    for (const fault of faultsAt('write', calls, FULL_DISK, 1)) {
      reset();
      const old = bytes();
      const failed = await runWithFault(fault, argv, place.world);
      const isSound =
        failed.code === 0 ? bytes() === right : knownErrorOf(failed) !== null && bytes() === old;
      const others = readdirSync(place.home).filter((name) => !['kb', 'xdg', 'out.db'].includes(name));
      if (!isSound || (others.length > 0 && !fault.stays && !/^rm/.test(fault.name)))
        wrong.push({ fault, others, ...failed });
      for (const name of others) rmSync(join(place.home, name), { recursive: true });
    }
    expect(wrong).toEqual([]);
  },
);

test.each<[string, World]>([
  ['compiled files', place.world],
  ['a database', { ...place.world, databaseThresholdBytes: 0 }],
])('a question answers though its cache can not be written: %s', async (_, world) => {
  const argv = wordsOf('who-supports globex-one --json');
  const { ran: right, calls } = await runCounted('write', argv, world);
  expect(right).toMatchObject({ code: 0, err: '' });
  expect(calls.length).toBeGreaterThan(2);
  const wrong: unknown[] = [];
  for (const fault of faultsAt('write', calls, FULL_DISK, 1)) {
    place.clearCaches();
    const ran = await runWithFault(fault, argv, world);
    const later = await run(argv, world);
    for (const one of [ran, later])
      if (one.out !== right.out || one.err !== '') wrong.push({ fault, ...one });
  }
  expect(wrong).toEqual([]);
});

test.each(['--finish', '--undo'])('recover %s can be repeated after any fault', async (way) => {
  const original = join(place.home, 'original');
  const interrupted = join(place.home, 'interrupted');
  const copy = (from: string, to: string) => {
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true });
  };
  copy(place.kb, original);
  const before = snapshot(place.kb);
  const edit = wordsOf('rename acme acme-corp --json');
  const { calls } = await runCounted('write', edit, place.world);
  const after = snapshot(place.kb);
  const wanted = way === '--finish' ? after : before;

  // The first fault that interrupts the change.
  for (const fault of faultsAt('write', calls, FULL_DISK, 1)) {
    copy(original, place.kb);
    const ran = await runWithFault({ ...fault, stays: true }, edit, place.world);
    if (knownErrorOf(ran)?.code === 'unfinished-change') break;
  }
  place.endProcess();
  copy(place.kb, interrupted);

  const recover = ['recover', way, '--json'];
  const { ran: right, calls: own } = await runCounted('write', recover, place.world);
  expect({ code: right.code, files: snapshot(place.kb) }).toEqual({ code: 0, files: wanted });
  const wrong: unknown[] = [];
  const tryFault = async (fault: Fault) => {
    copy(interrupted, place.kb);
    const ran = await runWithFault(fault, recover, place.world);
    if (ran.code !== 0 && knownErrorOf(ran) === null) wrong.push({ fault, ...ran });
    place.endProcess();
    const again = await run(recover, place.world);
    if (again.code !== 0 || JSON.stringify([...snapshot(place.kb)]) !== JSON.stringify([...wanted]))
      wrong.push({ repeated: fault, ...again });
  };
  for (const fault of faultsAt('write', own, FULL_DISK, 3)) await tryFault(fault);
  copy(original, place.kb);
  expect(wrong).toEqual([]);
});
