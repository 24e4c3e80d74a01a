/** Which ids the records of each file get: ascending in the order of the files, with room to grow and to come between. */
import { statSync } from 'node:fs';
import { join } from 'node:path';

/** The ids that are kept for a file. */
export interface Room {
  name: string;
  first: number;
  size: number;
}

/** The fewest bytes of YAML that an entity takes, and those of a statement: `- {quote: x, why: y}`. */
export const LEAST_BYTES = { entities: 40, sources: 20 } as const;

/** As many ids as a file can have records, whatever they are. */
export function roomSize(folder: string, name: string, leastBytes: number): number {
  const bytes = statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  return Math.ceil(bytes / leastBytes) + 16;
}

/** The rooms of files, one after the other, with as much room again between. */
export function layOut(folder: string, names: readonly string[], leastBytes: number): Room[] {
  let next = 1;
  return names.map((name) => {
    const size = roomSize(folder, name, leastBytes);
    const first = next;
    next += 2 * size;
    return { name, first, size };
  });
}
