/** The shortest chains of relations between two entities. */
import { groupBy } from '../model/group-by.ts';
import { compareNames } from '../model/names.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { PathRow } from './answers/path.ts';
import { type ClaimFilter, compareClaims, isLinking, readClaims, readNeighbours } from './claims.ts';

/**
 * The shortest chains from one entity to another; a relation can be walked in either direction. Where there are more than
 * `limit`, those whose ids are first, hop by hop.
 */
export async function path(
  store: Store,
  start: string,
  goal: string,
  filter: ClaimFilter,
  limit: number,
): Promise<{ rows: PathRow[]; areMore: boolean }> {
  const around = walker(store, filter);
  const distances = await distancesTo(goal, start, around);
  const chains = await chainsFrom(start, goal, distances, around, limit + 1);
  const shown = chains.slice(0, limit);
  const ids = [...new Set(shown.flat())];
  const claims = (await readClaims(store, { from: ids, to: ids }, filter)).filter(isLinking);
  const byEnds = groupBy(claims, ({ from, to }) => endsKey(from, to));
  const builder = await AnswerBuilder.forRecords(store, claims, [], ids);
  const hopOf = (from: string, to: string) => ({
    from: builder.ref(from),
    to: builder.ref(to),
    claims: (byEnds.get(endsKey(from, to)) ?? []).map((claim) => builder.claim(claim)).sort(compareClaims),
  });
  const rows = shown.map((chain) => ({
    length: chain.length - 1,
    hops: chain.slice(1).map((to, index) => hopOf(chain[index] ?? to, to)),
  }));
  const label = ({ hops }: PathRow) => hops.map(({ to }) => to.name).join('\u0000');
  return {
    rows: rows.sort((a, b) => compareNames(label(a), label(b))),
    areMore: chains.length > limit,
  };
}

const endsKey = (a: string, b: string) => JSON.stringify(a < b ? [a, b] : [b, a]);

/** Gives all that a claim links to one of these entities, and perhaps those; only such as are `among` others, where they are told. */
type Around = (ids: readonly string[], among?: readonly string[]) => Promise<Set<string>>;

/** The links of so many entities are read at once, since each may have thousands. */
const AT_ONCE = 500;

function walker(store: Store, filter: ClaimFilter): Around {
  return async (ids, among) => {
    const found = new Set<string>();
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      for (const id of await readNeighbours(store, ids.slice(at, at + AT_ONCE), filter, among)) found.add(id);
    }
    return found;
  };
}

/** What has been reached from one of the two. */
interface Side {
  distances: Map<string, number>;
  /** What lies farthest, at this distance. */
  frontier: string[];
  depth: number;
}

const sideOf = (id: string): Side => ({ distances: new Map([[id, 0]]), frontier: [id], depth: 0 });

/**
 * For each entity on a shortest chain, and some others, how many hops it is from the goal. Walks from both ends until they
 * meet, each time from where fewer were reached last.
 */
async function distancesTo(goal: string, start: string, around: Around): Promise<Map<string, number>> {
  const [left, right] = [sideOf(start), sideOf(goal)];
  let met = start === goal ? [start] : [];
  while (met.length === 0) {
    const isLeft = left.frontier.length <= right.frontier.length;
    const [side, other] = isLeft ? [left, right] : [right, left];
    await advance(side, around);
    if (side.frontier.length === 0) return new Map();
    met = side.frontier.filter((id) => other.distances.has(id));
  }
  // Back to the start, by those alone from which the goal is reached soonest.
  for (let back = 1; back < left.depth; back++) {
    const nearer = [...left.distances].flatMap(([id, hops]) => (hops === left.depth - back ? [id] : []));
    met = [...(await around(met, nearer))];
    for (const id of met) right.distances.set(id, right.depth + back);
  }
  return right.distances.set(start, left.depth + right.depth);
}

async function advance(side: Side, around: Around): Promise<void> {
  side.frontier = [...(await around(side.frontier))].filter((id) => !side.distances.has(id));
  side.depth++;
  for (const id of side.frontier) side.distances.set(id, side.depth);
}

/** The first `limit` chains to the goal, in the order of their ids. */
async function chainsFrom(
  id: string,
  goal: string,
  distances: ReadonlyMap<string, number>,
  around: Around,
  limit: number,
): Promise<string[][]> {
  const hops = distances.get(id);
  if (hops === undefined) return [];
  if (hops === 0) return [[id]];
  if (hops === 1) return [[id, goal]];
  const next = [...(await around([id]))].filter((other) => distances.get(other) === hops - 1).sort();
  const chains: string[][] = [];
  for (const other of next) {
    if (chains.length === limit) break;
    for (const chain of await chainsFrom(other, goal, distances, around, limit - chains.length))
      chains.push([id, ...chain]);
  }
  return chains;
}
