/** The shortest chains of relations between two entities. */
import { compareNames } from '../model/names.ts';
import type { ClaimRecord } from '../model/records.ts';
import { isSupport } from '../model/vocabulary.ts';
import type { Store } from '../store/store.ts';
import type { PathRow } from './answers.ts';
import { type ClaimFilter, compareClaims, Hydrator, readClaims } from './claims.ts';

/** All the shortest chains from one entity to another, at most `limit`; a relation can be walked in either direction. */
export async function path(
  store: Store,
  start: string,
  goal: string,
  filter: ClaimFilter,
  limit: number,
): Promise<PathRow[]> {
  const before = await searchBreadthFirst(store, start, goal, filter);
  const chains = chainsTo(goal, start, before, limit);
  const links = new Map<string, ClaimRecord[]>();
  for (const chain of chains) {
    for (const [from, to] of hopsOf(chain)) {
      links.set(linkKey(from, to), before.get(to)?.get(from) ?? []);
    }
  }
  const hydrator = await Hydrator.for(store, [...links.values()].flat());
  const rows = chains.map((chain) => ({
    length: chain.length - 1,
    hops: hopsOf(chain).map(([from, to]) => ({
      from: hydrator.ref(from),
      to: hydrator.ref(to),
      claims: (links.get(linkKey(from, to)) ?? [])
        .map((record) => hydrator.claim(record))
        .sort(compareClaims),
    })),
  }));
  const label = ({ hops }: PathRow) => hops.map(({ to }) => to.name).join('\u0000');
  return rows.sort((a, b) => compareNames(label(a), label(b)));
}

/** For each entity that was reached: its neighbours one step nearer to the start, with the claims between. */
type Before = Map<string, Map<string, ClaimRecord[]>>;

async function searchBreadthFirst(
  store: Store,
  start: string,
  goal: string,
  filter: ClaimFilter,
): Promise<Before> {
  const before: Before = new Map();
  const reached = new Set([start]);
  for (let frontier = [start]; frontier.length > 0 && !reached.has(goal); ) {
    const inFrontier = new Set(frontier);
    const next = new Set<string>();
    for (const claim of await readClaims(store, { ends: frontier }, filter)) {
      // A denial of support links nothing.
      if (claim.relation === 'supports' && !isSupport(claim.status)) continue;
      for (const [near, far] of [
        [claim.from, claim.to],
        [claim.to, claim.from],
      ] as const) {
        if (!inFrontier.has(near) || reached.has(far)) continue;
        next.add(far);
        const neighbours = before.get(far) ?? new Map<string, ClaimRecord[]>();
        before.set(far, neighbours.set(near, [...(neighbours.get(near) ?? []), claim]));
      }
    }
    for (const id of next) reached.add(id);
    frontier = [...next];
  }
  return before;
}

function chainsTo(goal: string, start: string, before: Before, limit: number): string[][] {
  if (goal === start) return [[start]];
  const chains: string[][] = [];
  for (const near of before.get(goal)?.keys() ?? []) {
    for (const chain of chainsTo(near, start, before, limit - chains.length)) {
      chains.push([...chain, goal]);
      if (chains.length === limit) return chains;
    }
  }
  return chains;
}

const hopsOf = (chain: readonly string[]): [string, string][] =>
  chain.slice(1).map((to, index) => [chain[index] ?? to, to]);

const linkKey = (from: string, to: string) => JSON.stringify([from, to]);
