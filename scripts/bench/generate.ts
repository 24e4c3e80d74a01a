/** `npm run bench:generate -- --edges N --seed S [--out folder]`: a made-up knowledge base, the same to the byte for the same seed. */
import { parseArgs } from 'node:util';
import { generate } from './make-kb.ts';

const { values } = parseArgs({
  options: { edges: { type: 'string' }, seed: { type: 'string', default: '1' }, out: { type: 'string' } },
});
const edges = Number(values.edges);
const seed = Number(values.seed);
if (!(Number.isInteger(edges) && edges >= 100)) throw new Error('--edges wants a whole number from 100');
if (!Number.isInteger(seed)) throw new Error('--seed wants a whole number');
const folder = values.out ?? `bench-kb-${edges}-${seed}`;
const made = generate(folder, edges, seed);
console.log(`${folder}: ${edges} edges, ${made.entities} entities, ${made.sources} sources`);
