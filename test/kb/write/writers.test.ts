/** Writers at once, and the disks and rights that a writer may meet. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { replaceFsFunctions } from '../../support/fs-functions.ts';
import { run, wordsOf } from '../../support/run.ts';
import { isSlow } from '../../support/runs.ts';
import { leftovers, snapshot, Workshop } from '../../support/spawned.ts';

const workshop = await Workshop.open();
afterAll(() => workshop.remove());

const vendors = (folder: string) => join(folder, 'entities', 'vendors.yaml');
const set = (value: string) => ['set', 'nvidia', 'location', value];

const WRITERS = isSlow ? 16 : 4;

test(`loses no edit when ${WRITERS} writers run at once`, async () => {
  const folder = workshop.copy();
  const writers = Array.from({ length: WRITERS }, (_, index) =>
    workshop.run(['set', 'nvidia', 'aliases', `Writer ${index}`, '--append', '--json'], folder),
  );
  const readers = Array.from({ length: 4 }, () => workshop.run(['check'], folder));
  const ended = await Promise.all([...writers, ...readers]);
  expect(ended.map(({ code, err }) => ({ code, err: err.replace(/^Waiting for .*\n/, '') }))).toEqual(
    Array(WRITERS + 4).fill({ code: 0, err: '' }),
  );
  const text = readFileSync(vendors(folder), 'utf8');
  for (let index = 0; index < WRITERS; index++) expect(text).toContain(`    - Writer ${index}\n`);
  expect(leftovers(dirname(folder))).toEqual([]);
});

test('refuses to overwrite a file that another program changed during the edit', async () => {
  const folder = workshop.copy();
  const pause = join(workshop.folder, 'pause.mjs');
  // The second fsync flushes the new content, after the one for the lock. At that moment the file is changed.
  writeFileSync(
    pause,
    `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
     const real = fs.fsyncSync; let calls = 0;
     fs.fsyncSync = (handle) => {
       if (++calls === 2) { fs.appendFileSync(${JSON.stringify(vendors(folder))}, '# mine\\n'); }
       return real(handle);
     };
     syncBuiltinESMExports();`,
  );
  const before = readFileSync(vendors(folder), 'utf8');
  const { code, err } = await workshop.run(set('Santa Clara'), folder, { preload: pause });
  expect({ code, err }).toEqual({
    code: 1,
    err: `error: ${vendors(folder)} was changed by another program at the same time\nNothing was written; run the command again.\n`,
  });
  expect(readFileSync(vendors(folder), 'utf8')).toBe(`${before}# mine\n`);
  expect(leftovers(dirname(folder))).toEqual([]);
});

test('reads each file that the edit does not change only once', async () => {
  const folder = workshop.copy();
  const preload = join(workshop.folder, 'log-opens.mjs');
  const log = join(workshop.folder, 'opens');
  writeFileSync(
    preload,
    `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
     const { openSync } = fs;
     fs.openSync = (path, ...more) => {
       fs.appendFileSync(${JSON.stringify(log)}, path + '\\n');
       return openSync(path, ...more);
     };
     syncBuiltinESMExports();`,
  );
  const { code } = await workshop.run(
    wordsOf(
      'add edge baidu partners-with tencent --via kuae --said-by huawei --source scmp-deepseek-chips --quote "Tencent Holdings, Huawei and Baidu"',
    ),
    folder,
    { preload },
  );
  const isUnchanged = (path: string) => path.endsWith('.yaml') && !path.endsWith('/scmp-deepseek-chips.yaml');
  const opened = readFileSync(log, 'utf8').split('\n').filter(isUnchanged);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  expect({ code, opened: opened.sort() }).toEqual({ code: 0, opened: files.filter(isUnchanged).sort() });
});

const EDITS = { set: set('there'), rename: ['rename', 'kuae', 'kuae-cluster'] };

test.each(
  (isSlow ? ['ENOSPC', 'EIO', 'EDQUOT'] : ['ENOSPC']).flatMap((code) =>
    Object.entries(EDITS).map(([name, argv]) => [code, name, argv] as const),
  ),
)(
  'after %s in any write, flush or rename of `%s`, all files are unchanged or have the whole edit',
  async (code, name, argv) => {
    const calls = join(workshop.folder, `calls-${code}-${name}`);
    const edited = workshop.copy();
    const before = snapshot(edited);
    await workshop.run(argv, edited, { fault: `count:${calls}` });
    const points = readFileSync(calls, 'utf8').trim().split('\n');
    const harmful = points.flatMap((call, index) =>
      /^(?:writeSync|fsyncSync|renameSync)$/.test(call) ? [index + 1] : [],
    );
    for (const point of harmful.filter((_, index) => isSlow || index % 10 === 4)) {
      const folder = workshop.copy();
      const { code: exit, err } = await workshop.run(argv, folder, { fault: `${code}:${point}` });
      // After the last file only the lock is released; if that fails, the next command does it.
      expect({ point, exit, files: snapshot(folder) }).toEqual({
        point,
        exit: exit === 0 ? 0 : 1,
        files: exit === 0 ? snapshot(edited) : before,
      });
      if (exit !== 0) expect(err).toMatch(/^error: cannot write .*\nNothing was changed\.\n$/);
      expect(await run(['recover', '--finish'], { cwd: folder })).toMatchObject({ code: 0 });
      expect(await run(set('elsewhere'), { cwd: folder })).toMatchObject({ code: 0 });
      expect(leftovers(folder)).toEqual([]);
    }
  },
);

describe('if another program changes a file while a change of several files is written', () => {
  const EDIT = EDITS.rename;

  /** Runs the edit; `onFirst` is called when the first file is renamed into place, `onSecond` when the second is. */
  async function runWith(folder: string, onFirst: (path: string) => void, onSecond: (path: string) => void) {
    let first: string | undefined;
    const restore = replaceFsFunctions({
      renameSync: (real) => (from: string, to: string) => {
        if (to.endsWith('.yaml') && first === undefined) {
          first = to;
          onFirst(to);
        } else if (to.endsWith('.yaml') && to !== first) onSecond(first ?? '');
        return real(from, to);
      },
    });
    try {
      return { ...(await run(EDIT, { cwd: folder })), first: first ?? '' };
    } finally {
      restore();
    }
  }

  test('restores the files that were replaced before it', async () => {
    const folder = workshop.copy();
    const before = snapshot(folder);
    const names = ['entities/hardware.yaml', 'sources/scmp-deepseek-chips.yaml'];
    let other = '';
    const { code, err } = await runWith(
      folder,
      (first) => {
        other = names.find((name) => join(folder, name) !== first) ?? '';
        appendFileSync(join(folder, other), '# mine\n');
      },
      () => {},
    );
    expect({ code, err }).toEqual({
      code: 1,
      err: `error: ${join(folder, other)} was changed by another program at the same time\nNothing was written; run the command again.\n`,
    });
    expect(snapshot(folder)).toEqual(new Map(before).set(`/${other}`, `${before.get(`/${other}`)}# mine\n`));
    expect(leftovers(folder)).toEqual([]);
  });

  test('leaves the change to `chipkb recover` if they can’t be restored', async () => {
    const folder = workshop.copy();
    const { code, err, first } = await runWith(
      folder,
      () => {},
      (path) => {
        appendFileSync(path, '# mine\n');
        throw Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'rename' });
      },
    );
    expect({ code, err }).toEqual({ code: 4, err: expect.stringContaining('was interrupted\n') });
    expect(await run(['check'], { cwd: folder })).toMatchObject({ code: 4, err });
    expect(await run(['recover'], { cwd: folder })).toMatchObject({
      code: 4,
      err: expect.stringContaining(`${first} was changed after the interruption`),
    });
    writeFileSync(first, readFileSync(first, 'utf8').replace(/# mine\n$/, ''));
    expect(await run(['recover', '--undo'], { cwd: folder })).toMatchObject({ code: 0 });
    expect(await run(EDIT, { cwd: folder })).toMatchObject({ code: 0 });
    expect(leftovers(folder)).toEqual([]);
  });
});

describe('changes nothing and reports the reason if', () => {
  const someone = { uid: 65534, gid: 65534 };
  const isRoot = process.getuid?.() === 0;

  const refused = async (folder: string, options: object, reason: string) => {
    const before = snapshot(dirname(folder));
    const { code, out, err } = await workshop.run(set('there'), folder, options);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(new RegExp(`cannot write .*: ${reason}\n`));
    expect(snapshot(dirname(folder))).toEqual(before);
    expect(leftovers(folder)).toEqual([]);
  };

  // The test mounts a small disk, for which a user needs namespaces of Linux.
  const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

  test.skipIf(!canMount)('the disk is full', async () => {
    const folder = workshop.copy();
    const disk = join(workshop.folder, 'disk');
    mkdirSync(disk);
    const script = `set -e
      mount -t tmpfs -o size=160k none ${disk}
      cp -r ${dirname(folder)}/. ${disk}; cd ${disk}/data
      head -c 1M /dev/zero > ${disk}/filler || true
      before=$(cat entities/*.yaml sources/*.yaml | sha256sum)
      set +e; ${process.execPath} ${workshop.program} set nvidia location there; echo exit $?
      [ "$before" = "$(cat entities/*.yaml sources/*.yaml | sha256sum)" ] && echo unchanged; ls -A . entities`;
    const { stdout, stderr: said } = spawnSync('unshare', ['-rm', 'bash', '-c', script], {
      encoding: 'utf8',
    });
    expect(said).toContain('no space left on device');
    expect(stdout).toContain('exit 1\nunchanged\n');
    expect(stdout).not.toContain('.chipkb');
  });

  test('the folder is read-only', async () => {
    const folder = workshop.copy();
    if (isRoot) await refused(folder, someone, 'permission denied');
    else {
      chmodSync(folder, 0o555);
      await refused(folder, {}, 'permission denied');
      chmodSync(folder, 0o755);
    }
  });

  test('a file is read-only in a writable folder', async () => {
    const folder = workshop.copy();
    chmodSync(folder, 0o777);
    chmodSync(join(folder, 'entities'), 0o777);
    chmodSync(vendors(folder), isRoot ? 0o644 : 0o444);
    await refused(folder, isRoot ? someone : {}, 'permission denied');
  });
});

test('keeps the mode and owner of a file, and a link to it', async () => {
  const folder = workshop.copy();
  const real = join(folder, 'entities', 'real');
  writeFileSync(real, readFileSync(vendors(folder)));
  rmSync(vendors(folder));
  symlinkSync('real', vendors(folder));
  chmodSync(real, 0o640);
  if (process.getuid?.() === 0) chownSync(real, 1234, 5678);
  const before = statSync(real);
  expect(await run(set('there'), { cwd: folder })).toMatchObject({ code: 0 });
  const { mode, uid, gid } = statSync(real);
  expect({ mode, uid, gid }).toEqual({ mode: before.mode, uid: before.uid, gid: before.gid });
  expect(readFileSync(real, 'utf8')).toContain('location: there');
});

describe('a knowledge base from another person', () => {
  const mine = () => {
    const folder = workshop.copy();
    const outside = join(dirname(folder), 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret'), 'mine');
    return { folder, outside, secret: join(outside, 'secret') };
  };
  test('cannot make a command remove a file outside', async () => {
    const { folder, secret } = mine();
    const source = join(folder, 'sources', 'scmp-deepseek-chips.yaml');
    writeFileSync(source, readFileSync(source, 'utf8').replace(/^text: .*/m, 'text: ../outside/secret'));
    const { out, err } = await run(['remove', 'scmp-deepseek-chips', '--cascade'], { cwd: folder });
    expect(readFileSync(secret, 'utf8')).toBe('mine');
    expect(out + err).not.toContain('mine');
  });

  test('cannot make its folder of texts a link to another place', async () => {
    const { folder, outside } = mine();
    const kb = join(folder, 'kb.yaml');
    const note = join(outside, 'secret');
    symlinkSync('/var', join(folder, 'link'));
    writeFileSync(kb, readFileSync(kb, 'utf8').replace(/^texts: .*/m, 'texts: link/new-folder'));
    const { code } = await run(
      [
        'add',
        'source',
        note,
        '--id',
        'note',
        '--publisher',
        'scmp',
        '--published',
        '2025-02-05',
        '--title',
        'T',
      ],
      { cwd: folder },
    );
    expect(code).toBe(4);
    expect(existsSync('/var/new-folder')).toBe(false);
  });
});

test('records a quote only if it is found in the text', async () => {
  const folder = workshop.copy();
  const source = join(folder, 'sources', 'scmp-deepseek-chips.yaml');
  rmSync(join(dirname(folder), 'seeds'), { recursive: true });
  writeFileSync(
    source,
    readFileSync(source, 'utf8').replace(/^extent: .*/m, 'extent: {first: 1, last: 900}'),
  );
  const before = readFileSync(source, 'utf8');
  const { code, err } = await run(
    wordsOf(
      'add edge deepseek-r1-based-models runs-on metax-gpus --source scmp-deepseek-chips --quote "Nobody ever wrote this"',
    ),
    { cwd: folder },
  );
  expect({ code, said: err.includes('quote not found in') }).toEqual({ code: 4, said: true });
  expect(readFileSync(source, 'utf8')).toBe(before);
});
