/** `npm run fuzz -- --minutes N`: the fuzz tests, for so long. A failure prints the seed and path to run it again. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes wants a number above 0');
const { status } = spawnSync('npx', ['vitest', 'run', 'test/fuzz.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, CHIPKB_FUZZ_MINUTES: String(minutes) },
});
process.exitCode = status ?? 1;
