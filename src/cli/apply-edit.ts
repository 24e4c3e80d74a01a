/** What the commands that change a knowledge base have in common: names without corrections, the change, its view. */

import { join, relative } from 'node:path';
import type { Draft } from '../edit/draft.ts';
import { patchOf } from '../edit/patch.ts';
import { createKb, type Edited, editKb } from '../kb/edit.ts';
import { fail } from '../model/errors.ts';
import { isInside } from '../model/is-inside.ts';
import { ID_FORM, isId } from '../model/schema.ts';
import type { View } from '../render/view.ts';
import { editedView } from '../render/views/edited.ts';
import { resolve } from '../store/resolve.ts';
import type { Store } from '../store/store.ts';
import { ANY_ENTITY, type CommandContext } from './context.ts';

/** Finds records by what was typed. A name is resolved as in a question, but a typing error is never corrected: it would be written. */
export class Names {
  readonly #ask: CommandContext;
  readonly #store: Store;

  private constructor(ask: CommandContext, store: Store) {
    this.#ask = ask;
    this.#store = store;
  }

  /** For the knowledge base that is asked; one that is not the person's own is a known error. */
  static async of(ask: CommandContext): Promise<Names> {
    expectOwn(ask);
    return new Names(ask, await ask.storeToEdit());
  }

  /** The id of the entity that a text names. */
  async entity(typed: string): Promise<string> {
    const found = await resolve(this.#store, typed, { correct: false });
    if (found.state !== 'unknown') return this.#ask.accept(typed, found, ANY_ENTITY).id;
    // What a question would have corrected it to comes first.
    const meant = await resolve(this.#store, typed, { correct: true });
    const likely = meant.state === 'corrected' ? [meant.entity] : [];
    const candidates = [...likely, ...found.candidates.filter(({ id }) => id !== likely[0]?.id)];
    throw fail.noSuchEntity(typed, 'entity', candidates, ANY_ENTITY.listCommand);
  }

  /** The id of the entity that a text names; null where there is none. What can mean several is a known error. */
  async find(typed: string): Promise<string | null> {
    const found = await resolve(this.#store, typed, { correct: false });
    return found.state === 'unknown' ? null : this.#ask.accept(typed, found, ANY_ENTITY).id;
  }

  /** The ids of the entities that texts name; absent for none. */
  async entities(typed: readonly string[] | undefined): Promise<string[] | undefined> {
    return typed && Promise.all(typed.map((name) => this.entity(name)));
  }

  /** The id of a source, which is never corrected. */
  async source(id: string): Promise<string> {
    const sources = await this.#store.sources();
    if (sources.has(id)) return id;
    const candidates = [...sources.values()].map(({ id: own, title }) => ({
      id: own,
      name: title,
      kind: 'source',
    }));
    throw fail.noSuchEntity(id, 'source', candidates.slice(0, 5), 'chipkb sources');
  }

  /** The id of the claim, remark or source that is typed, or of the entity that it names. */
  async record(typed: string): Promise<string> {
    if (await this.isSource(typed)) return typed;
    if (!typed.includes('@')) return this.entity(typed);
    const statements = [...(await this.#store.claims({})), ...(await this.#store.remarks({}))];
    if (statements.some(({ id }) => id === typed)) return typed;
    const [subject = ''] = typed.split(/[.@]/);
    const near = statements.filter(({ id }) => id.startsWith(`${subject}.`));
    const candidates = near.slice(0, 5).map(({ id }) => ({ id, name: 'claim', kind: 'or remark' }));
    throw fail.noSuchEntity(typed, 'claim', candidates, 'chipkb why <a> <b> --format ids');
  }

  /** Whether an id is that of a source. */
  async isSource(id: string): Promise<boolean> {
    return (await this.#store.sources()).has(id);
  }
}

/** A new id as typed; what is none is wrong usage. */
export function newId(typed: string): string {
  if (!isId(typed)) throw fail.usage(`“${typed}” is no id`, `An id is made of ${ID_FORM}.`);
  return typed;
}

/** The usage error for what was neither typed nor could be asked for. */
export function missing(flag: string, why: string): never {
  throw fail.usage(`${flag} is missing`, `${why[0]?.toUpperCase()}${why.slice(1)}.`);
}

/** The only value of an option that takes one and may have been repeated. */
export function single<T>(flag: string, values: readonly T[] | undefined): T | undefined {
  if (values && values.length > 1) throw fail.usage(`${flag} takes one value`);
  return values?.[0];
}

/** Changes the knowledge base by `work`. */
export function change(ask: CommandContext, work: (draft: Draft) => void): Edited {
  expectOwn(ask);
  return editKb(editOptions(ask), work);
}

/** Changes the knowledge base by `work` and shows what changed. `title` says it as done, and may be asked for afterwards; `next` is where to go from here. */
export function edited(
  ask: CommandContext,
  title: string | (() => string),
  next: string,
  work: (draft: Draft) => void,
): View {
  const done = change(ask, work);
  return viewOf(ask, typeof title === 'string' ? title : title(), next, done);
}

/** Rules that find a new record wanting until others rest on it. */
const NOT_YET = new Set(['mentioned', 'source-used']);

/** The same for new records, of which nobody expects that others rest on them already. */
export function added(ask: CommandContext, title: string, next: string, work: (draft: Draft) => void): View {
  const { changes, warnings } = change(ask, work);
  return viewOf(ask, title, next, { changes, warnings: warnings.filter(({ rule }) => !NOT_YET.has(rule)) });
}

/** Writes the files of a new knowledge base and shows them. */
export const created = (
  ask: CommandContext,
  title: string,
  next: string,
  files: ReadonlyMap<string, string>,
): View => viewOf(ask, title, next, createKb(editOptions(ask), files));

const editOptions = (ask: CommandContext) => ({
  ...ask.loadOptions,
  what: `the change “${ask.words.join(' ')}”`,
  dryRun: ask.options.dryRun ?? false,
});

/** Refuses to change the bundled knowledge base of an installed package for someone who has merely none of their own. */
function expectOwn({ folder, options: { data }, io: { cwd, env, packageFolder } }: CommandContext): void {
  const isChosen = data !== undefined || env.has('CHIPKB_DATA') || isInside(packageFolder, cwd);
  if (!isChosen && folder === join(packageFolder, 'data'))
    throw fail.usage(
      'there is no knowledge base here to change',
      '`chipkb init` starts one; --data names another.',
    );
}

function viewOf(ask: CommandContext, title: string, next: string, { changes, warnings }: Edited): View {
  const files = changes.map(({ path, before, after }) => {
    const file = relative(ask.io.cwd, path);
    const change = before === null ? 'created' : after === null ? 'removed' : 'changed';
    return { file, change, diff: patchOf(file, before, after) } as const;
  });
  const written = !ask.options.dryRun && files.length > 0;
  return editedView(title, { written, files, warnings: [...warnings] }, next);
}
