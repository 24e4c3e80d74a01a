/** Derives ids from names. */
import { isId } from '../model/ids.ts';

/** The Latin letters and digits of a name in lower case, joined by hyphens; null if that is not a valid id. */
export function idFrom(name: string): string | null {
  const id = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|(?<![-.])[-.]+$/g, '');
  return isId(id) ? id : null;
}
