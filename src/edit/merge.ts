/** Merges two entities; claims that become the same are joined. */
import { isDeepStrictEqual } from 'node:util';
import { fail } from '../model/errors.ts';
import { foldName } from '../model/names.ts';
import { namesOfEntity } from '../model/references.ts';
import { type AuthoredEdge, type AuthoredSource, FIELDS } from '../model/schema.ts';
import { claimEnds, claimKey, qualifiersOf } from '../model/statement-ids.ts';
import type { Draft } from './draft.ts';
import type { YamlEdit } from './edits.ts';
import { removeItem } from './remove.ts';
import { addAliases, addToList, renamedIn, renameReferences } from './rename.ts';

/** What a merge did besides moving references and names. */
export interface Merged {
  /** The fields of `into` that keep their value although the other entity has another. */
  kept: string[];
  /** How many claims of the two were the same and are now one. */
  joined: number;
}

/**
 * Merges an entity into another one, which gets its references, names, roles and links. Throws `no-such-entity`, and a usage error for different kinds.
 */
export function merge(draft: Draft, id: string, into: string): Merged {
  const removed = draft.entity(id);
  const kept = draft.entity(into);
  if (id === into) throw fail.usage('an entity can’t be merged into itself');
  if (removed.value.kind !== kept.value.kind) {
    throw fail.usage(
      `${id} is of kind ${removed.value.kind} and ${into} of kind ${kept.value.kind}`,
      'Only entities of one kind can be merged.',
    );
  }
  renameReferences(draft, id, into);
  const joined = draft.records.sources.reduce((sum, { value, origin }) => {
    const { edits, joined: own } = joinClaims(renamedIn(value, id, into));
    draft.edit(origin.file, edits);
    return sum + own;
  }, 0);
  const known = new Set([...namesOfEntity(kept.value), into].map(foldName));
  const aliases = [removed.value.name, ...(removed.value.aliases ?? []), id].filter((alias) => {
    const name = foldName(typeof alias === 'string' ? alias : alias.name);
    return !known.has(name) && known.add(name);
  });
  const { file, path } = kept.origin;
  draft.edit(file, addAliases(kept.value, path, aliases));
  for (const field of ['roles', 'links'] as const)
    draft.edit(file, addToList(kept.value[field], [...path, field], removed.value[field] ?? []));
  if (kept.value.location === undefined && removed.value.location !== undefined)
    draft.edit(file, [
      { op: 'set', path: [...path, 'location'], value: removed.value.location, order: FIELDS.entity },
    ]);
  removeItem(draft, removed.origin.file, removed.origin.path);
  const different = (['description', 'location'] as const).filter(
    (field) =>
      removed.value[field] !== undefined &&
      kept.value[field] !== undefined &&
      removed.value[field] !== kept.value[field],
  );
  return { kept: different, joined };
}

/** The fields of a claim that may be recorded in one of two equal claims only. */
const DETAILS = ['printed', 'printed-date', 'date-basis', 'note'] as const satisfies (keyof AuthoredEdge)[];

/**
 * The edits that join the claims of a source that differ in no qualifier: one of them gets the evidence and details of the other. If
 * one is part of an entry that states several claims, it is removed from that entry. Claims with different details are left, and
 * so are two entries that state several claims each: the checks report them.
 */
function joinClaims({ edges }: AuthoredSource): { edits: YamlEdit[]; joined: number } {
  const edits: YamlEdit[] = [];
  const removals: YamlEdit[] = [];
  const singles = new Map<string, number>();
  let joined = 0;
  const keyOf = (edge: AuthoredEdge, from: string, to: string) =>
    JSON.stringify([claimKey(edge.relation, from, to), qualifiersOf(edge)]);
  /** Joins a claim to the single claim at an index, if it repeats that. */
  const join = (other: AuthoredEdge, index: number | undefined): boolean => {
    const edge = index === undefined ? undefined : edges[index];
    if (
      edge === undefined ||
      edge === other ||
      DETAILS.some((field) => contradict(edge[field], other[field]))
    )
      return false;
    const path = ['edges', index as number];
    for (const evidence of other.evidence)
      if (!edge.evidence.some((known) => isDeepStrictEqual(known, evidence)))
        edits.push({ op: 'append', path: [...path, 'evidence'], values: [evidence] });
    for (const field of DETAILS)
      if (edge[field] === undefined && other[field] !== undefined)
        edits.push({ op: 'set', path: [...path, field], value: other[field], order: FIELDS.edge });
    return true;
  };
  for (const [index, edge] of edges.entries()) {
    const [ends, ...more] = claimEnds(edge);
    if (ends === undefined || more.length > 0) continue;
    const key = keyOf(edge, ends.from, ends.to);
    if (join(edge, singles.get(key))) {
      removals.push({ op: 'remove', path: ['edges', index] });
      joined++;
    } else if (!singles.has(key)) singles.set(key, index);
  }
  for (const [index, edge] of edges.entries()) {
    const end = endWithList(edge);
    if (end === null) continue;
    const ends = claimEnds(edge);
    const places = [...ends.entries()].flatMap(([place, { from, to }]) =>
      join(edge, singles.get(keyOf(edge, from, to))) ? [place] : [],
    );
    joined += places.length;
    if (places.length === ends.length) removals.push({ op: 'remove', path: ['edges', index] });
    else
      removals.push(
        ...places.map((place): YamlEdit => ({ op: 'remove', path: ['edges', index, end, place] })),
      );
  }
  // From the last to the first, so that the indexes stay right.
  removals.sort(({ path: a }, { path: b }) => Number(b[1]) - Number(a[1]) || Number(b[3]) - Number(a[3]));
  return { edits: [...edits, ...removals], joined };
}

const contradict = (a: unknown, b: unknown): boolean => a !== undefined && b !== undefined && a !== b;

/** The only end at which an entry lists several entities; null if there is none. */
function endWithList({ from, to }: AuthoredEdge): 'from' | 'to' | null {
  const [isFrom, isTo] = [Array.isArray(from) && from.length > 1, Array.isArray(to) && to.length > 1];
  if (isFrom === isTo) return null;
  return isFrom ? 'from' : 'to';
}
