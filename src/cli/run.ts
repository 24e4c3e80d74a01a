/** The whole program as one function of the world around it. */
import { EXIT, fail, KnownError } from '../model/errors.ts';
import { COMMANDS, PARENT_COMMANDS } from './command-table.ts';
import type { Options } from './context.ts';
import type { Io } from './io.ts';
import { printError } from './output.ts';
import { buildProgram, CommanderError } from './program.ts';

/** The words with which commander gives the help that is asked for: of a command in a group, or of a group. */
function forHelp(argv: readonly string[]): readonly string[] {
  const [first = '', group = '', name] = argv;
  if (PARENT_COMMANDS.has(first) && argv.length === 1) return [first, '--help'];
  return first === 'help' && PARENT_COMMANDS.has(group) && name !== undefined
    ? [group, name, '--help']
    : argv;
}

/** Runs a command line, without the names of node and of the program; gives the exit code. Never throws. */
export async function run(argv: readonly string[], io: Io, version: string): Promise<number> {
  let options: Options = {};
  let exitCode: number = EXIT.answered;
  const program = buildProgram(argv, io, version, (parsed, code) => {
    options = parsed;
    exitCode = code;
  });
  try {
    await program.parseAsync([...forHelp(argv)], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.answered;
    // No command at all: the help is the answer.
    if (error instanceof CommanderError && error.code === 'commander.help' && argv[0] !== 'help') {
      program.outputHelp();
      return EXIT.answered;
    }
    const command = commandIn(argv);
    const known = knownError(error, argv, command);
    await printError(known, wantsJson(argv), options, io);
    return known.exitCode;
  }
}

/** The name of the first command among the words. */
const commandIn = (argv: readonly string[]): string | undefined =>
  argv
    .map((_, index) => argv.slice(index).join(' '))
    .flatMap((words) => COMMANDS.find(({ name }) => `${words} `.startsWith(`${name} `)) ?? [])[0]?.name;

function knownError(error: unknown, argv: readonly string[], command: string | undefined): KnownError {
  if (error instanceof KnownError) return error;
  if (error instanceof CommanderError) return usageError(error, argv, command);
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const hint = 'This is a fault of chipkb; please report it.';
  return new KnownError('unexpected', `chipkb failed: ${detail}`, { hint });
}

function usageError(
  { code, message }: CommanderError,
  argv: readonly string[],
  command: string | undefined,
): KnownError {
  const general = '`chipkb --help` lists commands and options.';
  if (code === 'commander.help') return fail.usage(`there is no command “${argv[1] ?? ''}”`, general);
  const [first = '', ...more] = message.replace(/^error: /, '').split('\n');
  const own = more
    .join(' ')
    .trim()
    .replace(/^\((.*)\)$/, '$1');
  return fail.usage(first, own || (command ? `\`chipkb help ${command}\` shows how it is used.` : general));
}

/** Whether errors are wanted as JSON; read from the words, since they may be what is wrong. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  return own.some(
    (word, index) =>
      word === '--json' ||
      /^--format=(nd)?json$/.test(word) ||
      (word === '--format' && /^(nd)?json$/.test(own[index + 1] ?? '')),
  );
}
