/** Copies of the bundled knowledge base with some of its text replaced, and repositories of them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyKb } from './damage.ts';

/** A replacement in a file of data/; the test fails if the file does not contain `from`. */
export type Edit = readonly [file: string, from: string, to: string];

/** The only environment variable that git needs. */
export const GIT_ENV = { PATH: process.env.PATH ?? '' };

export const SOURCE = 'sources/scmp-deepseek-chips.yaml';

/** Makes a folder with the knowledge base in data/ and its texts in seeds/; the caller removes it. */
export function kbFolder(prefix = 'chipkb-diff-'): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  copyKb(folder);
  return folder;
}

/** Makes the replacements in a folder that `kbFolder` made. */
export function edit(folder: string, edits: readonly Edit[]): void {
  for (const [file, from, to] of edits) {
    const path = join(folder, 'data', file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from)) throw new Error(`${file} does not contain “${from}”`);
    writeFileSync(
      path,
      text.replace(from, () => to),
    );
  }
}

/** Runs git in a folder without the settings of this machine. */
export function git(folder: string, ...args: string[]): string {
  const settings = [
    'user.name=Test',
    'user.email=test@example.org',
    'init.defaultBranch=main',
    'core.autocrlf=false',
  ];
  return execFileSync('git', ['-C', folder, ...settings.flatMap((setting) => ['-c', setting]), ...args], {
    encoding: 'utf8',
    env: { ...GIT_ENV, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Commits everything in a folder, and makes it a repository first if it is not one. */
export function commit(folder: string, subject: string): void {
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '--allow-empty', '-m', subject);
}
