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

/** Adds each of the numbers. */
export function addSteps(bytes: Uint8Array, to: { add(number: number): void }): void {
  let at = 0;
  for (let index = 0; index < bytes.length; index++) {
    let byte = bytes[index] as number;
    let shift = 0;
    for (; byte > 0x7f; shift += 7) {
      at += (byte & 0x7f) << shift;
      byte = bytes[++index] as number;
    }
    at += byte << shift;
    to.add(at);
  }
}
