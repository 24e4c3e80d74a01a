/** Ascending numbers in few bytes: the steps from one to the next, each in groups of seven bits, the lowest first. */

export function steps(numbers: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  let before = 0;
  for (const number of numbers) {
    let step = number - before;
    for (; step > 0x7f; step >>>= 7) bytes.push((step & 0x7f) | 0x80);
    bytes.push(step);
    before = number;
  }
  return Uint8Array.from(bytes);
}

/** Adds one at each of the numbers, counted from `first` on. */
export function addAt(bytes: Uint8Array, first: number, numbers: { add(at: number): void }): void {
  let at = first;
  let step = 0;
  let shift = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    step |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte > 0x7f) continue;
    at += step;
    numbers.add(at);
    step = 0;
    shift = 0;
  }
}
