/** `npm run bench [-- --quick] [--json] [--edges N]…`: times the built program against Node itself and against others, in turns. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Fact, growth } from './growth.ts';
import { start } from './start.ts';
import { ended, type Timed, timed } from './timing.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    edges: { type: 'string', multiple: true },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'chipkb-bench-'));

const figure = (value: number) => value.toFixed(2);

function drawn(results: readonly Timed[]): string {
  const rows = results.map(({ name, ratio, quartiles: [low, high], milliseconds, goal }) => [
    name,
    figure(ratio),
    `${figure(low)}–${figure(high)}`,
    milliseconds.toFixed(0),
    goal === null ? '' : `≤ ${figure(goal)}`,
  ]);
  const head = ['program', 'times `node -e 0`', 'quartiles', 'ms', 'goal'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** The sizes that are measured. */
const sizes = values.edges?.map(Number) ?? (values.quick ? [10_000] : [10_000, 1_000_000]);

const drawnFacts = (facts: readonly Fact[]): string =>
  [
    ['of building', 'figure', 'goal'],
    ['---', '---', '---'],
    ...facts.map(({ name, value, unit, goal }) => [
      name,
      `${figure(value)} ${unit}`.trim(),
      goal === null ? '' : `≤ ${goal} ${unit}`.trim(),
    ]),
  ]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

try {
  const { contenders, leftOut, env } = await start(root, scratch);
  const facts: Fact[] = [];
  for (const edges of sizes) {
    const grown = await growth(root, scratch, edges, env);
    contenders.push(...grown.contenders);
    facts.push(...grown.facts);
  }
  for (const contender of contenders) {
    const fault = contender.fault(await ended(contender, env));
    if (fault !== null) throw new Error(`${contender.name}: ${fault}`);
  }
  const pairs = values.quick ? 5 : 40;
  const results = await timed([process.execPath, '-e', '0'], contenders, pairs, env);
  const machine = {
    node: process.version,
    system: `${process.platform} ${release()} ${process.arch}`,
    processor: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
    pairs,
  };
  if (values.json) process.stdout.write(`${JSON.stringify({ machine, results, facts, leftOut }, null, 2)}\n`);
  else {
    process.stdout.write(
      `${drawn(results)}\n\n${drawnFacts(facts)}\n\nMedians of ${pairs} pairs; ${Object.values(machine).slice(0, 3).join('; ')}.\n`,
    );
    if (leftOut.length > 0) process.stdout.write(`Left out: ${leftOut.join(', ')}.\n`);
  }
} finally {
  rmSync(scratch, { recursive: true });
}
