/**
 * The Damerau-Levenshtein distance between two texts in its optimal string alignment form: insertions, deletions, replacements
 * and swaps of neighbours, by code point. Returns Infinity if the distance exceeds `limit`.
 * (Boytsov, “Indexing methods for approximate dictionary searching”, 2011, section 2.1.)
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  const left = [...a];
  const right = [...b];
  if (Math.abs(left.length - right.length) > limit) return Number.POSITIVE_INFINITY;
  let twoAbove: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const isEqual = left[row - 1] === right[column - 1];
      const isSwapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      const best = Math.min(
        at(above, column - 1) + (isEqual ? 0 : 1),
        at(above, column) + 1,
        at(current, column - 1) + 1,
      );
      current.push(isSwapped ? Math.min(best, at(twoAbove, column - 2) + 1) : best);
    }
    // No later row has a smaller minimum.
    if (Math.min(...current) > limit) return Number.POSITIVE_INFINITY;
    [twoAbove, above] = [above, current];
  }
  const distance = at(above, right.length);
  return distance > limit ? Number.POSITIVE_INFINITY : distance;
}

const at = (row: readonly number[], column: number): number => row[column] as number;

/** How many edits a typo in a text may have: none up to 4 letters, 1 up to 7, 2 from 8. */
export function editsOfTypo(text: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters <= 4 ? 0 : letters <= 7 ? 1 : 2;
}
