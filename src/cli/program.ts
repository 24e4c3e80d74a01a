/** The only home of commander: the table of commands -> a program. */
import { Command as Commander, CommanderError, Option } from 'commander';
import { EXIT, fail, KnownError } from '../model/errors.ts';
import type { Command } from './command.ts';
import { COMMANDS, PARENT_COMMANDS } from './command-table.ts';
import { CommandContext, type Options } from './context.ts';
import type { Io } from './io.ts';
import { COMMON_FORMATS, FILTER_OPTIONS, GLOBAL_OPTIONS, type OptionTerms, OWN_OPTIONS } from './options.ts';
import { formatOf, printView } from './output.ts';

export { CommanderError };

/** In so few columns what stands beside a term of the help is still broken into lines. */
const LEAST_TO_WRAP = 10;

const VERSION_FLAGS = ['-V', '--version'];

const EXAMPLES = ['chipkb vendors', 'chipkb who-supports deepseek-r1', 'chipkb show moore-threads --json'];

/** Told the options of the command before it answers, and again with its exit code after. */
type OnOptions = (options: Options, exitCode: number) => void;

/**
 * Builds the program, as far as a command line needs it: making every option of every command takes as long as an answer.
 * Errors are thrown; see `OnOptions` for what the caller is told.
 */
export function buildProgram(
  argv: readonly string[],
  io: Io,
  version: string,
  onOptions: OnOptions,
): Commander {
  const program = new Commander('chipkb');
  program
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out.write(text),
      // The error that is thrown says it, once.
      writeErr: () => {},
      getOutHelpWidth: () => io.out.columns ?? 100,
      getErrHelpWidth: () => io.err.columns ?? 100,
      // The help has none; asking the stream would make it.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .description('Which chips and clouds run which AI models, who says so, and exactly where.')
    .version(version, VERSION_FLAGS.join(', '), 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help of a command')
    .configureHelp({ minWidthToWrap: LEAST_TO_WRAP })
    .addHelpText('after', examplesText(EXAMPLES));
  for (const terms of Object.values(GLOBAL_OPTIONS)) program.addOption(option(terms));
  const [first = ''] = argv;
  if (VERSION_FLAGS.includes(first)) return program;
  const named = COMMANDS.filter((command) => command.name.split(' ')[0] === first);
  for (const command of named.length > 0 ? named : COMMANDS) {
    const added = addCommand(program, command);
    // Only a command whose name was typed can be run, or its help be asked for.
    if (command.name.split(' ').every((word) => argv.includes(word))) complete(added, command, io, onOptions);
  }
  return program;
}

/** Adds what the list of commands shows. */
function addCommand(program: Commander, command: Command): Commander {
  const [name, group] = command.name.split(' ').reverse();
  const parent = group === undefined ? program : groupOf(program, group);
  const added = parent.command(`${name} ${command.arguments}`.trim()).summary(command.summary);
  const [first] = termsOf(command);
  return first ? added.addOption(option(first)) : added;
}

/** The options of a command, without those of every command. */
const termsOf = ({ filters = [], options = [] }: Command): OptionTerms[] => [
  ...filters.map((name) => FILTER_OPTIONS[name]),
  ...options.map((name) => OWN_OPTIONS[name]),
];

/** Adds what running a command and its help need. */
function complete(added: Commander, command: Command, io: Io, onOptions: OnOptions): void {
  const more = command.more ? ` ${command.more}` : '';
  added.description(`${command.summary[0]?.toUpperCase()}${command.summary.slice(1)}.${more}`);
  for (const terms of termsOf(command).slice(1)) added.addOption(option(terms));
  if (command.sorts) {
    const help = `one of ${command.sorts.join(', ')}; the first is the default`;
    added.addOption(new Option('--sort <key>', help).choices(command.sorts));
  }
  added.configureHelp({ showGlobalOptions: true, minWidthToWrap: LEAST_TO_WRAP });
  added.addHelpText('after', examplesText(command.examples));
  added.action(async () => {
    const options = added.optsWithGlobals<Options>();
    onOptions(options, EXIT.answered);
    const format = formatOf(options);
    if (!COMMON_FORMATS.some((common) => common === format) && !command.formats?.includes(format)) {
      throw fail.usage(
        `${command.name} has no format ${format}`,
        `Its formats: ${COMMON_FORMATS.join(', ')}.`,
      );
    }
    const answer = async () => {
      const run = await command.load();
      const answer = await run(new CommandContext(added.args, options, io));
      const { view, exitCode } = 'view' in answer ? answer : { view: answer, exitCode: EXIT.answered };
      await printView(view, options, io);
      onOptions(options, exitCode);
    };
    await answer().catch((error) => {
      // What was damaged is no longer there.
      if (error instanceof KnownError && error.code === 'damaged-cache') return answer();
      throw error;
    });
  });
}

/** The command that only holds others, such as `add`; made when it is first needed. */
function groupOf(program: Commander, name: string): Commander {
  const known = program.commands.find((command) => command.name() === name);
  return (
    known ??
    program
      .command(name)
      .summary(PARENT_COMMANDS.get(name) ?? '')
      .description(PARENT_COMMANDS.get(name) ?? '')
  );
}

function option({ flags, help, read }: OptionTerms): Option {
  const made = new Option(flags, help);
  return read ? made.argParser(read) : made;
}

const examplesText = (examples: readonly string[]) =>
  examples.length === 0 ? '' : `\nExamples:\n${examples.map((example) => `  $ ${example}\n`).join('')}`;
