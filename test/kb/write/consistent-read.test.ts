/** Reads while writers replace files. */
import { readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { readConsistently } from '../../../src/kb/write/consistent-read.ts';
import { advanceClock } from '../../support/clock.ts';
import { copyOfData, removeCopies } from '../../support/copy.ts';
import { interrupt, remoteOwner } from '../../support/locks.ts';

afterAll(removeCopies);
afterEach(() => vi.restoreAllMocks());

const optionsFor = (folder: string) => ({ folder, shownFrom: folder, receiptsFile: '' });

/** Replaces a file as a writer does. */
function replace(path: string, content: string): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

test.each(['kb.yaml', 'entities/vendors.yaml', 'sources/scmp-deepseek-chips.yaml'])(
  'reads again if %s was replaced during the read',
  (name) => {
    const folder = copyOfData();
    // Clocks of file systems advance in steps of some milliseconds.
    for (const part of ['kb.yaml', 'entities', 'sources']) utimesSync(join(folder, part), 1, 1);
    let reads = 0;
    const text = readConsistently(optionsFor(folder), () => {
      const read = readFileSync(join(folder, name), 'utf8');
      if (++reads === 1) replace(join(folder, name), 'new');
      return read;
    });
    expect({ text, reads }).toEqual({ text: 'new', reads: 2 });
  },
);

test('reads again after a change of several files that began during the read', () => {
  const folder = copyOfData();
  let reads = 0;
  vi.spyOn(Atomics, 'wait').mockImplementation(() => {
    rmSync(join(folder, '.chipkb'), { recursive: true });
    return 'timed-out';
  });
  readConsistently(optionsFor(folder), () => {
    if (++reads === 1) interrupt(folder, [], remoteOwner);
  });
  expect(reads).toBe(2);
});

test('reports that files keep changing, and never returns a mixed read', () => {
  const folder = copyOfData();
  advanceClock();
  let reads = 0;
  expect(() =>
    readConsistently(optionsFor(folder), () => {
      reads++;
      utimesSync(join(folder, 'entities'), reads, reads);
    }),
  ).toThrow(`other commands kept changing ${folder} for 60 seconds`);
  expect(reads).toBe(61);
});
