/** Ids proposed from names. */
import { isId } from '../model/schema.ts';

/** An id made of a name: its Latin letters and digits in lower case, joined by hyphens; null where it has none. */
export function idFrom(name: string): string | null {
  const id = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return isId(id) ? id : null;
}
