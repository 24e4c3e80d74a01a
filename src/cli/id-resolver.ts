/** Ids for what was typed in a command that changes a knowledge base. Typos are never corrected, because the result is written. */
import type { Draft } from '../edit/draft.ts';
import { allSources } from '../model/authored.ts';
import { fail, unknownSource } from '../model/errors.ts';
import type { UnresolvedName } from '../model/known-error.ts';
import type { AuthoredEntity } from '../model/schema.ts';
import type { Kind } from '../model/vocabulary.ts';
import { findEntity, resolve } from '../store/resolve.ts';
import type { Store } from '../store/store.ts';
import { ANY_ENTITY } from './context.ts';
import { idFrom } from './id-from.ts';
import { shellWord } from './shell-word.ts';

/** Names that were typed for a field of a new record. */
export interface TypedNames {
  names: readonly string[];
  /** Whether a text that names no entity may be several names, separated by commas. */
  isList?: boolean;
  /** What they should name, such as “publisher”; by default an entity. A source is named by its id. */
  what?: string;
  /** The kinds that the field takes. An unknown name can be added as one of them. */
  kinds: readonly Kind[];
}

/** What a person at a terminal answered about names that were typed and not found: another name, or a new entity. */
export interface Answers {
  readonly names: ReadonlyMap<string, string>;
  readonly entities: ReadonlyMap<string, AuthoredEntity>;
}

/** The answers before anything was asked. */
export const NO_ANSWERS: Answers = { names: new Map(), entities: new Map() };

export class IdResolver {
  readonly #draft: Draft;
  readonly #store: () => Store;
  readonly #answers: Answers;

  constructor(draft: Draft, store: () => Store, answers: Answers) {
    this.#draft = draft;
    this.#store = store;
    this.#answers = answers;
  }

  /** The entities that a person described, which are added in this edit. */
  get added(): AuthoredEntity[] {
    return [...this.#answers.entities.values()];
  }

  /** The id of an entity. Throws `no-such-entity` or `ambiguous-name`. */
  async entity(typed: string): Promise<string> {
    const [id = ''] = await this.entities([typed]);
    return id;
  }

  /** The ids of several entities. Throws one error, `no-such-entity` or `ambiguous-name`, for all that are not found. */
  async entities(names: readonly string[]): Promise<string[]> {
    const { ids = [] } = await this.fields({ ids: { names, kinds: [] } });
    return ids;
  }

  /** The ids of the entities in each field. Throws one error, `no-such-entity` or `ambiguous-name`, for all that are not found. */
  async fields<Field extends string>(
    fields: Partial<Record<Field, TypedNames | undefined>>,
  ): Promise<Partial<Record<Field, string[]>>> {
    const unresolved: UnresolvedName[] = [];
    const found: Partial<Record<Field, string[]>> = {};
    for (const [field, typed] of Object.entries(fields) as [Field, TypedNames | undefined][]) {
      if (typed === undefined) continue;
      const ids: string[] = [];
      for (const name of await this.#namesIn(typed)) {
        const resolved = await this.#resolve(name, typed);
        if (typeof resolved === 'string') ids.push(resolved);
        else if (!unresolved.some((other) => other.typed === name)) unresolved.push(resolved);
      }
      found[field] = ids;
    }
    if (unresolved.length > 0) throw fail.unresolvedNames(unresolved);
    return found;
  }

  /** The id of an entity, a source, a claim or a remark. Throws `no-such-entity` or `ambiguous-name`. */
  async record(typed: string): Promise<string> {
    const isId = this.#draft.hasSource(typed) || this.#draft.statement(typed) !== null;
    return isId ? typed : this.entity(typed);
  }

  /** The names that were typed, one by one: a text that names an entity is one name, whether it contains a comma or not. */
  async #namesIn({ names, isList = false }: TypedNames): Promise<string[]> {
    const each = await Promise.all(
      names.map(async (text) => {
        const isName = !isList || (await findEntity(this.#store(), text, false)) !== null;
        return isName ? [text] : text.split(/[,，]/).map((name) => name.trim());
      }),
    );
    return each.flat();
  }

  /** The id of an entity or a source, or why there is none. */
  async #resolve(typed: string, { what = 'entity', kinds }: TypedNames): Promise<string | UnresolvedName> {
    // An entity that is added in this edit is not in the store.
    const added = this.#answers.entities.get(typed);
    if (added !== undefined) return added.id;
    const name = this.#answers.names.get(typed) ?? typed;
    if (what === 'source') {
      if (this.#draft.hasSource(name)) return name;
      const sources = allSources(this.#draft.records).map(({ value }) => value);
      return { ...unknownSource(name, sources), typed };
    }
    const found = await resolve(this.#store(), name, { correct: false });
    if (found.state === 'exact' || found.state === 'corrected') return found.entity.id;
    const unresolved = { typed, name, what, kinds, hint: hintForName(name, kinds) };
    if (found.state === 'ambiguous')
      return { ...unresolved, hint: 'Use one of these ids.', close: null, candidates: found.candidates };
    // The first candidate is what a question would have corrected the text to.
    const meant = await resolve(this.#store(), name, { correct: true });
    const likely = meant.state === 'corrected' ? [meant.entity] : [];
    const candidates = [...likely, ...found.candidates.filter(({ id }) => id !== likely[0]?.id)];
    const close = new Set([...found.close, ...likely.map(({ id }) => id)]);
    return { ...unresolved, close, candidates };
  }
}

/** The next step for a name that is not found. */
function hintForName(name: string, kinds: readonly Kind[]): string {
  if (kinds.length === 0) return `Run \`${ANY_ENTITY.listCommand}\` for a list.`;
  const kind = kinds.length === 1 ? kinds[0] : `<${kinds.join('|')}>`;
  const id = idFrom(name) === null ? ' --id <id>' : '';
  return `\`chipkb add entity ${shellWord(name)}${id} --kind ${kind} --description "…"\` adds it.`;
}
