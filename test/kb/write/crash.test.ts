/**
 * A command that is killed at any call that changes the disk leaves the old knowledge base or the new one, never a mixture.
 * `npm run test:slow` kills every command at every call; `npm test` kills one command that writes several files at every tenth.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

test.each(TRIED)('leaves the old or the new data if `%s` is killed', async (name, argv) => {
  const first = place(name);
  const old = snapshot(around(first, name));
  const calls = join(workshop.folder, `calls-${name}`);
  expect(await workshop.run(argv, first, { fault: `count:${calls}` })).toMatchObject({ code: 0 });
  const fresh = snapshot(around(first, name));
  expect(fresh).not.toEqual(old);
  expect(leftovers(around(first, name))).toEqual([]);

  const points = readFileSync(calls, 'utf8').trim().split('\n');
  const faults = points.flatMap((call, index) => [
    `kill:${index + 1}`,
    ...(call === 'writeSync' ? [`half:${index + 1}`] : []),
  ]);
  const tried = isSlow ? faults : faults.filter((_, index) => index % 10 === 9);
  const outcomes = { old: 0, new: 0 };
  const tryOne = async (fault: string) => {
    const folder = place(name);
    expect({ fault, code: (await workshop.run(argv, folder, { fault })).code }).toEqual({
      fault,
      code: null,
    });
    const target = name === 'init' ? join(folder, 'new') : folder;
    // The next command must find the old or the new data.
    if (existsSync(target)) {
      const checked = await run(['check', target]);
      const isEmpty =
        checked.err.includes('contains no kb.yaml') || checked.out.includes('contains no kb.yaml');
      expect({ fault, isClean: checked.code === 0 || isEmpty, out: checked.out }).toMatchObject({
        fault,
        isClean: true,
      });
    }
    const now = snapshot(around(folder, name));
    const isNew = [...now].every(([path, content]) => fresh.get(path) === content) && now.size === fresh.size;
    outcomes[isNew ? 'new' : 'old']++;
    if (!isNew) {
      expect({ fault, files: now }).toEqual({ fault, files: old });
      expect(await run(argv, { cwd: folder })).toMatchObject({ code: 0 });
      expect(snapshot(around(folder, name))).toEqual(fresh);
    } else expect(await run(LATER, { cwd: target })).toMatchObject({ code: 0 });
    expect({ fault, left: leftovers(around(folder, name)) }).toEqual({ fault, left: [] });
  };
  const queue = [...tried];
  const worker = async () => {
    for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) await tryOne(fault);
  };
  await Promise.all([worker(), worker(), worker()]);
  expect(outcomes.old).toBeGreaterThan(0);
  expect(outcomes.new).toBeGreaterThan(0);
});
