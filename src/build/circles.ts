/** The rule about circles, which no source shows alone. */
import { consistencyRules } from '../check/consistency.ts';
import { runRules } from '../check/rule.ts';
import type { Database } from '../database/driver.ts';
import { Loader } from '../load/load-kb.ts';
import type { Finding } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import type { Plan } from './plan.ts';

/** Relations that close no circle. */
const ACYCLIC = ['derived-from', 'member-of', 'owns'] as const;

/** A circle of claims, if there is one: the rule is asked again of the sources that have these relations. */
export function findCircles(database: Database, { options, texts }: Plan): Finding[] {
  const edges = database
    .prepare(
      `select relation_id as relation, from_id as "from", to_id as "to" from claim
       where relation_id in (select id from relation where name in (?, ?, ?))`,
    )
    .all(...ACYCLIC) as unknown as (Edge & { relation: number })[];
  const isAny = [...groupBy(edges, ({ relation }) => String(relation)).values()].some(hasCircle);
  if (!isAny) return [];
  const loader = new Loader(options);
  const files = database.prepare(
    `select distinct o.file from claim c join statement s on s.id = c.statement_id join source o on o.id = s.source_id
     where c.relation_id in (select id from relation where name in (?, ?, ?)) order by o.position`,
  );
  const sources = files
    .all(...ACYCLIC)
    .flatMap((row) => loader.source((row as { file: string }).file, texts, []) ?? []);
  return runRules(consistencyRules, { kb: null, entities: [], sources, isComplete: false });
}

interface Edge {
  from: number;
  to: number;
}

/** Whether a walk along edges can come back: what nothing leads to is taken away until nothing is left, or a circle is. */
function hasCircle(edges: readonly Edge[]): boolean {
  const next = new Map<number, number[]>();
  const incoming = new Map<number, number>();
  for (const { from, to } of edges) {
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
    incoming.set(to, (incoming.get(to) ?? 0) + 1);
  }
  const free = [...next.keys()].filter((node) => !incoming.has(node));
  let left = edges.length;
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    for (const to of next.get(node) ?? []) {
      left--;
      const count = (incoming.get(to) ?? 0) - 1;
      incoming.set(to, count);
      if (count === 0) free.push(to);
    }
  }
  return left > 0;
}
