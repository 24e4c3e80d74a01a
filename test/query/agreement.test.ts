/** Questions that must agree with each other, and with the definition of an answer, on generated knowledge bases. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupBy } from '../../src/model/group-by.ts';
import type { ClaimRecord, EntityRecord, StoreRecords } from '../../src/model/records.ts';
import { wordsOfEvidence } from '../../src/model/records.ts';
import { isSupport, SUPPORT_VIEWS, type SupportViewName, words } from '../../src/model/vocabulary.ts';
import type { SupportRow } from '../../src/query/answers/support.ts';
import { listEntities } from '../../src/query/list.ts';
import { matrix } from '../../src/query/matrix.ts';
import { path } from '../../src/query/path.ts';
import { show } from '../../src/query/show.ts';
import { supports, whoSupports } from '../../src/query/who-supports.ts';
import { why } from '../../src/query/why.ts';
import { memoryStore } from '../../src/store/memory/memory-store.ts';
import { openDatabase } from '../../src/store/sql/driver.ts';
import { Writer } from '../../src/store/sql/writer.ts';
import type { Store } from '../../src/store/store.ts';
import { arbitraryRecords } from '../support/arbitrary-records.ts';
import { runs } from '../support/runs.ts';

const VIEWS = words(SUPPORT_VIEWS);
const viewOf = {
  company: 'vendor',
  hardware: 'hardware',
  service: 'service',
  framework: 'framework',
} as const;

/** What a claim is listed under, by the definition: written again, without the code that is tested. */
function listedUnder(
  { entities, claims }: StoreRecords,
  claim: ClaimRecord,
  view: SupportViewName,
): string[] {
  const kind = (id: string) => entities.find((one) => one.id === id)?.kind;
  const ofKind = (wanted: string) =>
    kind(claim.from) === wanted
      ? [claim.from]
      : claim.via.map(({ id }) => id).filter((id) => kind(id) === wanted);
  if (view !== 'vendor') return ofKind(view);
  const ownersOf = (product: string) => {
    const owners = claims.filter(
      ({ relation, to, withdrawn }) =>
        withdrawn === null && (relation === 'makes' || relation === 'operates') && to === product,
    );
    return owners.length === 0 ? [product] : owners.map(({ from }) => from);
  };
  if (kind(claim.from) === 'hardware' || kind(claim.from) === 'service')
    return [...new Set(ownersOf(claim.from))];
  const chips = ofKind('hardware');
  if (kind(claim.from) !== 'framework' || chips.length === 0) return [claim.from];
  return [...new Set(chips.flatMap(ownersOf))];
}

const current = ({ claims }: StoreRecords) =>
  claims.filter(({ relation, withdrawn }) => relation === 'supports' && withdrawn === null);

/** What restricts a claim. */
const restrictionOf = ({
  precision,
  mode,
  task,
  artefact,
}: Pick<ClaimRecord, 'precision' | 'mode' | 'task' | 'artefact'>): string =>
  [precision, mode, task, artefact].map(String).join(' ');

/** A row as one line: its supporter, model, scope and the ids of its claims. */
const lineOf = ({ supporter, model, artefact, scope, claims }: SupportRow) =>
  `${supporter?.id} ${model.id} ${artefact} ${scope} ${claims.map(({ id }) => id).sort()}`;

const models = ({ entities }: StoreRecords) => entities.filter(({ kind }) => kind === 'model');
const supporters = ({ entities }: StoreRecords) =>
  entities.filter((one): one is EntityRecord & { kind: keyof typeof viewOf } => one.kind in viewOf);

/** Asserts `check` on generated knowledge bases. */
const always = (check: (records: StoreRecords, store: Store) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(arbitraryRecords, (records) => check(records, memoryStore(records))),
    runs(40),
  );

/** The records as a published database in memory. */
function databaseOf({ meta, entities, claims, sources }: StoreRecords) {
  const database = openDatabase(':memory:', false);
  if (database === null) throw new Error('no SQLite is installed');
  const writer = new Writer(database);
  writer.create('published');
  writer.setMeta(meta);
  writer.insertEntities(
    { file: 'entities.yaml', entities: entities.map((entity) => ({ entity, names: [] })) },
    1,
  );
  for (const [index, source] of sources.entries())
    writer.insertSource(
      {
        file: source.id,
        source,
        text: null,
        claims: claims.filter((claim) => claim.source === source.id),
        remarks: [],
      },
      1000 * (index + 1),
    );
  writer.finish('published');
  return database;
}

describe('on any knowledge base', () => {
  test('who-supports lists every claim that names the model under each of its supporters, and no other', () =>
    always(async (records, store) => {
      for (const { id } of models(records)) {
        for (const by of VIEWS) {
          const rows = (await whoSupports(store, id, { by })).filter(({ model }) => model.id === id);
          const found = rows.flatMap(({ supporter, claims }) =>
            claims.map((claim) => `${supporter?.id ?? null} ${claim.id}`),
          );
          const expected = current(records)
            .filter(({ to }) => to === id)
            .flatMap((claim) => {
              const under = listedUnder(records, claim, by);
              return (under.length > 0 ? under : [null]).map((supporter) => `${supporter} ${claim.id}`);
            });
          expect(found.sort()).toEqual(expected.sort());
        }
      }
    }));

  test('the facts of a row are those of its firmest claim: by status, then unrestricted, then first-party, then the latest', () =>
    always(async (records, store) => {
      const ladder = [
        'unsupported',
        'untested',
        'pledged',
        'in-progress',
        'experimental',
        'available',
        'verified',
      ];
      const firmness = (claim: SupportRow['claims'][number]) => {
        const { status, firstParty, date, notBefore, notAfter } = claim;
        const isWhole = restrictionOf(claim) === 'null null null null';
        const isPartialDenial = !isWhole && !isSupport(status);
        const days = date ?? (notBefore === null ? '' : notAfter);
        return `${Number(!isPartialDenial)} ${ladder.indexOf(String(status))} ${Number(isWhole)} ${Number(firstParty)} ${days}`;
      };
      for (const { id } of models(records)) {
        for (const row of await whoSupports(store, id, {})) {
          const { claims, status, basis, via, saidBy, date, notBefore, notAfter } = row;
          const { precision, mode, task, artefact } = row;
          const [first] = claims;
          const isPartialDenial =
            first && !isSupport(first.status) && restrictionOf(first) !== 'null null null null';
          expect(status).toBe(isPartialDenial ? null : first?.status);
          expect(first).toMatchObject({
            precision,
            mode,
            task,
            artefact,
            basis,
            via,
            with: row.with,
            saidBy,
            date,
            notBefore,
            notAfter,
          });
          expect(claims.map(firmness)).toEqual(claims.map(firmness).sort().reverse());
          expect(new Set(claims.map(({ to }) => to.id))).toEqual(new Set([row.model.id]));
          for (const own of groupBy(claims, restrictionOf).values())
            if (new Set(own.map((claim) => claim.status)).size > 1) expect(row.disagreement).toBe(true);
        }
      }
    }));

  test('supports gives the rows of who-supports for its entity', () =>
    always(async (records, store) => {
      for (const who of supporters(records)) {
        const own = (await supports(store, who, {})).map(lineOf);
        const rows: string[] = [];
        for (const { id } of models(records)) {
          for (const row of await whoSupports(store, id, { by: viewOf[who.kind] }))
            if (row.supporter?.id === who.id && row.model.id === id) rows.push(lineOf(row));
        }
        expect(own.sort()).toEqual(rows.sort());
      }
    }));

  test('a cell of the matrix has the status and the claims of who-supports for claims that name the model', () =>
    always(async (records, store) => {
      for (const by of VIEWS) {
        const cells = (await matrix(store, { by })).flatMap(({ supporter, cells: own }) =>
          own.flatMap((cell) =>
            cell.claims.length === 0
              ? []
              : [`${supporter?.id} ${cell.model.id} ${cell.status} ${[...cell.claims].sort()}`],
          ),
        );
        const expected = new Map<string, { status: string | null; claims: Set<string> }>();
        for (const { id } of models(records)) {
          for (const row of await whoSupports(store, id, { by, scope: ['exact'] })) {
            const key = `${row.supporter?.id} ${id}`;
            const known = expected.get(key);
            const claims = row.claims.map((claim) => claim.id);
            if (known) for (const claim of claims) known.claims.add(claim);
            else expected.set(key, { status: row.status, claims: new Set(claims) });
          }
        }
        // Rows come firmest first, so the first row of several vendors has the status.
        expect(cells.sort()).toEqual(
          [...expected].map(([key, { status, claims }]) => `${key} ${status} ${[...claims].sort()}`).sort(),
        );
      }
    }));

  test('list shows the models of supports and the supporters of who-supports', () =>
    always(async (records, store) => {
      for (const row of await listEntities(store, {})) {
        const entity = records.entities.find(({ id }) => id === row.id) as EntityRecord;
        if ('models' in row) {
          const statuses = new Map<string, string | null>();
          for (const { model, status } of await supports(store, entity, {}))
            if (!statuses.has(model.id)) statuses.set(model.id, status);
          expect(row.models.map(({ model, status }) => `${model.id} ${status}`).sort()).toEqual(
            [...statuses].map(([id, status]) => `${id} ${status}`).sort(),
          );
        }
        if (row.kind === 'model') {
          const rows = await whoSupports(store, row.id, {});
          const listed = row.supporters.map(({ supporter, scope }) => `${scope} ${supporter.id}`).sort();
          const expected = new Set(rows.map(({ supporter, scope }) => `${scope} ${supporter?.id}`));
          expect(listed).toEqual([...expected].sort());
        }
      }
    }));

  test('why and show have every claim of a row of support, and a path links its ends', () =>
    always(async (records, store) => {
      const byId = new Map(records.entities.map((entity) => [entity.id, entity]));
      for (const model of models(records)) {
        for (const by of VIEWS) {
          for (const row of await whoSupports(store, model.id, { by })) {
            const ids = row.claims.map(({ id }) => id);
            if (row.supporter !== null) {
              const linking = await why(store, byId.get(row.supporter.id) as EntityRecord, model, {});
              expect(linking.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
            }
            const shown = (await show(store, byId.get(row.model.id) as EntityRecord, {})).claims.in;
            expect(shown.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
            for (const { from, to, status } of row.claims)
              if (isSupport(status))
                expect((await path(store, from.id, to.id, {}, 1)).rows[0]?.length).toBe(1);
          }
        }
      }
    }));

  test('the SQL view who_supports has the supporters, models, scopes, claims and facts of who-supports', () =>
    always(async (records, store) => {
      const database = databaseOf(records);
      const view = database.prepare(
        `select supporter, supporter_name, named_model, scope, status, hardware, service, framework, via, said_by, date, not_before, not_after, claim
         from who_supports where model = ?`,
      );
      const ids = (entities: readonly { id: string }[]) => entities.map(({ id }) => id).join(', ') || null;
      for (const { id } of models(records)) {
        const expected = (await whoSupports(store, id, {})).flatMap(({ supporter, model, scope, claims }) =>
          claims.map((claim) => {
            const record = records.claims.find((one) => one.id === claim.id) as ClaimRecord;
            const named = (by: SupportViewName) => listedUnder(records, record, by).join(', ') || null;
            return JSON.stringify([
              supporter?.id,
              supporter?.name,
              model.id,
              scope,
              claim.status,
              named('hardware'),
              named('service'),
              named('framework'),
              ids(claim.via),
              claim.saidBy?.id ?? null,
              claim.date,
              claim.notBefore,
              claim.notAfter,
              claim.id,
            ]);
          }),
        );
        const rows = view.all(id).map((row) => JSON.stringify(Object.values(row as object)));
        expect(rows.sort()).toEqual(expected.sort());
      }
      database.close();
    }));

  test('the SQL view why has the passage of every claim that is not withdrawn', () =>
    always(async (records) => {
      const database = databaseOf(records);
      const rows = database
        .prepare(
          "select claim, from_id, to_id, coalesce(quote, cell_row || ', ' || cell_column || ', ' || cell) from why",
        )
        .all();
      const expected = records.claims.filter(({ withdrawn }) => withdrawn === null);
      expect(rows.map((row) => Object.values(row as object).join(' ')).sort()).toEqual(
        expected
          .map(({ id, from, to, evidence }) => `${id} ${from} ${to} ${evidence.map(wordsOfEvidence)[0]}`)
          .sort(),
      );
      database.close();
    }));
});
