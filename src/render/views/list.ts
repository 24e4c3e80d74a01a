/** The views of lists: entities of one kind or of all, and sources. */
import { capitalised } from '../../model/capitalised.ts';
import { count } from '../../model/count.ts';
import { groupBy } from '../../model/group-by.ts';
import { isSupport, KINDS, type Kind, SCOPES, words } from '../../model/vocabulary.ts';
import type { ListedSupporter, ListRow, SupportedModel } from '../../query/answers/list.ts';
import type { SourceRow } from '../../query/answers/source.ts';
import { entityColumns, SOURCE_RECORD_COLUMNS } from '../records.ts';
import { linked, NONE, type RichText, span, type Table, type View } from '../view.ts';
import { names, publishedInWords, roleOrKind, statusSpan } from './parts.ts';
import { rowsInTables } from './source.ts';

/**
 * A list; if all rows are of kind `only`, with the columns of that kind. A folded list leaves out the sizes of models whose release
 * it lists, and most of the models of a long row.
 */
export function listView(what: string, rows: readonly ListRow[], only: Kind | null, isFolded: boolean): View {
  const sizes = isFolded ? sizesIn(rows) : new Map<string, number>();
  const ids = new Set(rows.map(({ id }) => id));
  // A size is folded only under a release that is in the list.
  const shown = isFolded ? rows.filter((row) => !releasesOf(row).some(({ id }) => ids.has(id))) : rows;
  const hidden = rows.length - shown.length;
  return {
    data: rows,
    records: () => ({
      columns: [
        ...ENTITY_COLUMNS,
        ...(only === null ? words(KINDS) : [only]).flatMap((kind) => KIND_FIELDS[kind]),
      ].filter((name, at, all) => all.indexOf(name) === at),
      rows,
    }),
    ids: rows.map(({ id }) => id),
    title: capitalised(what),
    blocks: () => [only === null ? mixedTable(shown, sizes) : kindTable(only, shown, sizes, isFolded)],
    footer: {
      left:
        countOf(what, shown.length, only) +
        (hidden === 0 ? '' : ` and ${count(hidden, 'size')}: --all lists them`),
      right: 'chipkb show <id> shows an entity with its claims',
    },
    empty: rows.length === 0 ? `No ${what} recorded` : null,
  };
}

function countOf(what: string, n: number, only: Kind | null): string {
  if (only === null) return count(n, 'entity', 'entities');
  if (only === 'hardware') return count(n, 'piece of hardware', 'pieces of hardware');
  return n === 1 ? `1 ${what === 'vendors' ? 'vendor' : KINDS[only].label}` : `${n} ${what}`;
}

const releasesOf = (row: ListRow) => (row.kind === 'model' ? row.sizeOf : []);

/** The number of sizes of each release in a list. */
const sizesIn = (rows: readonly ListRow[]): ReadonlyMap<string, number> =>
  new Map(
    [...groupBy(rows.flatMap(releasesOf), ({ id }) => id)].map(([id, sizes]) => [id, sizes.length] as const),
  );

/** The name of a row, with the number of sizes that are folded under it. */
function nameOf({ id, name }: ListRow, sizes: ReadonlyMap<string, number>): RichText {
  const n = sizes.get(id) ?? 0;
  return n === 0 ? name : [span('plain', name), span('dim', ` and ${count(n, 'size')}`)];
}

function mixedTable(rows: readonly ListRow[], sizes: ReadonlyMap<string, number>): Table {
  return {
    heading: null,
    columns: ['Name', 'Id', 'Kind', 'Role', 'Claims'],
    rows: rows.map((row) => [
      nameOf(row, sizes),
      row.id,
      KINDS[row.kind].label,
      row.roles.length > 0 ? roleOrKind(row.roles, row.kind) : NONE,
      String(row.claims),
    ]),
  };
}

function kindTable(
  kind: Kind,
  rows: readonly ListRow[],
  sizes: ReadonlyMap<string, number>,
  isFolded: boolean,
): Table {
  const columns = COLUMNS[kind];
  return {
    heading: null,
    columns: ['Name', ...columns.map(({ name }) => name)],
    rows: rows.map((row) => [nameOf(row, sizes), ...columns.map(({ cell }) => cell(row, isFolded))]),
  };
}

interface Column {
  name: string;
  cell(row: ListRow, isFolded: boolean): RichText;
}

const column = <K extends Kind>(
  name: string,
  kind: K,
  cell: (row: Extract<ListRow, { kind: K }>, isFolded: boolean) => RichText,
): Column => ({
  name,
  cell: (row, isFolded) => (row.kind === kind ? cell(row as Extract<ListRow, { kind: K }>, isFolded) : NONE),
});

const locationOf = (row: ListRow) => row.location ?? NONE;

// Hardware and frameworks have the same fields.
const isProduct = (row: ListRow): row is Extract<ListRow, { makers: unknown }> =>
  row.kind === 'hardware' || row.kind === 'framework';
const HARDWARE_COLUMNS: readonly Column[] = [
  { name: 'Maker', cell: (row) => (isProduct(row) ? names(row.makers) : NONE) },
  { name: 'Models', cell: (row, isFolded) => (isProduct(row) ? models(row.models, isFolded) : NONE) },
];

const COLUMNS: Record<Kind, readonly Column[]> = {
  company: [
    column('Role', 'company', (row) => roleOrKind(row.roles, row.kind)),
    column('Location', 'company', locationOf),
    column('Hardware', 'company', (row) => names(row.hardware)),
    column('Models', 'company', (row, isFolded) => models(row.models, isFolded)),
  ],
  model: [
    column('Developer', 'model', (row) => names(row.developers)),
    column('Supporters', 'model', (row) => supporters(row.supporters)),
  ],
  hardware: HARDWARE_COLUMNS,
  framework: HARDWARE_COLUMNS,
  service: [
    column('Operator', 'service', (row) => names(row.operators)),
    column('Location', 'service', locationOf),
    column('Runs on', 'service', (row) => names(row.runsOn)),
    column('Models', 'service', (row, isFolded) => models(row.models, isFolded)),
  ],
  publisher: [
    column('Owner', 'publisher', (row) => names(row.owners)),
    column('Sources', 'publisher', (row) => String(row.sources)),
  ],
  person: [
    column('Founded', 'person', (row) => names(row.founded)),
    column('Worked at', 'person', (row) => names(row.workedAt)),
  ],
};

/** The number of models in a row of a folded list. */
const MAX_MODELS = 6;

function models(supported: readonly SupportedModel[], isFolded: boolean): RichText {
  if (supported.length === 0) return [span('dim', 'nothing recorded')];
  const shown = isFolded ? supported.slice(0, MAX_MODELS) : supported;
  const others = supported.length - shown.length;
  return [
    ...shown.flatMap(({ model, status }, index) => [
      ...(index > 0 ? [span('plain', ', ')] : []),
      span('plain', `${model.name} `),
      statusSpan(status),
    ]),
    ...(others === 0 ? [] : [span('dim', ` and ${others} more`)]),
  ];
}

function supporters(rows: readonly ListedSupporter[]): RichText {
  const parts = Object.entries(SCOPES).flatMap(([scope, { short }]) => {
    const n = rows.filter((row) => row.scope === scope && isSupport(row.status)).length;
    return n > 0 ? [`${n} ${short}`] : [];
  });
  if (parts.length > 0) return parts.join(', ');
  return [span('dim', rows.length > 0 ? 'no support recorded' : 'nothing recorded')];
}

const ENTITY_COLUMNS = ['id', 'name', 'kind', 'roles', 'location', 'description', 'claims'];

const MODEL_FIELDS = [...entityColumns('models.model'), 'models.status'];

/** The columns of each kind in CSV, besides those of every entity. */
const KIND_FIELDS: Record<Kind, readonly string[]> = {
  company: [...entityColumns('hardware', 'services'), ...MODEL_FIELDS],
  model: [
    ...entityColumns('developers', 'sizeOf', 'supporters.supporter'),
    'supporters.scope',
    'supporters.status',
  ],
  hardware: [...entityColumns('makers'), ...MODEL_FIELDS],
  framework: [...entityColumns('makers'), ...MODEL_FIELDS],
  service: [...entityColumns('operators', 'runsOn'), ...MODEL_FIELDS],
  publisher: [...entityColumns('owners'), 'sources'],
  person: entityColumns('founded', 'workedAt'),
};

/** The sources. */
export function sourcesView(rows: readonly SourceRow[]): View {
  return {
    data: rows,
    records: () => ({ columns: SOURCE_LIST_COLUMNS, rows }),
    ids: rows.map(({ id }) => id),
    title: 'Sources',
    blocks: () => [
      {
        heading: null,
        columns: ['Id', 'Publisher', 'Published', 'Extent', 'Claims', 'Remarks', 'Checked', 'Title'],
        rows: rows.map(
          ({
            id,
            publisher,
            published,
            extent,
            repository,
            claims,
            remarks,
            checked,
            title,
            url,
            origin,
          }) => [
            id,
            publisher.name,
            publishedInWords(published),
            extent ? `lines ${extent.first}-${extent.last}` : rowsInTables(repository?.tables ?? []),
            String(claims),
            String(remarks),
            checked === 'here' ? 'here' : 'when recorded',
            [linked(title, url), ...(origin === null ? [] : [span('dim', ` (a copy of ${origin})`)])],
          ],
        ),
      },
    ],
    footer: { left: countWitnesses(rows), right: 'chipkb source <id> shows the text or tables' },
    empty: rows.length === 0 ? 'No sources recorded' : null,
  };
}

/** The number of sources; a copy is counted apart, because it is no other witness. */
function countWitnesses(rows: readonly SourceRow[]): string {
  const copies = rows.filter(({ origin }) => origin !== null).length;
  const sources = count(rows.length - copies, 'source');
  return copies === 0 ? sources : `${sources} and ${count(copies, 'copy', 'copies')}`;
}

const SOURCE_LIST_COLUMNS = [
  ...SOURCE_RECORD_COLUMNS,
  'extent.first',
  'extent.last',
  'sha256',
  'repository.address',
  'repository.commit',
  'repository.committed',
  'repository.licence',
  'repository.files.path',
  'repository.tables.id',
  'origin',
  'note',
  'checked',
  'claims',
  'remarks',
  'read',
];
