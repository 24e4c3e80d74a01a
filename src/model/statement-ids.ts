/** The ids of claims and remarks, derived from what they say: readable, and the same as long as that is. */
import type { AuthoredEdge, AuthoredRemark, AuthoredSource } from './schema.ts';

/** One id, or each of a list. */
export const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/**
 * The ids of every statement of a source: for an edge one for each `from` and `to`, in the order in which it expands,
 * such as `metax.makes.metax-gpus@scmp-deepseek-chips`. The second of the same id ends in `#2`.
 */
export function statementIds(
  source: AuthoredSource,
): ReadonlyMap<AuthoredEdge | AuthoredRemark, readonly string[]> {
  const made = new Map<string, number>();
  const unique = (id: string): string => {
    const count = (made.get(id) ?? 0) + 1;
    made.set(id, count);
    return count === 1 ? id : `${id}#${count}`;
  };
  const ids = new Map<AuthoredEdge | AuthoredRemark, string[]>();
  for (const edge of source.edges) {
    const pairs = listOf(edge.from).flatMap((from) => listOf(edge.to).map((to) => ({ from, to })));
    ids.set(
      edge,
      pairs.map(({ from, to }) => unique(`${from}.${edge.relation}.${to}@${source.id}`)),
    );
  }
  for (const remark of source.remarks ?? []) {
    ids.set(remark, [unique(`${remark['said-by'] ?? 'unattributed'}.${remark.topic}@${source.id}`)]);
  }
  return ids;
}
