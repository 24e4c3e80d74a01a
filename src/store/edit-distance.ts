/**
 * The Damerau-Levenshtein distance between two texts, in its optimal string alignment form (Boytsov, “Indexing methods
 * for approximate dictionary searching”, 2011, section 2.1): insertions, deletions, replacements and swaps of neighbours,
 * by code point. Stops early and gives Infinity where the distance exceeds `limit`.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  const left = [...a];
  const right = [...b];
  if (Math.abs(left.length - right.length) > limit) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let above = right.map((_, index) => index);
  above.push(right.length);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let col = 1; col <= right.length; col++) {
      const same = left[row - 1] === right[col - 1];
      let best = Math.min(at(above, col) + 1, at(current, col - 1) + 1, at(above, col - 1) + (same ? 0 : 1));
      const swapped = left[row - 1] === right[col - 2] && left[row - 2] === right[col - 1];
      if (row > 1 && col > 1 && swapped) best = Math.min(best, at(before, col - 2) + 1);
      current.push(best);
    }
    if (Math.min(...current) > limit) return Number.POSITIVE_INFINITY;
    before = above;
    above = current;
  }
  const distance = at(above, right.length);
  return distance > limit ? Number.POSITIVE_INFINITY : distance;
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
