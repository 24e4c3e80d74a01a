/** Random command lines and randomly damaged data, some in `npm test`, many in `npm run fuzz`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, test } from 'vitest';
import { expectContract } from './support/contract.ts';
import { copyKb, damage, everyLine, writeDamaged } from './support/damage.ts';
import { commandLine } from './support/lines.ts';
import { run } from './support/run.ts';
import { isSlow, runs } from './support/runs.ts';

const damagedKb = mkdtempSync(join(tmpdir(), 'chipkb-fuzz-'));
const writtenKb = mkdtempSync(join(tmpdir(), 'chipkb-fuzz-'));
copyKb(damagedKb);
copyKb(writtenKb);
afterAll(() => {
  for (const path of [damagedKb, writtenKb]) rmSync(path, { recursive: true });
});

test('keeps its contract for any command line', () =>
  fc.assert(
    fc.asyncProperty(commandLine, async (line) => {
      // Some of the lines write.
      expectContract(line, await run(line, { cwd: writtenKb, packageFolder: writtenKb }));
    }),
    runs(100),
  ));

/** Damages a file of the knowledge base, runs a command on it, and restores the file. */
async function expectContractDespite(damaged: Parameters<typeof writeDamaged>[1], line: readonly string[]) {
  const restore = writeDamaged(damagedKb, damaged);
  try {
    expectContract(line, await run(line));
  } finally {
    restore();
  }
}

const data = join(damagedKb, 'data');
const LIST = ['list', '--data', data, '--json'];

test('keeps its contract for damaged data', () =>
  fc.assert(
    fc.asyncProperty(damage, fc.constantFrom(LIST, ['check', data, '--json']), expectContractDespite),
    runs(50),
  ));

test.runIf(isSlow)('keeps its contract if any one line is missing or doubled', async () => {
  for (const damaged of everyLine()) await expectContractDespite(damaged, LIST);
});
