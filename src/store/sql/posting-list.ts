/**
 * The names that have a gram, in few bytes. By the length of the names, the shortest first: the length in a byte, how many bytes
 * follow, and there the steps from one ordinal to the next. All but the length are in groups of seven bits, the lowest first.
 */

const LENGTH = 2 ** 32;

/** A name by its length and its ordinal, in one number that sorts so. */
export const heldName = (at: number, length: number): number => length * LENGTH + at;

export const ordinalOf = (name: number): number => name % LENGTH;

/** Packs names as `heldName` gives them, in any order. */
export function pack(names: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  let steps: number[] = [];
  let length = 0;
  let before = 0;
  const endLength = () => {
    if (steps.length === 0) return;
    bytes.push(length);
    put(bytes, steps.length);
    for (const byte of steps) bytes.push(byte);
  };
  for (const name of Float64Array.from(names).sort()) {
    const own = Math.floor(name / LENGTH);
    if (own !== length) {
      endLength();
      [length, steps, before] = [own, [], 0];
    }
    put(steps, ordinalOf(name) - before);
    before = ordinalOf(name);
  }
  endLength();
  return Uint8Array.from(bytes);
}

function put(bytes: number[], number: number): void {
  let left = number;
  for (; left > 0x7f; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  bytes.push(left);
}

/** Adds each name whose length is in this range. */
export function unpack(
  bytes: Uint8Array,
  [shortest, longest]: readonly [shortest: number, longest: number],
  to: { add(at: number, length: number): void },
): void {
  for (let index = 0; index < bytes.length; ) {
    const length = bytes[index++] as number;
    if (length > longest) return;
    // The first number is how many bytes follow, and the others are ordinals.
    let end = -1;
    let at = 0;
    do {
      let byte = bytes[index++] as number;
      let number = byte & 0x7f;
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = bytes[index++] as number;
        number |= (byte & 0x7f) << shift;
      }
      if (end < 0) {
        end = index + number;
        if (length < shortest) index = end;
      } else {
        at += number;
        to.add(at, length);
      }
    } while (index < end);
  }
}
