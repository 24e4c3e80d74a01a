/** The ids of entities that a statement names, with the way to each. */
import type { AuthoredEdge, AuthoredRemark } from './schema.ts';

/** One id that a field holds, with the way to it. */
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

/** Every id that a statement names, with the way to each. */
export const idsOf = (value: AuthoredEdge | AuthoredRemark): Reference[] => [
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
