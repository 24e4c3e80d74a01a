/** Every command, in the order of the help. */
import type { Command } from '../command.ts';
import { addEdgeCommand, addEntityCommand } from './add.ts';
import { addSourceCommand } from './add-source.ts';
import { buildCommand } from './build.ts';
import { cacheClearCommand, cachePathCommand } from './cache.ts';
import { mergeCommand, removeCommand, renameCommand, setCommand } from './change.ts';
import { checkCommand } from './check.ts';
import { diffCommand } from './diff.ts';
import { fmtCommand } from './fmt.ts';
import { initCommand } from './init.ts';
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
  diffCommand,
  buildCommand,
  initCommand,
  addSourceCommand,
  addEntityCommand,
  addEdgeCommand,
  setCommand,
  renameCommand,
  removeCommand,
  mergeCommand,
  fmtCommand,
  cachePathCommand,
  cacheClearCommand,
];

/** The commands that only hold others, with what they are for. */
export const GROUPS: ReadonlyMap<string, string> = new Map([
  ['add', 'record a source, an entity or a claim'],
  ['cache', 'what is kept of knowledge bases, to answer sooner'],
]);
