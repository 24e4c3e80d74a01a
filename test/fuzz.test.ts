/** Random command lines and random damage, for a few seconds. `npm run fuzz -- --minutes N` goes on for longer. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, test } from 'vitest';
import { expectContract } from './support/contract.ts';
import { apply, copyKb, damage, everyLine } from './support/damage.ts';
import { commandLine } from './support/lines.ts';
import { run } from './support/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'chipkb-fuzz-'));
copyKb(folder);
const written = mkdtempSync(join(tmpdir(), 'chipkb-fuzz-'));
copyKb(written);
afterAll(() => {
  for (const path of [folder, written]) rmSync(path, { recursive: true });
});

// CHIPKB_FUZZ_MINUTES is set by `npm run fuzz`; without it, a fixed number of runs.
const minutes = Number(process.env.CHIPKB_FUZZ_MINUTES ?? 0);
const effort = (runs: number) =>
  minutes > 0
    ? {
        numRuns: Number.MAX_SAFE_INTEGER,
        interruptAfterTimeLimit: minutes * 30_000,
        markInterruptAsFailure: false,
      }
    : { numRuns: runs };
const timeout = minutes > 0 ? minutes * 60_000 + 60_000 : 60_000;

test('whatever is typed, the contract holds', { timeout }, async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(commandLine, async (line) => {
      runs++;
      // Some of the lines write.
      expectContract(line, await run(line, { cwd: written, packageFolder: written }));
    }),
    effort(300),
  );
  if (minutes > 0) console.log(`${runs} command lines`);
});

// Every line deleted and doubled, one after the other, as far as the time goes.
if (minutes > 0) {
  test('whichever line is lost or doubled, the contract holds', { timeout }, async () => {
    const end = Date.now() + minutes * 30_000;
    let runs = 0;
    for (const damaged of everyLine()) {
      if (Date.now() > end) break;
      runs++;
      const repair = apply(folder, damaged);
      const line = ['list', '--data', join(folder, 'data'), '--json'];
      expectContract(line, await run(line));
      repair();
    }
    console.log(`${runs} lines lost or doubled`);
  });
}

test('whatever the data, the contract holds', { timeout }, async () => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(damage, fc.boolean(), async (damaged, isChecked) => {
      runs++;
      const repair = apply(folder, damaged);
      const line = isChecked
        ? ['check', join(folder, 'data'), '--json']
        : ['list', '--data', join(folder, 'data'), '--json'];
      try {
        expectContract(line, await run(line));
      } finally {
        repair();
      }
    }),
    effort(150),
  );
  if (minutes > 0) console.log(`${runs} damaged knowledge bases`);
});
