/** Derives the ids of new entities and sources. */
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

const STOP_WORDS = new Set(
  (
    'a an the and or but nor of in on at to for from with by as is are was were be been its it this that these those how why what ' +
    'when who which will would after amid over into than then not has have had says said their his her our your you we they com www'
  ).split(' '),
);

const MAX_ID_WORDS = 5;
const MAX_ID_WORD = 30;

/** The id of a source: up to five words of its title or address in Latin letters; null if neither has any. */
export function idOfSource(
  title: string | null,
  publisher: string | null,
  url: string | null,
): string | null {
  const name = latinWords(publisher ?? '');
  const prefix = name.length <= 2 ? name : [];
  const fromTitle = latinWords(title ?? '').filter((word) => !prefix.includes(word));
  const fromUrl = fromTitle.length > 1 ? [] : slugWords(url);
  const words = fromUrl.length > fromTitle.length ? fromUrl : fromTitle;
  if (!words.some((word) => /[a-z]/.test(word))) return null;
  return [...prefix, ...words].slice(0, MAX_ID_WORDS).join('-');
}

function latinWords(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’'](?:s\b)?/g, '');
  const words = plain.match(/[a-z0-9]+(?:\.\d[a-z0-9]*)*/g) ?? [];
  return words.filter((word) => !STOP_WORDS.has(word) && word.length <= MAX_ID_WORD && !/^[a-z]$/.test(word));
}

/** The words in the last segment of an address, unless it is a number or a single word. */
function slugWords(url: string | null): string[] {
  const last =
    url && URL.canParse(url) ? new URL(url).pathname.split('/').findLast((part) => part !== '') : undefined;
  const words = latinWords((last ?? '').replace(/\.\w+$/, '').replace(/%[0-9a-f]{2}/gi, ' '));
  return words.filter((word) => /[a-z]{3}/.test(word)).length > 1 ? words : [];
}
