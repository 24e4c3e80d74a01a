/**
 * `npm run bench [-- --quick] [--node <path>] [--edges <n>]… [--json]`: times the program against Node itself and against others.
 * `--edges` adds questions to generated knowledge bases of these sizes, and what building them costs.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Fact, growth } from './growth.ts';
import { startContenders } from './start.ts';
import { ended, markdownTable, quietEnv, timed } from './timing.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    node: { type: 'string', default: process.execPath },
    edges: { type: 'string', multiple: true, default: [] },
  },
});
const { node } = values;
const pairs = values.quick ? 5 : 40;
const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'chipkb-bench-'));
const env = quietEnv({ XDG_CACHE_HOME: join(scratch, 'caches') });
const upTo = (goal: number | null, unit = '') => (goal === null ? '' : `≤ ${goal} ${unit}`.trim());

try {
  const contenders = await startContenders(root, scratch, node, env);
  const facts: Fact[] = [];
  for (const edges of values.edges.map(Number)) {
    const grown = await growth(root, scratch, edges, env);
    contenders.push(...grown.contenders);
    facts.push(...grown.facts);
  }
  for (const contender of contenders) {
    const fault = contender.fault(await ended(contender, env));
    if (fault !== null) throw new Error(`${contender.name}: ${fault}`);
  }
  const results = await timed([node, '-e', '0'], contenders, pairs, env);
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  const machine = `Node ${version}; ${process.platform} ${release()} ${process.arch}; ${cpus().length} × ${cpus()[0]?.model.trim()}`;
  if (values.json) console.log(JSON.stringify({ machine, pairs, results, facts }, null, 2));
  else {
    const rows = results.map(({ name, ratio, quartiles: [low, high], milliseconds, goal }) => [
      name,
      ratio.toFixed(2),
      `${low.toFixed(2)}–${high.toFixed(2)}`,
      milliseconds.toFixed(0),
      upTo(goal),
    ]);
    console.log(markdownTable([['program', 'times `node -e 0`', 'quartiles', 'ms', 'goal'], ...rows]));
    if (facts.length > 0) {
      const factRows = facts.map(({ name, value, unit, goal }) => [
        name,
        `${value.toFixed(2)} ${unit}`.trim(),
        upTo(goal, unit),
      ]);
      console.log(`\n${markdownTable([['building', 'figure', 'goal'], ...factRows])}`);
    }
    console.log(`\nMedians of ${pairs} pairs; ${machine}.`);
  }
} finally {
  rmSync(scratch, { recursive: true });
}
