/** A whole knowledge base -> a new database. */

import { identityRules } from '../../check/identity.ts';
import { runRules } from '../../check/rule.ts';
import { Loader } from '../../load/load-kb.ts';
import type { Finding } from '../../model/finding.ts';
import { type Rows, WIDTHS } from '../../store/sql/rows.ts';
import type { KnownEntity, Task } from './file-work.ts';
import type { Ingest } from './ingest.ts';
import type { Plan } from './plan.ts';
import type { Pool } from './pool.ts';
import { LEAST_BYTES, layOut, type Room } from './rooms.ts';

/** Writes all records of a plan; gives what is wrong with them, and then the database is of no use. */
export async function writeAll(
  { options, entityFiles, sourceFiles, kbInput }: Plan,
  ingest: Ingest,
  pool: Pool,
  onProgress: (done: number, all: number) => void,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const all = entityFiles.length + sourceFiles.length;
  let done = 0;
  ingest.inputs('kb.yaml', kbInput);

  const known = new Map<string, KnownEntity>();
  const taken = new TakenNames();
  const entityRooms = layOut(options.folder, entityFiles, LEAST_BYTES.entities);
  const entityTasks = entityRooms.map(({ name, first }): Task => ({ sort: 'entities', name, first }));
  for await (const [made, room] of withRooms(pool.make(entityTasks), entityRooms)) {
    findings.push(...made.findings);
    for (const entity of made.entities) known.set(entity.key, entity);
    taken.add(made.rows);
    // What stands there twice can't be put in.
    if (!taken.isAnyTwice) ingest.entities(room.name, made, room);
    onProgress(++done, all);
  }
  if (taken.isAnyTwice) findings.push(...sharedNames(options, entityFiles));

  pool.know(known, findings.length === 0);
  const sourceRooms = layOut(options.folder, sourceFiles, LEAST_BYTES.sources);
  const sourceTasks = sourceRooms.map(
    ({ name, first }, index): Task => ({ sort: 'source', name, first, source: index + 1 }),
  );
  for await (const [made, room] of withRooms(pool.make(sourceTasks), sourceRooms)) {
    findings.push(...made.findings);
    if (findings.length === 0) ingest.source(room.name, made, room);
    onProgress(++done, all);
  }
  return findings;
}

async function* withRooms<T>(items: AsyncIterable<T>, rooms: readonly Room[]): AsyncGenerator<[T, Room]> {
  let at = 0;
  for await (const item of items) {
    const room = rooms[at++];
    if (room) yield [item, room];
  }
}

/** Which ids and names entities of different files share. */
function sharedNames(options: Plan['options'], entityFiles: readonly string[]): Finding[] {
  const loader = new Loader(options);
  const entities = entityFiles.flatMap((name) => loader.entities(name, []));
  return runRules(identityRules, { kb: null, entities, sources: [], isComplete: true });
}

/** Tells whether entities of different files share an id or a name that is not ambiguous. */
class TakenNames {
  readonly #owner = new Map<string, unknown>();
  readonly #ids = new Set<unknown>();
  isAnyTwice = false;

  add({ name = [], entity = [] }: Rows): void {
    for (let at = 0; at < entity.length; at += WIDTHS.entity) {
      if (this.#ids.has(entity[at + 1])) this.isAnyTwice = true;
      this.#ids.add(entity[at + 1]);
    }
    for (let at = 0; at < name.length; at += WIDTHS.name) {
      const [row, , , , isAmbiguous, folded] = name.slice(at + 1, at + WIDTHS.name);
      if (isAmbiguous === 1) continue;
      const owner = this.#owner.get(String(folded));
      if (owner !== undefined && owner !== row) this.isAnyTwice = true;
      this.#owner.set(String(folded), row);
    }
  }
}
