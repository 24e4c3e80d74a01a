/** The names and symbols of a table source that mean nothing yet, and the entities that have such a name. */
import { NAMING_FIELDS } from '../../model/cell-claims.ts';
import type { EntityRecord } from '../../model/records.ts';
import { idsOfTables, publishersOf } from '../../model/references.ts';
import type { AuthoredTableSource } from '../../model/schema.ts';
import { leftOutLabels, type PathInSource } from '../../model/table-source.ts';
import { KINDS, type Kind, RELATIONS, words } from '../../model/vocabulary.ts';
import { resolve } from '../../store/resolve.ts';
import type { Store } from '../../store/store.ts';

type NamingField = (typeof NAMING_FIELDS)[number];

/** The kinds of entities that a label can name, by the field of its column. */
const KINDS_OF: Readonly<Record<NamingField, readonly Kind[]>> = {
  to: RELATIONS.supports.to,
  from: RELATIONS.supports.from,
  via: ['hardware', 'service', 'framework'],
};

/** A printed label, or an id in the mapping, that names no recorded entity. */
export interface UnknownName {
  name: string;
  /** What the source prints for it: the label itself, or the label or header that the id stands for; null if that names several. */
  printed: string | null;
  /** Whether it is an id that a person wrote, or a label that the tables print. */
  isId: boolean;
  /** Where it is in the source. */
  path: PathInSource;
  /** The kinds that it can name. */
  kinds: readonly Kind[];
  /** How many rows print it; 0 for an id. */
  rows: number;
  /** Recorded entities with similar names, the best first; those that it names if it is ambiguous or of another kind. */
  candidates: EntityRecord[];
}

/** A symbol without a legend entry. */
export interface UnknownSymbol {
  symbol: string;
  path: PathInSource;
  cells: number;
}

export interface ResolvedNames {
  /** The labels that resolve exactly to one entity, with its id. */
  known: Map<string, string>;
  unknown: UnknownName[];
  symbols: UnknownSymbol[];
}

/** Resolves the labels that `names` lacks, by id, name or alias only. */
export async function resolveLabels(
  source: AuthoredTableSource,
  store: Store,
): Promise<Pick<ResolvedNames, 'known' | 'unknown'>> {
  const known = new Map<string, string>();
  const unknown: UnknownName[] = [];
  const given = new Set(Object.keys(source.names));
  for (const { name, ...label } of labelsOf(source)) {
    if (given.has(name)) continue;
    const found = await resolve(store, name, { correct: false, kinds: label.kinds });
    if (found.state === 'exact' && label.kinds.includes(found.entity.kind)) known.set(name, found.entity.id);
    else
      unknown.push({
        name,
        printed: name,
        isId: false,
        ...label,
        candidates: 'entity' in found ? [found.entity] : found.candidates,
      });
  }
  return { known, unknown };
}

/** Resolves the labels that `names` lacks; the ids that a person wrote are looked up as ids. */
export async function resolveNames(source: AuthoredTableSource, store: Store): Promise<ResolvedNames> {
  const { known, unknown } = await resolveLabels(source, store);
  const ids = idsIn(source);
  const recorded = await store.entities(ids.map(({ name }) => name));
  for (const one of ids) {
    if (recorded.has(one.name)) continue;
    const found = await resolve(store, one.name, { correct: false, kinds: one.kinds });
    unknown.push({
      ...one,
      isId: true,
      rows: 0,
      candidates: 'entity' in found ? [found.entity] : found.candidates,
    });
  }
  return { known, unknown, symbols: unknownSymbols(source) };
}

/** The labels of columns and `given` fields that name entities, each once. */
function labelsOf(source: AuthoredTableSource): Pick<UnknownName, 'name' | 'path' | 'kinds' | 'rows'>[] {
  const labels = new Map<string, { name: string; path: PathInSource; kinds: Kind[]; rows: number }>();
  const add = (name: string, field: NamingField, path: PathInSource, rows: number) => {
    const label = labels.get(name) ?? { name, path, kinds: [...KINDS_OF[field]], rows: 0 };
    labels.set(name, label);
    label.rows += rows;
    for (const kind of KINDS_OF[field]) if (!label.kinds.includes(kind)) label.kinds.push(kind);
  };
  for (const [index, table] of source.tables.entries()) {
    for (const field of NAMING_FIELDS) {
      const printed = table.given?.[field];
      if (printed) add(printed.printed, field, ['tables', index, 'given', field], table.rows.length);
    }
    for (const [column, use] of Object.entries(table.columns)) {
      if (use !== 'to' && use !== 'from' && use !== 'via') continue;
      for (const { cells } of table.rows) {
        const text = new Map(Object.entries(cells)).get(column);
        if (text !== undefined) add(text, use, ['tables', index, 'columns', column], 1);
      }
    }
  }
  return [...labels.values()];
}

/** The ids that a person wrote, each once, with the kinds that their field takes. */
function idsIn(source: AuthoredTableSource): Pick<UnknownName, 'name' | 'printed' | 'path' | 'kinds'>[] {
  const kindsOfLabel = new Map(labelsOf(source).map(({ name, kinds }) => [name, kinds]));
  const ids = new Map<string, Pick<UnknownName, 'name' | 'printed' | 'path' | 'kinds'>>();
  for (const { id, path } of [...publishersOf(source), ...idsOfTables(source)]) {
    const kinds = kindsAt(path, kindsOfLabel);
    if (!ids.has(id)) ids.set(id, { name: id, printed: printedAt(path), path, kinds });
  }
  return [...ids.values()];
}

/** The label or header for which an id is written; null if several ids are. */
function printedAt(path: PathInSource): string | null {
  const [top, label] = path;
  if (typeof path.at(-1) === 'number') return null;
  if (top === 'names') return String(label);
  // In a header of two rows the first one mostly names the subject.
  return top === 'tables' && path.at(-1) === 'from' ? (String(path[3]).split(' · ')[0] ?? null) : null;
}

function kindsAt(path: PathInSource, kindsOfLabel: ReadonlyMap<string, readonly Kind[]>): readonly Kind[] {
  const [top, label] = path;
  if (top === 'publisher') return ['publisher', 'company'];
  if (top === 'names') return kindsOfLabel.get(String(label)) ?? words(KINDS);
  if (top === 'tables') return path.includes('via') ? KINDS_OF.via : KINDS_OF.from;
  return words(KINDS);
}

/** The symbols of cells that the legend lacks; those of rows that are left out state nothing. */
function unknownSymbols(source: AuthoredTableSource): UnknownSymbol[] {
  const known = new Set(Object.keys(source.legend));
  const leftOut = leftOutLabels(source);
  const unknown = new Map<string, UnknownSymbol>();
  for (const [index, { columns, rows }] of source.tables.entries()) {
    const uses = new Map(Object.entries(columns));
    for (const { cells } of rows) {
      const entries = Object.entries(cells);
      const isLeftOut = entries.some(
        ([column, text]) => typeof uses.get(column) === 'string' && leftOut.has(text),
      );
      if (isLeftOut) continue;
      for (const [column, symbol] of entries) {
        if (typeof uses.get(column) === 'string' || known.has(symbol)) continue;
        const entry = unknown.get(symbol) ?? {
          symbol,
          path: ['tables', index, 'columns', column],
          cells: 0,
        };
        entry.cells += 1;
        unknown.set(symbol, entry);
      }
    }
  }
  return [...unknown.values()];
}
