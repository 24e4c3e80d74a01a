/** What a command is: an entry of the table that the program, its help and the reference are derived from. */
import type { View } from '../render/view.ts';
import type { CommandContext } from './context.ts';
import type { FilterName, Format, OwnOptionName } from './options.ts';

/** What a command answers: a view, and an exit code where it is not 0. */
export type Answer = View | { view: View; exitCode: number };

/** Runs a command: options and words -> query -> view. */
export type RunCommand = (context: CommandContext) => Promise<Answer>;

/** The headings under which the help lists commands. */
export const COMMAND_GROUPS = {
  ask: 'Ask',
  browse: 'Browse',
  grow: 'Grow the data',
  maintain: 'Maintain',
} as const;

/** One command. */
export interface Command {
  /** One word, or the parent command and a word, such as `add entity`. */
  name: string;
  /** Its arguments in commander's notation; empty for none. */
  arguments: string;
  group: keyof typeof COMMAND_GROUPS;
  summary: string;
  /** Sentences that only its own help shows. */
  more?: string;
  /** Command lines that work on the bundled knowledge base; those of `diff` need a git history. */
  examples: readonly string[];
  filters?: readonly FilterName[];
  options?: readonly OwnOptionName[];
  /** Formats besides the common ones. */
  formats?: readonly Format[];
  /** The values of `--sort`, the default first. Absent: the command has an order of its own. */
  sorts?: readonly string[];
  /** Loads the code of the command, so that a start loads only the command that was typed. */
  load(): Promise<RunCommand>;
}
