/** Every command, in the order of the help. */
import type { Command } from '../command.ts';
import { checkCommand } from './check.ts';
import { pathCommand, whyCommand } from './links.ts';
import { LIST_COMMANDS } from './lists.ts';
import { matrixCommand } from './matrix.ts';
import { searchCommand } from './search.ts';
import { showCommand } from './show.ts';
import { coverageCommand, sourceCommand } from './source.ts';
import { suggestCommand } from './suggest.ts';
import { supportsCommand, whoSupportsCommand } from './support.ts';

export const COMMANDS: readonly Command[] = [
  whoSupportsCommand,
  supportsCommand,
  showCommand,
  whyCommand,
  searchCommand,
  matrixCommand,
  pathCommand,
  ...LIST_COMMANDS,
  sourceCommand,
  coverageCommand,
  suggestCommand,
  checkCommand,
];
