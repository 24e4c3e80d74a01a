/** The only home of commander: the table of commands -> what a command line asks for. */
import { Command as Commander, CommanderError, Option } from 'commander';
import { capitalised } from '../model/capitalised.ts';
import { fail } from '../model/errors.ts';
import type { KnownError } from '../model/known-error.ts';
import { COMMAND_GROUPS, type Command } from './command.ts';
import { COMMANDS, PARENT_COMMANDS } from './command-table.ts';
import { COMMAND_HELP, PARENT_HELP, PROGRAM_HELP } from './help.ts';
import type { Io } from './io.ts';
import { oneOf } from './option-readers.ts';
import type { Options } from './option-values.ts';
import { FILTER_OPTIONS, GLOBAL_OPTIONS, type OptionTerms, OWN_OPTIONS } from './options.ts';
import { didYouMean } from './typo.ts';

const EXAMPLES = ['chipkb vendors', 'chipkb who-supports deepseek-r1', 'chipkb show moore-threads --json'];

/** A command as typed, with its words and options. */
export interface ParsedCommand {
  command: Command;
  words: readonly string[];
  options: Options;
}

/** Parses a command line; null if it asked for help or the version, which are then printed. Throws a usage error. */
export function parseCommandLine(argv: readonly string[], io: Io, version: string): ParsedCommand | null {
  let parsed: ParsedCommand | null = null;
  // If the line starts with a command, only that is built: all of them take a quarter of a start.
  const typed = COMMANDS.filter(({ name }) => name.split(' ')[0] === argv[0]);
  const program = buildProgram(typed.length > 0 ? typed : COMMANDS, io, version, (command) => {
    parsed = command;
  });
  try {
    program.parse([...argv], { from: 'user' });
    return parsed;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return null;
    const { command, unknown } = findCommand(program, program.args);
    // Only a command that contains others was typed, or nothing at all.
    if (error.code === 'commander.help' && unknown === undefined) {
      command.outputHelp();
      return null;
    }
    throw usageError(error, command, unknown, argv);
  }
}

function buildProgram(
  commands: readonly Command[],
  io: Io,
  version: string,
  onCommand: (parsed: ParsedCommand) => void,
): Commander {
  const program = new Commander('chipkb');
  program
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out.write(text),
      // The error that is thrown is printed instead.
      writeErr: () => {},
      getOutHelpWidth: () => io.out.columns ?? 100,
      getErrHelpWidth: () => io.err.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showSuggestionAfterError(false)
    .configureHelp(PROGRAM_HELP)
    .description('Which chips and clouds run which AI models, who says so, and exactly where.')
    .usage('<command> [options]')
    .optionsGroup('Global options:')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .addHelpText(
      'after',
      `${examplesText(EXAMPLES)}\nRun \`chipkb help <command>\` for the options of a command.`,
    );
  for (const terms of Object.values(GLOBAL_OPTIONS)) program.addOption(option(terms));
  for (const command of commands) {
    const added = addCommand(program, command);
    added.action(() => onCommand({ command, words: added.args, options: added.optsWithGlobals<Options>() }));
  }
  program
    .command('help [command...]')
    .usage('[command...]')
    .configureHelp(COMMAND_HELP)
    .helpGroup('Help:')
    .summary('show help for a command')
    .description('Show help for a command.')
    .action((words: string[]) => {
      const { command, unknown } = findCommand(program, words);
      if (unknown !== undefined) throw unknownCommand(unknown, command);
      command.outputHelp();
    });
  program
    .command('version')
    .configureHelp(COMMAND_HELP)
    .helpGroup('Help:')
    .summary('print the version')
    .description('Print the version.')
    .action(() => io.out.write(`${version}\n`));
  return program;
}

function addCommand(program: Commander, command: Command): Commander {
  const { name, summary, more, examples, group, sorts = [] } = command;
  const words = name.split(' ');
  const own = words.at(-1) ?? name;
  const parent = words.length > 1 ? parentCommand(program, words[0] ?? '', group) : program;
  const added = parent
    .command(`${own} ${command.arguments}`.trim())
    .usage(`${command.arguments} [options]`.trim())
    .configureHelp(COMMAND_HELP)
    .summary(summary)
    .description(`${capitalised(summary)}.${more ? ` ${more}` : ''}`)
    .addHelpText('after', `${examplesText(examples)}\nRun \`chipkb help\` for the global options.`);
  if (parent === program) added.helpGroup(headingOf(group));
  for (const terms of optionsOf(command)) added.addOption(option(terms));
  const [first] = sorts;
  if (first !== undefined) {
    const help = `sort by ${sorts.map((key) => (key === first ? `${key} (default)` : key)).join(', ')}`;
    added.addOption(option({ flags: '--sort <key>', help, ...oneOf(sorts) }));
  }
  return added;
}

/** The command that contains others, such as `add`. */
function parentCommand(program: Commander, name: string, group: Command['group']): Commander {
  const known = program.commands.find((command) => command.name() === name);
  if (known) return known;
  const summary = PARENT_COMMANDS.get(name) ?? '';
  return program
    .command(name)
    .usage('<command>')
    .configureHelp(PARENT_HELP)
    .helpCommand(false)
    .helpGroup(headingOf(group))
    .summary(summary)
    .description(`${capitalised(summary)}.`)
    .addHelpText('after', `\nRun \`chipkb help ${name} <command>\` for the options of a command.`);
}

/** The options of a command, without the global ones. */
const optionsOf = ({ filters = [], options = [] }: Command): OptionTerms[] => [
  ...filters.map((name) => FILTER_OPTIONS[name]),
  ...options.map((name) => OWN_OPTIONS[name]),
];

function option({ flags, help, read }: OptionTerms): Option {
  const made = new Option(flags, help);
  if (!read) return made;
  return made.argParser((typed, before) => read(typed, before, made.long ?? flags));
}

const headingOf = (group: Command['group']) => `${COMMAND_GROUPS[group]}:`;

const examplesText = (examples: readonly string[]) =>
  examples.length === 0 ? '' : `\nExamples:\n${examples.map((example) => `  $ ${example}\n`).join('')}`;

/** The command that words lead to, and the first word that is no command. */
function findCommand(program: Commander, words: readonly string[]): { command: Commander; unknown?: string } {
  let command = program;
  for (const word of words) {
    const next = command.commands.find((sub) => sub.name() === word);
    if (!next) return command.commands.length > 0 ? { command, unknown: word } : { command };
    command = next;
  }
  return { command };
}

function unknownCommand(typed: string, parent: Commander): KnownError {
  const meant = didYouMean(
    typed,
    parent.commands.map((command) => command.name()),
  );
  return fail.usage(
    `unknown command “${typed}”`,
    meant ? `Did you mean \`${fullName(parent)} ${meant}\`?` : hintFor(parent),
  );
}

/** An error of commander in our words. */
function usageError(
  { code, message }: CommanderError,
  command: Commander,
  unknown: string | undefined,
  argv: readonly string[],
): KnownError {
  const [, quoted = ''] = /'([^']*)'/.exec(message) ?? [];
  const hint = hintFor(command);
  switch (code) {
    case 'commander.unknownCommand':
    case 'commander.help':
      return unknownCommand(unknown ?? '', command);
    case 'commander.missingArgument':
      return fail.usage(`missing argument <${quoted}>`, hint);
    case 'commander.optionMissingArgument':
      return fail.usage(`${quoted.replace(/^-\w, /, '')} needs a value`, hint);
    case 'commander.excessArguments':
      return missingComma(argv) ?? fail.usage(`too many arguments for ${fullName(command)}`, hint);
    case 'commander.unknownOption': {
      const known = [...command.options, ...(command.parent?.options ?? [])].flatMap(
        ({ long }) => long ?? [],
      );
      const meant = didYouMean(quoted, known);
      return fail.usage(`unknown option ${quoted}`, meant ? `Did you mean ${meant}?` : hint);
    }
    default:
      return fail.usage(message.replace(/^error: /, ''), hint);
  }
}

const hintFor = (command: Commander): string =>
  command.parent
    ? `Run \`chipkb help ${fullName(command).slice('chipkb '.length)}\` for usage.`
    : 'Run `chipkb help` for the commands and global options.';

const fullName = (command: Commander): string =>
  command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();

/** The usage error for two values of an option that are separated by a space, if a command line has such. */
export function missingComma(argv: readonly string[]): KnownError | null {
  for (const [index, flag] of argv.entries()) {
    const terms = Object.values(FILTER_OPTIONS).find(({ flags }) => flags.split(' ')[0] === flag);
    const choices = terms && 'choices' in terms ? terms.choices : [];
    const [first = '', second = ''] = argv.slice(index + 1);
    if (choices.includes(second) && first.split(',').every((word) => choices.includes(word)))
      return fail.usage(
        `${flag} takes one word, or several separated by commas`,
        `Use a comma: ${flag} ${first},${second}`,
      );
  }
  return null;
}
