/** The layout of the help: commands in groups first, then options. */
import type { Command, Help } from 'commander';

/** In fewer columns than this, descriptions are not wrapped. */
const MIN_COLUMNS_TO_WRAP = 10;

/** What commander's `configureHelp` takes for the program. */
export const PROGRAM_HELP = {
  minWidthToWrap: MIN_COLUMNS_TO_WRAP,
  subcommandTerm: (command: Command) => command.name(),
  formatHelp,
};

/** What `configureHelp` takes for a command: its options do not include `--help`, which is listed with the global options of the program. */
export const COMMAND_HELP = { ...PROGRAM_HELP, visibleOptions: (command: Command) => [...command.options] };

/** What `configureHelp` takes for a command that contains others, which are listed with their arguments. */
export const PARENT_HELP = {
  ...COMMAND_HELP,
  subcommandTerm: (command: Command) =>
    `${command.name()} ${command.usage().replace('[options]', '')}`.trim(),
};

function formatHelp(command: Command, help: Help): string {
  const width = help.padWidth(command, help);
  const item = (term: string, text: string) => help.formatItem(term, width, text, help);
  const commands = help.groupItems(
    [...command.commands],
    help.visibleCommands(command),
    (sub) => sub.helpGroup() || 'Commands:',
  );
  const options = help.groupItems(
    [...command.options],
    help.visibleOptions(command),
    (option) => option.helpGroupHeading ?? 'Options:',
  );
  return [
    `Usage: ${help.commandUsage(command)}`,
    '',
    help.boxWrap(help.commandDescription(command), help.helpWidth ?? 80),
    '',
    ...[...commands].flatMap(([heading, group]) =>
      help.formatItemList(
        heading,
        group.map((sub) => item(help.subcommandTerm(sub), help.subcommandDescription(sub))),
        help,
      ),
    ),
    ...[...options].flatMap(([heading, group]) =>
      help.formatItemList(
        heading,
        group.map((option) => item(help.optionTerm(option), help.optionDescription(option))),
        help,
      ),
    ),
  ].join('\n');
}
