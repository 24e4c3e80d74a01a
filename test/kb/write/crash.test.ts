/**
 * A command that is killed at any call that changes the disk leaves the old knowledge base, the new one, or a change that
 * `chipkb recover` finishes or undoes; questions never see a mixture. `npm run test:slow` kills every command at every call;
 * `npm test` kills one command that writes several files at every twentieth.
 */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from '../../support/run.ts';
import { isSlow } from '../../support/runs.ts';
import { leftovers, snapshot, Workshop } from '../../support/spawned.ts';

const workshop = await Workshop.open();
afterAll(() => workshop.remove());

const note = join(workshop.folder, 'note.md');
writeFileSync(note, '# Example firm\n\nBaidu said it will support DeepSeek-R1.\n');
const source = 'scmp-deepseek-chips';

/** Each command runs in a copy of the bundled knowledge base, `init` in an empty folder. */
const COMMANDS: [name: string, argv: string[]][] = [
  ['rename', ['rename', 'kuae', 'kuae-cluster']],
  ['set', ['set', 'nvidia', 'location', 'Santa Clara']],
  ['rename a source', ['rename', source, 'scmp-chips']],
  ['merge', ['merge', 'huawei-ai-modules', 'huawei-accelerator-cards']],
  ['remove', ['remove', 'huawei-ai-modules', '--cascade']],
  ['remove a source', ['remove', source, '--cascade']],
  ['add entity', ['add', 'entity', 'Example', '--kind', 'framework', '--description', 'A framework.']],
  [
    'add edge',
    [
      'add',
      'edge',
      'baidu',
      'partners-with',
      'tencent',
      '--source',
      source,
      '--quote',
      'Tencent Holdings, Huawei and Baidu',
    ],
  ],
  ['add source', ['add', 'source', note, '--id', 'note', '--publisher', 'scmp', '--published', '2025-02-05']],
  ['fmt', ['fmt']],
  ['init', ['init', 'new']],
];
const TRIED = isSlow ? COMMANDS : COMMANDS.slice(0, 1);

/** A change that is valid after every command. Its writer removes what the killed one left. */
const LATER = ['add', 'entity', 'Later', '--kind', 'person', '--description', 'Somebody.'];

/** A folder to run a command in. */
function place(name: string): string {
  if (name === 'init') return workshop.empty();
  const folder = workshop.copy();
  if (name === 'fmt') {
    for (const file of ['kb.yaml', 'entities/vendors.yaml', `sources/${source}.yaml`]) {
      const path = join(folder, file);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n\n', '\n\n\n'));
    }
  }
  return folder;
}

/** The folder that contains the knowledge base and its texts. */
const around = (folder: string, name: string) => (name === 'init' ? folder : dirname(folder));

let counted = 0;

/** The names of the calls of a command that change the disk. */
async function callsOf(argv: readonly string[], folder: string): Promise<string[]> {
  const calls = join(workshop.folder, `calls-${++counted}`);
  expect(await workshop.run(argv, folder, { fault: `count:${calls}` })).toMatchObject({ code: 0 });
  return readFileSync(calls, 'utf8').trim().split('\n');
}

/** The points at which a process with these calls is killed: before each call, and in the middle of a write. */
function faultsAt(calls: readonly string[]): string[] {
  const faults = calls.flatMap((call, index) => [
    `kill:${index + 1}`,
    ...(call === 'writeSync' ? [`half:${index + 1}`] : []),
  ]);
  return isSlow ? faults : faults.filter((_, index) => index % 20 === 9);
}

/** Runs `tryOne` for each item, three at a time. */
async function inParallel<T>(items: readonly T[], tryOne: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await tryOne(item);
  };
  await Promise.all([worker(), worker(), worker()]);
}

async function kill(argv: readonly string[], folder: string, fault: string): Promise<void> {
  expect({ fault, code: (await workshop.run(argv, folder, { fault })).code }).toEqual({ fault, code: null });
}

test.each(TRIED)(
  'leaves the old or the new data, or a change to recover, if `%s` is killed',
  async (name, argv) => {
    const first = place(name);
    const old = snapshot(around(first, name));
    const faults = faultsAt(await callsOf(argv, first));
    const fresh = snapshot(around(first, name));
    expect(fresh).not.toEqual(old);
    expect(leftovers(around(first, name))).toEqual([]);

    const outcomes = { old: 0, new: 0, interrupted: 0 };
    await inParallel(faults, async (fault) => {
      const folder = place(name);
      await kill(argv, folder, fault);
      if (name === 'init') {
        // There is no knowledge base before kb.yaml, which is written last.
        if (!existsSync(join(folder, 'new', 'kb.yaml')))
          expect({ fault, ...(await run(argv, { cwd: folder })) }).toMatchObject({ fault, code: 0 });
        expect(snapshot(folder)).toEqual(fresh);
        return;
      }
      const checked = await run(['check'], { cwd: folder });
      if (checked.code === 4) {
        outcomes.interrupted++;
        expect({ fault, err: checked.err }).toEqual({
          fault,
          err: expect.stringContaining('was interrupted'),
        });
        expect(await run(argv, { cwd: folder })).toMatchObject({ code: 4, err: checked.err });
        for (const [flag, expected] of [
          ['--finish', fresh],
          ['--undo', old],
        ] as const) {
          const home = workshop.empty();
          cpSync(around(folder, name), home, { recursive: true });
          const data = join(home, 'data');
          expect(await run(['recover', flag], { cwd: data })).toMatchObject({ code: 0 });
          expect({ fault, flag, files: snapshot(home) }).toEqual({ fault, flag, files: expected });
          expect(existsSync(join(data, '.chipkb'))).toBe(false);
        }
        expect(await run(['recover', '--finish'], { cwd: folder })).toMatchObject({ code: 0 });
      } else {
        expect({ fault, ...checked }).toMatchObject({ fault, code: 0 });
        const now = snapshot(around(folder, name));
        const isNew =
          [...now].every(([path, content]) => fresh.get(path) === content) && now.size === fresh.size;
        outcomes[isNew ? 'new' : 'old']++;
        if (!isNew) {
          expect({ fault, files: now }).toEqual({ fault, files: old });
          expect(await run(argv, { cwd: folder })).toMatchObject({ code: 0 });
        }
      }
      expect(snapshot(around(folder, name))).toEqual(fresh);
      expect(await run(LATER, { cwd: folder })).toMatchObject({ code: 0 });
      expect({ fault, left: leftovers(around(folder, name)) }).toEqual({ fault, left: [] });
    });
    if (name === 'init') return;
    expect(outcomes.old).toBeGreaterThan(0);
    expect(outcomes.new + outcomes.interrupted).toBeGreaterThan(0);
  },
);

test.each(['--finish', '--undo'])('can be repeated if `recover %s` is killed', async (flag) => {
  const argv = ['rename', 'kuae', 'kuae-cluster'];
  const changed = workshop.copy();
  const old = snapshot(dirname(changed));
  const calls = await callsOf(argv, changed);
  const expected = flag === '--finish' ? snapshot(dirname(changed)) : old;
  // Between the two files that are put in their place.
  const between = calls.findLastIndex(
    (call, index) => call === 'renameSync' && calls[index - 1] === 'renameSync',
  );
  const interrupted = workshop.copy();
  await kill(argv, interrupted, `kill:${between + 1}`);
  const copy = () => {
    const home = workshop.empty();
    cpSync(dirname(interrupted), home, { recursive: true });
    return join(home, 'data');
  };
  const recovering = ['recover', flag];
  const faults = faultsAt(await callsOf(recovering, copy()));
  await inParallel(faults, async (fault) => {
    const folder = copy();
    await kill(recovering, folder, fault);
    const checked = await run(['check'], { cwd: folder });
    if (checked.code === 4) expect(await run(recovering, { cwd: folder })).toMatchObject({ code: 0 });
    else expect({ fault, ...checked }).toMatchObject({ fault, code: 0 });
    expect({ fault, files: snapshot(dirname(folder)) }).toEqual({ fault, files: expected });
    expect(await run(LATER, { cwd: folder })).toMatchObject({ code: 0 });
  });
});
