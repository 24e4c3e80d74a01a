/** The optimal string alignment distance by its recursive definition: slow, used to test the real one. */
export function naiveDistance(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  const known = new Map<string, number>();
  const distance = (i: number, j: number): number => {
    if (i === 0 || j === 0) return i + j;
    const key = `${i},${j}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const ways = [
      distance(i - 1, j) + 1,
      distance(i, j - 1) + 1,
      distance(i - 1, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1),
    ];
    if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
      ways.push(distance(i - 2, j - 2) + 1);
    const best = Math.min(...ways);
    known.set(key, best);
    return best;
  };
  return distance(left.length, right.length);
}
