/** `npm run bench:inputs [-- <words of a case>] [--largest]`: prints how the commands grow, or what the largest input costs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MAX_FILE_BYTES } from '../../src/model/files.ts';
import { growthOf, inputCases, usageOf } from './input-growth.ts';

const { values, positionals } = parseArgs({
  options: { largest: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const program = fileURLToPath(new URL('../../bin/chipkb.cjs', import.meta.url));

for (const one of inputCases()) {
  const name = `${one.kind} | ${one.command}`;
  if (!positionals.every((word) => name.includes(word))) continue;
  const scratch = mkdtempSync(join(tmpdir(), 'chipkb-inputs-'));
  try {
    if (values.largest) {
      const words = one.prepare(scratch, MAX_FILE_BYTES - 1000);
      const { code, seconds, megabytes } = await usageOf(program, words, join(scratch, 'cache'));
      console.log(`| ${name} | exit ${code} | ${seconds.toFixed(1)} s | ${megabytes.toFixed(0)} MB |`);
    } else {
      const { seconds, exponent, fault } = await growthOf(one, program, scratch);
      console.log(`| ${name} | ${seconds.toFixed(2)} s | ${exponent?.toFixed(2) ?? ''} | ${fault ?? ''} |`);
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
