/**
 * `npm run bench:generate -- --edges <n> [--entities <n>] [--sources <n>] [--seed <n>] [--out <folder>]`: writes a made-up
 * knowledge base, the same bytes for the same arguments.
 */
import { parseArgs } from 'node:util';
import { generate } from './make-kb.ts';

const { values } = parseArgs({
  options: {
    edges: { type: 'string', default: '' },
    entities: { type: 'string' },
    sources: { type: 'string' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const edges = Number(values.edges);
const seed = Number(values.seed);
if (!Number.isInteger(edges) || edges < 100) throw new Error('--edges must be an integer of at least 100');
if (!Number.isInteger(seed)) throw new Error('--seed must be an integer');
const folder = values.out ?? `bench-kb-${edges}-${seed}`;
const counts = generate(folder, edges, seed, {
  ...(values.entities && { entities: Number(values.entities) }),
  ...(values.sources && { sources: Number(values.sources) }),
});
console.log(`${folder}: ${edges} claims, ${counts.entities} entities, ${counts.sources} sources`);
