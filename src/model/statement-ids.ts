/** Ids of claims and remarks. They are derived from the content, so they are readable and change only with it. */
import type { AuthoredEdge, AuthoredRemark, AuthoredSource } from './schema.ts';

/** A field that contains one value, a list or nothing, as a list. */
export const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The distinct ids as they are authored: a single one without a list. */
export function idOrList(ids: readonly string[]): string | string[] {
  const distinct = [...new Set(ids)];
  const [first, ...others] = distinct;
  return first !== undefined && others.length === 0 ? first : distinct;
}

/** The ends of every claim that an authored edge states: each `from` with each `to`. */
export const claimEnds = ({ from, to }: Pick<AuthoredEdge, 'from' | 'to'>): { from: string; to: string }[] =>
  listOf(from).flatMap((one) => listOf(to).map((other) => ({ from: one, to: other })));

/**
 * The ids of every claim and remark of a source, such as `metax.makes.metax-gpus@scmp-deepseek-chips`. An authored edge has one
 * id for each of its `claimEnds`. The second use of the same id ends in `#2`.
 */
export function statementIds(
  source: AuthoredSource,
): ReadonlyMap<AuthoredEdge | AuthoredRemark, readonly string[]> {
  const uses = new Map<string, number>();
  const unique = (id: string): string => {
    const count = (uses.get(id) ?? 0) + 1;
    uses.set(id, count);
    return count === 1 ? id : `${id}#${count}`;
  };
  const ids = new Map<AuthoredEdge | AuthoredRemark, string[]>();
  for (const edge of source.edges) {
    ids.set(
      edge,
      claimEnds(edge).map(({ from, to }) => unique(`${from}.${edge.relation}.${to}@${source.id}`)),
    );
  }
  for (const remark of source.remarks ?? []) {
    ids.set(remark, [unique(`${remark['said-by'] ?? 'unattributed'}.${remark.topic}@${source.id}`)]);
  }
  return ids;
}
