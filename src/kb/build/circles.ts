/** The rule about circles, which no source shows alone. */
import { consistencyRules } from '../../check/consistency.ts';
import { runRules } from '../../check/rule.ts';
import { Loader } from '../../load/load-kb.ts';
import type { Finding } from '../../model/finding.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Database } from '../../store/sql/driver.ts';
import type { Plan } from './plan.ts';

/** Relations that close no circle. */
const ACYCLIC = ['derived-from', 'member-of', 'owns'] as const;

/**
 * A circle that claims of the sources of `files` close, if there is one: the rule is asked again of all sources that have these
 * relations.
 */
export function findCircles(
  database: Database,
  { options, texts }: Plan,
  files: readonly string[],
): Finding[] {
  // Whatever closes a circle leads all the way round it.
  const edges = database
    .prepare(
      `with recursive reached(relation, entity) as (
         select c.relation_id, c.to_id from room m join claim c on c.statement_id >= m.first and c.statement_id < m.first + m.size
         where m.file in (select value from json_each(?)) and c.relation_id in (select id from relation where name in (?, ?, ?))
         union
         select c.relation_id, c.to_id from reached r join claim c on c.from_id = r.entity and c.relation_id = r.relation)
       select c.relation_id as relation, c.from_id as "from", c.to_id as "to"
       from reached r join claim c on c.from_id = r.entity and c.relation_id = r.relation`,
    )
    .all(JSON.stringify(files), ...ACYCLIC) as unknown as (Edge & { relation: number })[];
  const isAny = [...groupBy(edges, ({ relation }) => relation).values()].some(hasCircle);
  if (!isAny) return [];
  const loader = new Loader(options);
  const holders = database.prepare(
    `select distinct o.file from claim c join statement s on s.id = c.statement_id join source o on o.id = s.source_id
     where c.relation_id in (select id from relation where name in (?, ?, ?)) order by o.position`,
  );
  const sources = holders
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
