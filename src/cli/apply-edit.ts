/** What the commands that change a knowledge base have in common: ids for what was typed, the edit, and its view. */
import { join, relative } from 'node:path';
import type { Draft } from '../edit/draft.ts';
import { patchOf } from '../edit/patch.ts';
import { createKb, type Edited, editKb } from '../kb/edit.ts';
import { fail } from '../model/errors.ts';
import { ID_FORM, isId } from '../model/ids.ts';
import { isInside } from '../model/is-inside.ts';
import type { View } from '../render/view.ts';
import { editedView } from '../render/views/edited.ts';
import { resolve } from '../store/resolve.ts';
import type { Store } from '../store/store.ts';
import { ANY_ENTITY, type CommandContext } from './context.ts';
import type { OwnOptions } from './option-values.ts';

/** The context of a command that changes a knowledge base. */
type EditContext = CommandContext<Pick<OwnOptions, 'dryRun'>>;

/** Finds the ids of the records that were typed. Typos are never corrected here, because the result is written. */
export class IdResolver {
  readonly #context: CommandContext<unknown>;
  readonly #draft: Draft;
  readonly #store: () => Store;

  constructor(context: CommandContext<unknown>, draft: Draft, store: () => Store) {
    this.#context = context;
    this.#draft = draft;
    this.#store = store;
  }

  /** The id of an entity. Throws `no-such-entity` or `ambiguous-name`. */
  async entity(typed: string): Promise<string> {
    const found = await resolve(this.#store(), typed, { correct: false });
    if (found.state !== 'unknown') return this.#context.accept(typed, found, ANY_ENTITY).id;
    // The first candidate is what a question would have corrected the text to.
    const meant = await resolve(this.#store(), typed, { correct: true });
    const likely = meant.state === 'corrected' ? [meant.entity] : [];
    const candidates = [...likely, ...found.candidates.filter(({ id }) => id !== likely[0]?.id)];
    const close = new Set([...found.close, ...likely.map(({ id }) => id)]);
    throw fail.noSuchEntity(typed, 'entity', candidates, ANY_ENTITY.listCommand, close);
  }

  /** The ids of several entities; undefined for undefined. */
  async entities(typed: readonly string[] | undefined): Promise<string[] | undefined> {
    return typed && Promise.all(typed.map((name) => this.entity(name)));
  }

  /** The id of an entity; null if there is none of this name. Throws `ambiguous-name`. */
  async find(typed: string): Promise<string | null> {
    const found = await resolve(this.#store(), typed, { correct: false });
    return found.state === 'unknown' ? null : this.#context.accept(typed, found, ANY_ENTITY).id;
  }

  /** The id of an entity, a source, a claim or a remark. Throws `no-such-entity` or `ambiguous-name`. */
  async record(typed: string): Promise<string> {
    const isId = this.#draft.hasSource(typed) || this.#draft.statement(typed) !== null;
    return isId ? typed : this.entity(typed);
  }
}

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
): Promise<{ edited: Edited; result: T }> {
  expectOwnKb(context);
  const options = { ...context.loadOptions, ...editOptions(context) };
  return editKb(options, (draft, store) => work(draft, new IdResolver(context, draft, store)));
}

/** Changes the knowledge base and shows the change. */
export async function applyEdit(context: EditContext, work: Work<Outcome>): Promise<View> {
  const { edited, result } = await runEdit(context, work);
  return viewOfEdit(context, result, edited);
}

/** Rules that warn about a new record until other records refer to it. */
const UNUSED_RULES = new Set(['mentioned', 'source-used']);

/** Adds a record and shows the change, without the warnings that nothing refers to the record yet. */
export async function applyAddition(context: EditContext, work: Work<Outcome>): Promise<View> {
  const { edited, result } = await runEdit(context, work);
  const warnings = edited.warnings.filter(({ rule }) => !UNUSED_RULES.has(rule));
  return viewOfEdit(context, result, { ...edited, warnings });
}

/** Writes the files of a new knowledge base and shows them. */
export const applyInit = (context: EditContext, outcome: Outcome, files: ReadonlyMap<string, string>): View =>
  viewOfEdit(context, outcome, createKb({ folder: context.folder, ...editOptions(context) }, files));

const editOptions = (context: EditContext) => ({
  what: `\`${['chipkb', context.command, ...context.words].join(' ')}\``,
  dryRun: context.options.dryRun ?? false,
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

function viewOfEdit(context: EditContext, { title, next }: Outcome, { changes, warnings }: Edited): View {
  const files = filesOf(context, changes);
  const written = !context.options.dryRun && files.length > 0;
  return editedView(title, { written, files, warnings: [...warnings] }, next);
}

/** The files of a change with their diffs, as an answer lists them. */
export const filesOf = ({ io }: CommandContext<unknown>, changes: Edited['changes']) =>
  changes.map(({ path, before, after }) => {
    const file = relative(io.cwd, path);
    const change = before === null ? 'created' : after === null ? 'removed' : 'changed';
    return { file, change, diff: patchOf(file, before, after) } as const;
  });

/** A new id as typed. Throws a usage error if it is not valid. */
export function newId(typed: string): string {
  if (!isId(typed)) throw fail.usage(`“${typed}” is not a valid id`, `An id consists of ${ID_FORM}.`);
  return typed;
}

/** Throws the usage error for a value that was neither typed nor can be asked for. */
export function missing(flag: string, why: string): never {
  throw fail.usage(`${flag} is missing`, `${why[0]?.toUpperCase()}${why.slice(1)}.`);
}

/** The value of an option that can't be repeated, although its type is a list. Throws a usage error if it was. */
export function single<T>(flag: string, values: readonly T[] | undefined): T | undefined {
  if (values && values.length > 1) throw fail.usage(`${flag} takes one value`);
  return values?.[0];
}

/** The command that shows an entity or a source, which may have got a new id. */
export const commandToShow = (draft: Draft, id: string, newId = id): string =>
  `chipkb ${draft.hasSource(id) ? 'source' : 'show'} ${newId}`;
