/** The broken knowledge bases of test/check/fixtures. */
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './run.ts';

/** The folder of the fixtures and of the expected output of each. */
export const FIXTURES = join(packageFolder, 'test/check/fixtures');

export const fixtureNames: readonly string[] = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Copies the fixture `base`, overwritten by the files of another, into a new folder in `scratch`; returns that folder. */
export function laidOut(name: string, scratch: string): string {
  const folder = join(scratch, name, 'kb');
  cpSync(join(FIXTURES, 'base'), folder, { recursive: true });
  cpSync(join(FIXTURES, name), folder, { recursive: true });
  return folder;
}
