/** The whole program as one function of the world around it. */
import { fail, isSystemError } from '../model/errors.ts';
import { EXIT, KnownError } from '../model/known-error.ts';
import { CommandContext } from './context.ts';
import type { Io } from './io.ts';
import type { Options } from './option-values.ts';
import { formatOf, printError, printView } from './output.ts';
import { missingComma, type ParsedCommand, parseCommandLine } from './program.ts';

/** Runs a command line, without the names of node and of the program; returns the exit code. Never throws. */
export async function run(argv: readonly string[], io: Io, version: string): Promise<number> {
  let options: Options = {};
  try {
    const parsed = parseCommandLine(argv, io, version);
    if (parsed === null) return EXIT.answered;
    options = parsed.options;
    return await runCommand(parsed, io).catch((error: unknown) => {
      // A damaged cache was deleted when the damage was found; one that another process replaced is read again.
      if (error instanceof KnownError && error.code === 'damaged-cache') return runCommand(parsed, io);
      throw error;
    });
  } catch (error) {
    const known = knownError(error, argv);
    await printError(known, wantsJson(argv), options, io);
    return known.exitCode;
  }
}

async function runCommand({ command, words, options }: ParsedCommand, io: Io): Promise<number> {
  const format = formatOf(command, options);
  const runIt = await command.load();
  const answer = await runIt(new CommandContext(words, options, io, command.name));
  const { view, exitCode } = 'view' in answer ? answer : { view: answer, exitCode: EXIT.answered };
  await printView(view, format, options, io);
  return options.exitStatus && view.empty !== null ? EXIT.noRows : exitCode;
}

function knownError(error: unknown, argv: readonly string[]): KnownError {
  if (isSystemError(error)) return fail.system(error);
  if (!(error instanceof KnownError)) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return new KnownError('unexpected', `chipkb failed: ${detail}`, {
      hint: 'This is a bug in chipkb; please report it.',
    });
  }
  // A second value without a comma was read as part of a name.
  const isAboutNames = error.code === 'no-such-entity' || error.code === 'unclear-split';
  return (isAboutNames && missingComma(argv)) || error;
}

/** Whether errors are printed as JSON; read from the words, which may be invalid. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  const isJson = (format: string | undefined) => /^(?:json|jsonl|ndjson)$/.test(format ?? '');
  return own.some(
    (word, index) =>
      word === '--json' ||
      isJson(/^(?:--format=|-f)(.+)$/.exec(word)?.[1]) ||
      (['-f', '--format'].includes(word) && isJson(own[index + 1])),
  );
}
