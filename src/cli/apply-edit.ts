/** What the commands that change a knowledge base have in common: ids for what was typed, the edit, and its view. */
import { join, relative } from 'node:path';
import { UNUSED_RULES } from '../check/maintenance.ts';
import { addEntity } from '../edit/add.ts';
import type { Draft } from '../edit/draft.ts';
import { patchOf } from '../edit/patch.ts';
import { createKb, type Done, type Edited, editKb } from '../kb/edit.ts';
import { fail } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { isInside } from '../model/is-inside.ts';
import type { View } from '../render/view.ts';
import { editedView } from '../render/views/edited.ts';
import { askForUnresolved } from './ask-for-unresolved.ts';
import type { CommandContext } from './context.ts';
import { type Answers, IdResolver, NO_ANSWERS } from './id-resolver.ts';
import type { OwnOptions } from './option-values.ts';

/** The context of a command that changes a knowledge base. */
type EditContext = CommandContext<Pick<OwnOptions, 'dryRun' | 'strict'>>;

/** The result of an edit in words: what was done, and the command to continue with. */
export interface Outcome {
  title: string;
  next: string;
}

/** Changes a draft, with ids for what was typed. */
type Work<T> = (draft: Draft, ids: IdResolver) => T | Promise<T>;

/** Changes the knowledge base. Throws the errors of `editKb`. */
export async function runEdit<T>(
  context: EditContext,
  work: Work<T>,
  answers: Answers = NO_ANSWERS,
): Promise<Done<T>> {
  expectOwnKb(context);
  const options = { ...context.loadOptions, ...editOptions(context) };
  return editKb(options, (draft, store) => work(draft, new IdResolver(draft, store, answers)));
}

/** Changes the knowledge base and shows the change. */
export async function applyEdit(context: EditContext, work: Work<Outcome>): Promise<View> {
  const { edited, result } = await runEdit(context, work);
  return viewOfEdit(context, result, edited);
}

/**
 * Adds records. A person at a terminal is asked about names that are unknown or ambiguous, and entities that they describe are added
 * with the records. Throws the errors of `editKb`.
 */
export const runAddition = <T>(context: EditContext, work: Work<T>): Promise<{ edited: Edited; result: T }> =>
  askForUnresolved(context, (answers) =>
    runEdit(
      context,
      (draft, ids) => {
        for (const entity of ids.added) addEntity(draft, entity);
        return work(draft, ids);
      },
      answers,
    ),
  );

/** Adds a record and shows the change, without the warnings that nothing refers to the record yet. */
export async function applyAddition(context: EditContext, work: Work<Outcome>): Promise<View> {
  const { edited, result } = await runAddition(context, work);
  const warnings = edited.warnings.filter(({ rule }) => !UNUSED_RULES.has(rule));
  return viewOfEdit(context, result, { ...edited, warnings });
}

/** Writes the files of a new knowledge base and shows them. */
export const applyInit = (context: EditContext, outcome: Outcome, files: ReadonlyMap<string, string>): View =>
  viewOfEdit(context, outcome, createKb({ folder: context.folder, ...editOptions(context) }, files));

const editOptions = (context: EditContext) => ({
  what: `\`${['chipkb', context.command, ...context.words].join(' ')}\``,
  dryRun: context.options.dryRun ?? false,
  strict: context.options.strict ?? false,
  onWait: (notice: string) => context.note(notice),
});

/** Throws a usage error if the knowledge base is the one of an installed package and was not chosen: it is not the user's. */
export function expectOwnKb({
  folder,
  options: { data },
  io: { cwd, env, packageFolder },
}: CommandContext<unknown>): void {
  const isChosen = data !== undefined || env.has('CHIPKB_DATA') || isInside(packageFolder, cwd);
  if (!isChosen && folder === join(packageFolder, 'data'))
    throw fail.usage(
      'there is no knowledge base here to change',
      '`chipkb init` starts one; --data names another.',
    );
}

/** The view of a change; `refused` are the errors of proposals that were left out. */
export function viewOfEdit(
  context: EditContext,
  { title, next }: Outcome,
  { changes, warnings, refused = [] }: Edited & { refused?: readonly Finding[] },
): View {
  const files = filesOf(context, changes);
  const written = !context.options.dryRun && files.length > 0;
  return editedView(title, { written, files, warnings: [...warnings], refused: [...refused] }, next);
}

/** The files of a change with their diffs, as an answer lists them. */
export const filesOf = ({ io }: CommandContext<unknown>, changes: Edited['changes']) =>
  changes.map(({ path, before, after }) => {
    const file = relative(io.cwd, path);
    const change = before === null ? 'created' : after === null ? 'removed' : 'changed';
    return { file, change, diff: patchOf(file, before, after) } as const;
  });

/** The command that shows an entity or a source, which may have got a new id. */
export const commandToShow = (draft: Draft, id: string, newId = id): string =>
  `chipkb ${draft.hasSource(id) ? 'source' : 'show'} ${newId}`;
