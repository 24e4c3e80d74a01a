/** Runs commands that change a copy of the bundled data. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { copyOfData } from './copy.ts';
import { ask } from './run.ts';
import { snapshot } from './spawned.ts';

export const SOURCE = 'scmp-deepseek-chips';
export const file = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
export const source = (folder: string) => file(folder, `sources/${SOURCE}.yaml`);

/** Runs a line in a folder; it must succeed. */
export async function done(folder: string, line: string) {
  const ran = await ask(`${line} --quiet`, { cwd: folder });
  expect({ line, code: ran.code, err: ran.err }).toEqual({ line, code: 0, err: '' });
  return ran;
}

/** Asserts that a line fails with this exit code and message, and changes nothing. */
export async function refused(line: string, code: number, words: string, folder = copyOfData()) {
  const before = snapshot(dirname(folder));
  const ran = await ask(line, { cwd: folder });
  expect({ line, code: ran.code, out: ran.out }).toEqual({ line, code, out: '' });
  expect(ran.err).toContain(words);
  expect(snapshot(dirname(folder))).toEqual(before);
}
