/** Writers at once, and the disks and rights that a writer may meet. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
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
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run, wordsOf } from '../../support/run.ts';
import { isSlow } from '../../support/runs.ts';
import { leftovers, snapshot, Workshop } from '../../support/spawned.ts';

const workshop = await Workshop.open();
afterAll(() => workshop.remove());

const vendors = (folder: string) => join(folder, 'entities', 'vendors.yaml');
const set = (value: string) => ['set', 'nvidia', 'location', value];

test('loses no edit when 8 writers run at once', async () => {
  const folder = workshop.copy();
  const write = async (index: number) => {
    for (;;) {
      const ran = await workshop.run(['set', 'nvidia', 'aliases', `Writer ${index}`, '--append'], folder);
      // On a busy machine a writer may wait too long for the others, and then says so.
      if (!ran.err.includes('\nTry again later')) return ran;
    }
  };
  const writers = Array.from({ length: 8 }, (_, index) => write(index));
  const readers = Array.from({ length: 4 }, () => workshop.run(['check'], folder));
  const ended = await Promise.all([...writers, ...readers]);
  expect(ended.map(({ code, err }) => ({ code, err: err.replace(/^Waiting for .*\n/, '') }))).toEqual(
    Array(12).fill({ code: 0, err: '' }),
  );
  const text = readFileSync(vendors(folder), 'utf8');
  for (let index = 0; index < 8; index++) expect(text).toContain(`    - Writer ${index}\n`);
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

describe('the lock', () => {
  const holder = (more: object) => ({
    token: '1-00000000-0000-0000-0000-000000000000',
    pid: process.pid,
    host: 'elsewhere',
    started: null,
    work: 'chipkb set',
    since: '2025-01-01T00:00:00Z',
    ...more,
  });
  const lockOf = (folder: string, content: object) => {
    mkdirSync(join(folder, '.chipkb', 'lock'), { recursive: true });
    writeFileSync(join(folder, '.chipkb', 'lock', 'holder.json'), JSON.stringify(content));
  };

  test('is taken over if its process is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    const folder = workshop.copy();
    lockOf(
      folder,
      holder({
        token: `${pid}-00000000-0000-0000-0000-000000000000`,
        pid,
        host: execFileSync('hostname', { encoding: 'utf8' }).trim(),
      }),
    );
    expect(await run(set('there'), { cwd: folder })).toMatchObject({ code: 0 });
    expect(leftovers(folder)).toEqual([]);
  });

  test('is taken over if its process id was reused', async () => {
    const folder = workshop.copy();
    const host = execFileSync('hostname', { encoding: 'utf8' }).trim();
    lockOf(
      folder,
      holder({
        token: `${process.pid}-00000000-0000-0000-0000-000000000000`,
        host,
        started: { boot: 'another', namespace: 'x', ticks: '1' },
      }),
    );
    expect(await run(set('there'), { cwd: folder })).toMatchObject({ code: 0 });
  });

  test('makes another writer wait and report who owns the lock', async () => {
    const folder = workshop.copy();
    lockOf(folder, holder({}));
    const waiting = workshop.run(set('there'), folder, {
      onError: (said) => {
        if (said.includes('Waiting'))
          rmSync(join(folder, '.chipkb', 'lock'), { recursive: true, force: true });
      },
    });
    const { code, err } = await waiting;
    expect({ code, err }).toEqual({
      code: 0,
      err: `Waiting for chipkb set (process ${process.pid} on elsewhere, since 2025-01-01T00:00:00Z).\n`,
    });
  });
});

test.each(isSlow ? ['ENOSPC', 'EIO', 'EDQUOT'] : ['ENOSPC'])(
  'after %s in any write, flush or rename, a file is unchanged or has the whole edit, and can be edited again',
  async (code) => {
    const calls = join(workshop.folder, `calls-${code}`);
    const edited = workshop.copy();
    await workshop.run(set('there'), edited, { fault: `count:${calls}` });
    const points = readFileSync(calls, 'utf8').trim().split('\n');
    const harmful = points.flatMap((call, index) =>
      /^(?:writeSync|fsyncSync|renameSync)$/.test(call) ? [index + 1] : [],
    );
    for (const point of harmful) {
      const folder = workshop.copy();
      const before = snapshot(folder);
      const ran = await workshop.run(set('there'), folder, { fault: `${code}:${point}` });
      const after = snapshot(folder);
      // The last call flushes the rename; the new content is in place by then.
      const isDone = readFileSync(vendors(folder), 'utf8') === readFileSync(vendors(edited), 'utf8');
      expect({ code, point, exit: ran.code }).toEqual({ code, point, exit: 1 });
      if (!isDone) expect(after).toEqual(before);
      expect(await run(set('elsewhere'), { cwd: folder })).toMatchObject({ code: 0 });
      expect(leftovers(folder)).toEqual([]);
    }
  },
);

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
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const gone = (path: string) => ({ path, temporary: null, before: sha256('mine'), after: null });

  test.each<[string, (folder: string, outside: string) => string]>([
    ['to a folder next to it', () => '../outside/secret'],
    ['to an absolute path', (_, outside) => join(outside, 'secret')],
    [
      'through a link',
      (folder, outside) => {
        symlinkSync(outside, join(folder, 'link'));
        return 'link/secret';
      },
    ],
  ])('cannot make the journal lead %s', async (_, lead) => {
    const { folder, outside, secret } = mine();
    const path = lead(folder, outside);
    mkdirSync(join(folder, '.chipkb'));
    writeFileSync(join(folder, '.chipkb', 'journal.json'), JSON.stringify([gone(path), gone(path)]));
    const { code, err } = await run(['show', 'nvidia'], { cwd: folder });
    expect({ code, said: err.includes('a change was interrupted') }).toEqual({ code: 1, said: true });
    expect(readFileSync(secret, 'utf8')).toBe('mine');
  });

  test('cannot make a command remove a file outside', async () => {
    const { folder, secret } = mine();
    const source = join(folder, 'sources', 'scmp-deepseek-chips.yaml');
    writeFileSync(source, readFileSync(source, 'utf8').replace(/^text: .*/m, 'text: ../outside/secret'));
    const { out, err } = await run(['remove', 'scmp-deepseek-chips', '--cascade'], { cwd: folder });
    expect(readFileSync(secret, 'utf8')).toBe('mine');
    expect(out + err).not.toContain('mine');
  });

  test('cannot make its state folder a link', async () => {
    const { folder, outside, secret } = mine();
    symlinkSync(outside, join(folder, '.chipkb'));
    const { code } = await run(set('there'), { cwd: folder });
    expect(code).toBe(1);
    expect(readdirSync(outside)).toEqual(['secret']);
    expect(readFileSync(secret, 'utf8')).toBe('mine');
  });

  test('does not use the token of a lock as a path', async () => {
    const { folder, outside } = mine();
    const lock = join(folder, '.chipkb', 'lock');
    mkdirSync(lock, { recursive: true });
    const owner = { token: '/../../../outside/planted', pid: 4194304, host: hostname(), started: null };
    writeFileSync(join(lock, 'holder.json'), JSON.stringify(owner));
    // A writer that trusted the token would break the lock at once; this one waits until the lock is removed.
    const { code, err } = await workshop.run(set('there'), folder, {
      onError: (said) => {
        if (said.includes('Waiting')) rmSync(lock, { recursive: true, force: true });
      },
    });
    expect({ code, err }).toEqual({ code: 0, err: 'Waiting for an unknown process.\n' });
    expect(readdirSync(outside)).toEqual(['secret']);
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

test('does not overwrite what a person wrote after a crash', async () => {
  const folder = workshop.copy();
  const argv = ['rename', 'kuae', 'kuae-cluster'];
  const calls = join(workshop.folder, 'calls-journal');
  await workshop.run(argv, workshop.copy(), { fault: `count:${calls}` });
  const points = readFileSync(calls, 'utf8').trim().split('\n');
  // Between the first file that is put in its place and the second.
  const last = points.findLastIndex(
    (call, index) => call === 'renameSync' && points[index - 1] === 'renameSync',
  );
  await workshop.run(argv, folder, { fault: `kill:${last + 1}` });
  const source = join(folder, 'sources', 'scmp-deepseek-chips.yaml');
  const hardware = join(folder, 'entities', 'hardware.yaml');
  const [left] = [source, hardware].filter((path) => !readFileSync(path, 'utf8').includes('kuae-cluster'));
  expect(left).toBeDefined();
  writeFileSync(left as string, `${readFileSync(left as string, 'utf8')}# mine\n`);
  const { code, err } = await run(['check'], { cwd: folder });
  expect(code).toBe(1);
  expect(err).toContain('has been modified since then');
  expect(readFileSync(left as string, 'utf8')).toMatch(/# mine\n$/);
});
