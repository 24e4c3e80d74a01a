/** An index of one text by stretches of a fixed length: a text of a large source is searched for a thousand quotes. */

/** The length of the stretches, in UTF-16 units. A shorter quote is looked for through the whole text. */
const STRETCH = 16;

/** A factor of the hashes; any odd number that mixes well. */
const FACTOR = 0x01000193;

/** Gives every offset at which a quote stands in a text, in order; two places may overlap. */
export type PlacesOf = (quote: string) => number[];

/** The places of quotes in a text, by an index of it. */
export function quoteIndex(text: string): PlacesOf {
  let index: ReturnType<typeof stretchesOf> | undefined;
  return (quote) => {
    if (quote.length < STRETCH) return placesOf(text, quote);
    index ??= stretchesOf(text);
    const found: number[] = [];
    for (let at = index.first(quote); at !== -1; at = index.next(at)) {
      if (text.startsWith(quote, at)) found.push(at);
    }
    return found;
  };
}

/** The places of one quote in a text, without an index. */
export function placesOf(text: string, quote: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) found.push(at);
  return found;
}

/** For each hash the offsets of the stretches that have it, as chains in order. */
function stretchesOf(text: string): { first(quote: string): number; next(at: number): number } {
  const mask = 2 ** Math.ceil(Math.log2(text.length + 1)) - 1;
  const heads = new Int32Array(mask + 1).fill(-1);
  const nexts = new Int32Array(text.length);
  let leaving = 1;
  for (let step = 0; step < STRETCH; step++) leaving = Math.imul(leaving, FACTOR);
  // From the end, so that the chains run from the start; each hash is made from that of the stretch behind it.
  let hash = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    hash = Math.imul(hash, FACTOR) + text.charCodeAt(at);
    if (at + STRETCH > text.length) continue;
    if (at + STRETCH < text.length) hash -= Math.imul(leaving, text.charCodeAt(at + STRETCH));
    hash |= 0;
    const slot = mixed(hash) & mask;
    nexts[at] = heads[slot] ?? -1;
    heads[slot] = at;
  }
  const hashOf = (quote: string): number => {
    let own = 0;
    for (let at = STRETCH - 1; at >= 0; at--) own = Math.imul(own, FACTOR) + quote.charCodeAt(at);
    return own | 0;
  };
  return {
    first: (quote) => heads[mixed(hashOf(quote)) & mask] ?? -1,
    next: (at) => nexts[at] ?? -1,
  };
}

/** The low bits of a hash say little of what stands far from its end. */
const mixed = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 8;
