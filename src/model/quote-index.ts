/** Finds quotes in a text. */
import { once } from './once.ts';

/** All offsets at which a quote occurs in a text, in order; they may overlap. An empty quote occurs nowhere. */
export type FindAll = (quote: string) => number[];

/** The length of the indexed parts of a text, in UTF-16 units. A shorter quote is searched for without the index. */
const WINDOW = 16;

/**
 * Finds quotes with an index of every window of the text by its hash. A source of a vendor can have a thousand quotes: to search
 * the whole text for each of them would double the time to load a large knowledge base.
 */
export function quoteIndex(text: string): FindAll {
  const index = once(() => indexWindows(text));
  return (quote) => {
    if (quote.length < WINDOW) return findAll(text, quote);
    const { first, next } = index();
    const found: number[] = [];
    for (let at = first[hashAt(quote, 0) % first.length] ?? -1; at !== -1; at = next[at] ?? -1) {
      if (text.startsWith(quote, at)) found.push(at);
    }
    return found;
  };
}

/** Finds a quote by searching the whole text. */
export function findAll(text: string, quote: string): number[] {
  const found: number[] = [];
  if (quote === '') return found;
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) found.push(at);
  return found;
}

/** `first` has the first offset of each hash, `next` the next offset with the same hash; -1 for none. */
function indexWindows(text: string): { first: Int32Array; next: Int32Array } {
  const first = new Int32Array(text.length + 1).fill(-1);
  const next = new Int32Array(text.length);
  for (let at = text.length - WINDOW; at >= 0; at--) {
    const slot = hashAt(text, at) % first.length;
    next[at] = first[slot] ?? -1;
    first[slot] = at;
  }
  return { first, next };
}

/** FNV-1a over every third character of a window. Collisions only cost time, because each match is compared with the text. */
function hashAt(text: string, at: number): number {
  let hash = 0x811c9dc5;
  for (let offset = 0; offset < WINDOW; offset += 3)
    hash = Math.imul(hash ^ text.charCodeAt(at + offset), 0x01000193);
  return hash >>> 0;
}
