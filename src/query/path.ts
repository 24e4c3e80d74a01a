/** The shortest paths between two entities. */
import { groupBy } from '../model/group-by.ts';
import { compareNames } from '../model/names.ts';
import { isLink } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import { AnswerBuilder } from './answer-builder.ts';
import type { PathRow } from './answers/path.ts';
import { type ClaimFilter, compareClaims, readClaims, readNeighbours } from './claims.ts';

/**
 * The shortest paths from one entity to another, over claims in either direction. If there are more than `limit`, `areMore` is
 * true, and the paths with the first ids in sort order are returned.
 */
export async function path(
  store: Store,
  start: string,
  goal: string,
  filter: ClaimFilter,
  limit: number,
): Promise<{ rows: PathRow[]; areMore: boolean }> {
  const neighbours = neighbourReader(store, filter);
  const distances = await distancesTo(goal, start, neighbours);
  const paths = await pathsFrom(start, goal, distances, neighbours, limit + 1);
  const shown = paths.slice(0, limit);
  const ids = [...new Set(shown.flat())];
  const claims = (await readClaims(store, { from: ids, to: ids }, filter)).filter(isLink);
  const byEnds = groupBy(claims, ({ from, to }) => endsKey(from, to));
  const builder = await AnswerBuilder.forRecords(store, claims, [], ids);
  const hopOf = (from: string, to: string) => ({
    from: builder.ref(from),
    to: builder.ref(to),
    claims: (byEnds.get(endsKey(from, to)) ?? []).map((claim) => builder.claim(claim)).sort(compareClaims),
  });
  const rows = shown.map((steps) => ({
    length: steps.length - 1,
    hops: steps.slice(1).map((to, index) => hopOf(steps[index] ?? to, to)),
  }));
  const label = ({ hops }: PathRow) => hops.map(({ to }) => to.name).join('\u0000');
  return {
    rows: rows.sort((a, b) => compareNames(label(a), label(b))),
    areMore: paths.length > limit,
  };
}

const endsKey = (a: string, b: string) => JSON.stringify(a < b ? [a, b] : [b, a]);

/** Returns the neighbours of entities (see `readNeighbours`). */
type Neighbours = (ids: readonly string[], among?: readonly string[]) => Promise<Set<string>>;

/** The neighbours of this number of entities are read in one query, because each can have thousands. */
const BATCH_SIZE = 500;

function neighbourReader(store: Store, filter: ClaimFilter): Neighbours {
  return async (ids, among) => {
    const found = new Set<string>();
    for (let at = 0; at < ids.length; at += BATCH_SIZE) {
      for (const id of await readNeighbours(store, ids.slice(at, at + BATCH_SIZE), filter, among))
        found.add(id);
    }
    return found;
  };
}

/** A breadth-first search from one of the two entities. */
interface Search {
  /** The number of hops to each entity that was reached. */
  distances: Map<string, number>;
  /** The entities at the largest distance, `depth`. */
  frontier: string[];
  depth: number;
}

const searchFrom = (id: string): Search => ({ distances: new Map([[id, 0]]), frontier: [id], depth: 0 });

/**
 * The number of hops to the goal from each entity on a shortest path, and from some others; empty if there is no path. Searches
 * from both ends until they meet, and always continues at the end with the smaller frontier.
 */
async function distancesTo(
  goal: string,
  start: string,
  neighbours: Neighbours,
): Promise<Map<string, number>> {
  const [fromStart, fromGoal] = [searchFrom(start), searchFrom(goal)];
  let met = start === goal ? [start] : [];
  while (met.length === 0) {
    const isStart = fromStart.frontier.length <= fromGoal.frontier.length;
    const [search, other] = isStart ? [fromStart, fromGoal] : [fromGoal, fromStart];
    await advance(search, neighbours);
    if (search.frontier.length === 0) return new Map();
    met = search.frontier.filter((id) => other.distances.has(id));
  }
  // From the meeting points back to the start, only over entities on a shortest path.
  for (let back = 1; back < fromStart.depth; back++) {
    const nearer = [...fromStart.distances].flatMap(([id, hops]) =>
      hops === fromStart.depth - back ? [id] : [],
    );
    met = [...(await neighbours(met, nearer))];
    for (const id of met) fromGoal.distances.set(id, fromGoal.depth + back);
  }
  return fromGoal.distances.set(start, fromStart.depth + fromGoal.depth);
}

async function advance(search: Search, neighbours: Neighbours): Promise<void> {
  search.frontier = [...(await neighbours(search.frontier))].filter((id) => !search.distances.has(id));
  search.depth++;
  for (const id of search.frontier) search.distances.set(id, search.depth);
}

/** The first `limit` shortest paths from an entity to the goal, sorted by their ids. */
async function pathsFrom(
  id: string,
  goal: string,
  distances: ReadonlyMap<string, number>,
  neighbours: Neighbours,
  limit: number,
): Promise<string[][]> {
  const hops = distances.get(id);
  if (hops === undefined) return [];
  if (hops === 0) return [[id]];
  if (hops === 1) return [[id, goal]];
  const next = [...(await neighbours([id]))].filter((other) => distances.get(other) === hops - 1).sort();
  const paths: string[][] = [];
  for (const other of next) {
    if (paths.length === limit) break;
    for (const rest of await pathsFrom(other, goal, distances, neighbours, limit - paths.length))
      paths.push([id, ...rest]);
  }
  return paths;
}
