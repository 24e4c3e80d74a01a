/** Faults while `build`, the cache of a question and `recover` write. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run, wordsOf } from '../support/run.ts';
import { snapshot } from '../support/spawned.ts';
import { faultsAt, knownErrorOf, Place, runCounted, runWithFault } from './faults.ts';

const WRITE_ERRORS = ['ENOSPC', 'EIO', 'EDQUOT'];

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

test.each(['a missing file', 'an older file'])(
  'a failed build leaves the target unchanged: %s',
  async (before) => {
    const output = join(place.home, 'out.db');
    const argv = ['build', '--output', output, '--json'];
    const bytes = () => (existsSync(output) ? readFileSync(output, 'latin1') : null);
    const { ran, calls } = await runCounted('write', argv, place.world);
    expect(ran).toMatchObject({ code: 0 });
    const right = bytes();
    const older = before === 'an older file' ? `${right}older` : null;
    const wrong: unknown[] = [];
    for (const fault of faultsAt('write', calls, WRITE_ERRORS, 1)) {
      if (older === null) rmSync(output, { force: true });
      else writeFileSync(output, older, 'latin1');
      const failed = await runWithFault(fault, argv, place.world);
      const isSound =
        failed.code === 0 ? bytes() === right : knownErrorOf(failed) !== null && bytes() === older;
      const others = readdirSync(place.home).filter((name) => !['kb', 'xdg', 'out.db'].includes(name));
      if (!isSound || (others.length > 0 && !fault.stays && !/^rm/.test(fault.name)))
        wrong.push({ fault, others, ...failed });
      for (const name of others) rmSync(join(place.home, name), { recursive: true });
    }
    expect(wrong).toEqual([]);
  },
);

test.each<[string, object]>([
  ['compiled files', {}],
  ['a database', { databaseThresholdBytes: 0 }],
])("a question answers if its cache can't be written: %s", async (_, more) => {
  const world = { ...place.world, ...more };
  const argv = wordsOf('who-supports globex-one --json');
  const { ran: right, calls } = await runCounted('write', argv, world);
  expect(right).toMatchObject({ code: 0, err: '' });
  expect(calls.length).toBeGreaterThan(2);
  const wrong: unknown[] = [];
  for (const fault of faultsAt('write', calls, WRITE_ERRORS, 1)) {
    place.clearCaches();
    const ran = await runWithFault(fault, argv, world);
    const later = await run(argv, world);
    for (const one of [ran, later])
      if (one.out !== right.out || one.err !== '') wrong.push({ fault, ...one });
  }
  expect(wrong).toEqual([]);
});

// Only Linux reports when a process was started.
test.runIf(process.platform === 'linux').each(['--finish', '--undo'])(
  'recover %s can be repeated after any fault',
  async (way) => {
    const original = join(place.home, 'original');
    const interrupted = join(place.home, 'interrupted');
    const copy = (from: string, to: string) => {
      rmSync(to, { recursive: true, force: true });
      cpSync(from, to, { recursive: true });
    };
    const files = () => [...snapshot(place.kb)];
    copy(place.kb, original);
    const before = files();
    const edit = wordsOf('rename acme acme-corp --json');
    const { calls } = await runCounted('write', edit, place.world);
    const wanted = way === '--finish' ? files() : before;

    const isInterrupted = async (at: number) => {
      copy(original, place.kb);
      const fault = { calls: 'write', name: calls[at] ?? '', at, code: 'ENOSPC', stays: true } as const;
      return knownErrorOf(await runWithFault(fault, edit, place.world))?.code === 'unfinished-change';
    };
    let at = 0;
    while (!(await isInterrupted(at)) && at < calls.length) at++;
    expect(at).toBeLessThan(calls.length);
    place.endProcess();
    copy(place.kb, interrupted);

    const recover = ['recover', way, '--json'];
    const { ran: right, calls: own } = await runCounted('write', recover, place.world);
    expect({ code: right.code, files: files() }).toEqual({ code: 0, files: wanted });
    const wrong: unknown[] = [];
    for (const fault of faultsAt('write', own, WRITE_ERRORS, 3)) {
      copy(interrupted, place.kb);
      const ran = await runWithFault(fault, recover, place.world);
      if (ran.code !== 0 && knownErrorOf(ran) === null) wrong.push({ fault, ...ran });
      place.endProcess();
      const again = await run(recover, place.world);
      if (again.code !== 0 || JSON.stringify(files()) !== JSON.stringify(wanted))
        wrong.push({ repeated: fault, ...again });
    }
    expect(wrong).toEqual([]);
  },
);
