/** What a command is: an entry in the table that feeds the program, its help and the reference. */
import type { View } from '../render/view.ts';
import type { CommandContext } from './context.ts';
import type { FilterName, Format, OwnOptionName } from './options.ts';

/** One command. */
export interface Command {
  name: string;
  /** Its arguments as commander writes them; empty for none. */
  arguments: string;
  summary: string;
  /** Sentences that its own help adds. */
  more?: string;
  /** Command lines that work on the bundled knowledge base; those of `diff` where it has a history. */
  examples: readonly string[];
  filters: readonly FilterName[];
  /** Options of its own. */
  options?: readonly OwnOptionName[];
  /** Formats of its own. */
  formats?: readonly Format[];
  /** What `--sort` takes; the first is the default. None: the command has an order of its own. */
  sorts?: readonly string[];
  answer(ask: CommandContext): Promise<View>;
}

/** The rows that `--limit` allows, with a note where it cuts. */
export function limited<T>(ask: CommandContext, rows: readonly T[]): readonly T[] {
  const { limit } = ask.options;
  if (limit === undefined || rows.length <= limit) return rows;
  ask.note(`${limit} of ${rows.length} rows; --limit cut the rest.`);
  return rows.slice(0, limit);
}
