/** The rows of the table of distances; made once, since a million distances are asked for. */
let rows = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)] as const;

/**
 * The Damerau-Levenshtein distance between two texts, in its optimal string alignment form (Boytsov, “Indexing methods
 * for approximate dictionary searching”, 2011, section 2.1): insertions, deletions, replacements and swaps of neighbours,
 * by code point. Stops early and gives Infinity where the distance exceeds `limit`; so far from the diagonal no cell is looked at
 * (Ukkonen, “Algorithms for approximate string matching”, 1985).
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  const left = charactersOf(a);
  const right = charactersOf(b);
  if (Math.abs(left.length - right.length) > limit) return Number.POSITIVE_INFINITY;
  if (right.length >= rows[0].length) {
    const size = 2 * right.length;
    rows = [new Uint16Array(size), new Uint16Array(size), new Uint16Array(size)];
  }
  let [before, above, current] = rows;
  for (let col = 0; col <= right.length; col++) above[col] = col;
  for (let row = 1; row <= left.length; row++) {
    const own = left[row - 1];
    const last = left[row - 2];
    const first = Math.max(1, row - limit);
    const end = Math.min(right.length, row + limit);
    let beside = first === 1 ? row : limit + 1;
    let least = beside;
    current[first - 1] = beside;
    for (let col = first; col <= end; col++) {
      const other = right[col - 1];
      let best = (above[col - 1] as number) + (own === other ? 0 : 1);
      if (beside + 1 < best) best = beside + 1;
      if ((above[col] as number) + 1 < best) best = (above[col] as number) + 1;
      if (row > 1 && col > 1 && own === right[col - 2] && last === other) {
        const swapped = (before[col - 2] as number) + 1;
        if (swapped < best) best = swapped;
      }
      current[col] = best;
      beside = best;
      if (best < least) least = best;
    }
    if (end < right.length) current[end + 1] = limit + 1;
    if (least > limit) return Number.POSITIVE_INFINITY;
    [before, above, current] = [above, current, before];
  }
  const distance = above[right.length] as number;
  return distance > limit ? Number.POSITIVE_INFINITY : distance;
}

/** The code points of a text: of most, its units. */
function charactersOf(text: string): ArrayLike<string> {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0xd800 && unit <= 0xdfff) return [...text];
  }
  return text;
}
