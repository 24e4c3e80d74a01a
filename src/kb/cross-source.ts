/** What depends on the claims of several sources, computed when all of them are in a database. */
import { ACYCLIC_RELATIONS } from '../check/consistency.ts';
import { runRules } from '../check/rule.ts';
import { RULES } from '../check/rules.ts';
import { type ClaimLink, isFirstParty, SPEAKING_RELATIONS, speakersOf } from '../load/to-records.ts';
import type { AuthoredSourceFile, AuthoredTableFile } from '../model/authored.ts';
import { type Finding, wholeFile } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import type { Database } from '../store/sql/driver.ts';

const LINK = 'relation, from_id as "from", to_id as "to"';

const RELATIONS_JSON = JSON.stringify(SPEAKING_RELATIONS);

const isIn = (column: string) => `${column} in (select value from json_each(?))`;

/** The products for which these sources name a maker, developer or operator. */
export function productsOf(database: Database, sources: readonly string[]): string[] {
  const rows = database
    .prepare(`select distinct to_id as id from _claim where ${isIn('source')} and ${isIn('relation')}`)
    .all(JSON.stringify(sources), RELATIONS_JSON);
  return (rows as { id: string }[]).map(({ id }) => id);
}

/** Sets `first_party` of all claims, or only of those of some sources and about some products. */
export function setFirstParty(
  database: Database,
  only: { sources: readonly string[]; products: readonly string[] } | null = null,
): void {
  const speaks = `select from_id, to_id from _claim where ${isIn('relation')}`;
  // Skip claims that can't be first-party and are not marked as such.
  const condition = only
    ? `${isIn('source')} or ${isIn('from_id')} or ${isIn('to_id')}`
    : `first_party = 1 or (said_by, from_id) in (${speaks}) or (said_by, to_id) in (${speaks})`;
  const parameters = only
    ? [only.sources, only.products, only.products].map((ids) => JSON.stringify(ids))
    : [RELATIONS_JSON, RELATIONS_JSON];
  // A claim by its own subject is first-party without a look at other claims.
  const claims = database
    .prepare(
      `select ordinal, ${LINK}, said_by as "saidBy", first_party as "firstParty" from _claim
       where said_by <> from_id and (${condition})`,
    )
    .all(...parameters) as unknown as (ClaimLink & { ordinal: number; saidBy: string; firstParty: number })[];
  const speaking = database
    .prepare(`select ${LINK} from _claim where ${isIn('relation')} and ${isIn('from_id')}`)
    .all(RELATIONS_JSON, JSON.stringify([...new Set(claims.map(({ saidBy }) => saidBy))]));
  const speakers = speakersOf(speaking as unknown as ClaimLink[]);
  const update = database.prepare('update _claim set first_party = ? where ordinal = ?');
  for (const claim of claims) {
    const firstParty = isFirstParty(claim, speakers) ? 1 : 0;
    if (firstParty !== claim.firstParty) update.run(firstParty, claim.ordinal);
  }
}

/** Applies the rule against cycles to all claims of a database; `show` gives the shown path of a YAML file. */
export function findCycles(database: Database, show: (file: string) => string): Finding[] {
  const rows = database
    .prepare(
      `select s.file, s.id as source, ${LINK} from _claim c join _source s on s.id = c.source
       where ${isIn('relation')} order by c.ordinal`,
    )
    .all(JSON.stringify(ACYCLIC_RELATIONS)) as unknown as (ClaimLink & { file: string; source: string })[];
  const sources = [...groupBy(rows, ({ file }) => file)].map(
    ([file, edges]) =>
      ({
        value: { id: edges[0]?.source, edges: edges.map((edge) => ({ ...edge, evidence: [] })) },
        place: () => wholeFile(show(file)),
      }) as unknown as AuthoredSourceFile,
  );
  const cycle = RULES.filter(({ id }) => id === 'cycle');
  return runRules(cycle, { kb: null, entities: [], sources, tables: [], isComplete: true });
}

/** Applies the rule about origins to all sources of a database; `show` gives the shown path of a YAML file. */
export function findWrongOrigins(database: Database, show: (file: string) => string): Finding[] {
  const rows = database
    .prepare("select file, id, record ->> 'origin' as origin from _source order by ordinal")
    .all() as unknown as { file: string; id: string; origin: string | null }[];
  const tables = rows.map(
    ({ file, id, origin }) =>
      ({
        value: { id, ...(origin !== null && { origin }) },
        origin: { file, path: [] },
        place: () => wholeFile(show(file)),
      }) as unknown as AuthoredTableFile,
  );
  const rules = RULES.filter(({ acrossSources }) => acrossSources);
  return runRules(rules, { kb: null, entities: [], sources: [], tables, isComplete: true });
}
