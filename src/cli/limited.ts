/** Cuts an answer at `--limit`. */
import type { CommandContext } from './context.ts';

/** The first rows, as many as `--limit` allows, with a note if it cuts any. */
export function limited<T>(context: CommandContext<{ limit?: number }>, rows: readonly T[]): readonly T[] {
  const { limit } = context.options;
  if (limit === undefined || rows.length <= limit) return rows;
  context.note(`Showing ${limit} of ${rows.length} (--limit ${limit}).`);
  return rows.slice(0, limit);
}
