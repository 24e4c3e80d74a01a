/** A command that writes, during a fault of the machine, makes its whole change or none, and says so. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Ran, type World, wordsOf } from '../support/run.ts';
import { isSlow } from '../support/runs.ts';
import { snapshot } from '../support/spawned.ts';
import { type Fault, faultsAt, knownErrorOf, Place, runCounted, runWithFault } from './faults.ts';

const COMMANDS = [
  'rename acme acme-corp',
  'set acme location Berlin',
  'add entity Example --kind person --description Somebody.',
  'add edge acme partners-with globex --source press --said-by gazette --quote "Acme opens its cluster"',
  'add remark globex --topic praise --summary Praise. --source press --said-by globex --quote "Acme opens its cluster"',
  'add read --source press --quote "Acme opens its cluster" --why headline',
  'add source - --id note --title Note --publisher gazette --published 2025-02-06',
  'rename press press-one',
  'merge globex-two globex-one',
  'remove roadrunner --cascade',
  'remove press --cascade',
  'fmt',
  'init new',
];

const place = new Place();
const original = join(place.home, 'original');
cpSync(place.kb, original, { recursive: true });
// Something to format.
writeFileSync(join(original, 'kb.yaml'), `${readFileSync(join(original, 'kb.yaml'), 'utf8')}\n\n`);
afterAll(() => place.remove());

const world: World = { ...place.world, input: 'Acme opens a shop.\n' };

/** The hidden files of writers, and new content that is not yet in place. */
const leftovers = () =>
  readdirSync(place.kb, { recursive: true, encoding: 'utf8' }).filter((path) => /\.chipkb|\.new$/.test(path));

function reset(): void {
  rmSync(place.kb, { recursive: true, force: true });
  cpSync(original, place.kb, { recursive: true });
}

/** The state of the files: of before the command, of after it, or of something between. */
type State = 'old' | 'new' | 'mixed';

/** What is wrong with a command that met a fault; null if nothing is. */
function wrongOf(fault: Fault, ran: Ran, state: State, isNewKb: boolean): string | null {
  const error = knownErrorOf(ran);
  if (ran.code === 0) return state === 'new' ? null : 'reports a success';
  if (error === null) return 'reports no known error';
  // Only `init` writes several files without a journal: nobody uses its folder yet.
  const isReported = error.code === (isNewKb ? 'unwritable' : 'unfinished-change');
  if (state === 'mixed' && !isReported) return 'leaves a part of the change';
  if (state !== 'old' && error.hint?.includes('Nothing was')) return 'says that nothing was changed';
  const couldRemove = !fault.stays && !/^(?:rm|rename)/.test(fault.name);
  if (leftovers().length > 0 && couldRemove && error.code !== 'unfinished-change') return 'leaves files';
  return null;
}

// Only Linux reports when a process was started.
test.runIf(process.platform === 'linux').each(isSlow ? COMMANDS : COMMANDS.slice(0, 1))(
  '%s',
  async (line) => {
    const argv = [...wordsOf(line), '--json'];
    const isNewKb = line === 'init new';
    reset();
    const before = snapshot(place.kb);
    const { ran: right, calls } = await runCounted('write', argv, world);
    expect(right).toMatchObject({ code: 0, err: '' });
    const after = snapshot(place.kb);
    expect({ isChanged: !isSame(after, before), left: leftovers() }).toEqual({ isChanged: true, left: [] });
    const stateNow = (): State => {
      const now = snapshot(place.kb);
      return isSame(now, before) ? 'old' : isSame(now, after) ? 'new' : 'mixed';
    };
    const wrong: unknown[] = [];
    for (const fault of faultsAt('write', calls, ['ENOSPC', 'EIO', 'EDQUOT'], 3)) {
      reset();
      const ran = await runWithFault(fault, argv, world);
      const what = wrongOf(fault, ran, stateNow(), isNewKb);
      if (what !== null)
        wrong.push({ what, fault: JSON.stringify(fault), state: stateNow(), ...ran, left: leftovers() });
      place.endProcess();
      // `init` writes a folder that nobody uses yet, without a journal.
      for (const way of isNewKb ? [] : ['--undo', '--finish']) {
        const { ran: recovered } = await runCounted('write', ['recover', way, '--json'], world);
        if (recovered.code !== 0 || stateNow() === 'mixed') wrong.push({ way, fault, ...recovered });
      }
      const next = isNewKb ? argv : [...wordsOf('set gazette location Here'), '--json'];
      const { ran: later } = await runCounted('write', next, world);
      if (later.code !== 0 && !isNewKb) wrong.push({ later: fault, ...later });
      if (leftovers().length > 0 && !isNewKb) wrong.push({ after: fault, left: leftovers() });
    }
    expect(wrong).toEqual([]);
  },
);

const isSame = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
  a.size === b.size && [...a].every(([path, content]) => b.get(path) === content);
