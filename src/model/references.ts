/** The ids and names in authored records. */
import type { Via } from './records.ts';
import type {
  AuthoredEntity,
  AuthoredRemark,
  AuthoredSource,
  AuthoredTableSource,
  EdgeTerms,
} from './schema.ts';
import { listOf } from './statement-ids.ts';

/** An id in a field, with its path. */
export interface Reference {
  id: string;
  path: (string | number)[];
}

/** The ids in a field that takes one id or a list of them, plain or as `{id}`. */
export function idsIn(
  field: string,
  value: undefined | string | { id: string } | (string | { id: string })[],
): Reference[] {
  if (value === undefined) return [];
  const one = (item: string | { id: string }, path: (string | number)[]): Reference =>
    typeof item === 'string' ? { id: item, path } : { id: item.id, path: [...path, 'id'] };
  return Array.isArray(value) ? value.map((item, index) => one(item, [field, index])) : [one(value, [field])];
}

/** Every entity id in an authored edge or remark. */
export const idsOf = (value: EdgeTerms | AuthoredRemark): Reference[] => [
  ...('relation' in value
    ? [
        ...idsIn('from', value.from),
        ...idsIn('to', value.to),
        ...idsIn('via', value.via),
        ...idsIn('with', value.with),
      ]
    : idsIn('subject', value.subject)),
  ...idsIn('said-by', value['said-by']),
];

/** Every entity id that a table source names besides its publisher and its edges. */
export function idsOfTables(source: AuthoredTableSource): Reference[] {
  const at = (path: (string | number)[], references: Reference[]): Reference[] =>
    references.map((one) => ({ id: one.id, path: [...path, ...one.path] }));
  return [
    ...idsIn('said-by', source['said-by']),
    ...Object.entries(source.names).flatMap(([label, meaning]) => {
      if (typeof meaning === 'string' || Array.isArray(meaning)) return at(['names'], idsIn(label, meaning));
      return 'leave-out' in meaning ? [] : at(['names', label], idsIn('id', meaning.id));
    }),
    ...source.tables.flatMap(({ columns }, index) =>
      Object.entries(columns).flatMap(([column, use]) =>
        typeof use === 'string'
          ? []
          : at(['tables', index, 'columns', column], [...idsIn('from', use.from), ...idsIn('via', use.via)]),
      ),
    ),
  ];
}

/** The publisher and the republisher of an authored source. */
export const publishersOf = (
  source: Pick<AuthoredSource, 'publisher' | 'republished-by'> | Pick<AuthoredTableSource, 'publisher'>,
): Reference[] => [
  ...idsIn('publisher', source.publisher),
  ...('republished-by' in source ? idsIn('republished-by', source['republished-by']) : []),
];

/** Every entity id that a source names, with its path in the source. */
export function referencesIn(source: AuthoredSource | AuthoredTableSource): Reference[] {
  const statements = [
    ...(source.edges?.map((edge, index) => ({ path: ['edges', index], value: edge })) ?? []),
    ...('remarks' in source ? (source.remarks ?? []) : []).map((remark, index) => ({
      path: ['remarks', index],
      value: remark,
    })),
  ];
  return [
    ...publishersOf(source),
    ...('tables' in source ? idsOfTables(source) : []),
    ...statements.flatMap(({ path, value }) =>
      idsOf(value).map((one) => ({ id: one.id, path: [...path, ...one.path] })),
    ),
  ];
}

/** The name and the aliases of an entity. */
export const namesOfEntity = ({ name, aliases = [] }: Pick<AuthoredEntity, 'name' | 'aliases'>): string[] => [
  name,
  ...aliases.map((alias) => (typeof alias === 'string' ? alias : alias.name)),
];

/** What an authored edge runs on. */
export const viaOf = ({ via }: Pick<EdgeTerms, 'via'>): Via[] =>
  listOf(via).map((item) =>
    typeof item === 'string' ? { id: item, version: null } : { id: item.id, version: item.version ?? null },
  );

/** A key that is equal for equal id and version. */
export const viaKey = ({ id, version }: { id: string; version?: string | null | undefined }): string =>
  JSON.stringify([id, version ?? null]);
