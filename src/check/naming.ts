/** The rule that the quotes of a claim name what the claim is about. */
import { quotedEdgesOf } from '../model/authored.ts';
import { type NameMatch, type NameMatcher, nameMatcher } from '../model/name-matcher.ts';
import { wordsOf } from '../model/names.ts';
import { idsOf, namesOfEntity, publishersOf } from '../model/references.ts';
import { UNSPACED } from '../model/scripts.ts';
import type { IndexedRecords, KnownEntities, Rule } from './rule.ts';

/** An entity with all its names. An ambiguous name may mean the entity of a claim, so it counts like the others. */
interface NamedEntity {
  id: string;
  kind: NonNullable<ReturnType<KnownEntities['get']>>['value']['kind'];
  name: string;
  aliases: { name: string; ambiguous: boolean }[];
}

/** A name in a quote. */
export type QuotedName = NameMatch<NamedEntity>;

/** Finds the names of entities in quotes. */
class QuotedNames {
  readonly #entities: KnownEntities;
  readonly #matcher: NameMatcher<NamedEntity>;
  readonly #matchers = new Map<string, NameMatcher<NamedEntity>>();

  constructor(entity: KnownEntities) {
    this.#entities = entity;
    this.#matcher = nameMatcher(
      Array.from(entity.keys(), (id) => this.#named(id)).flatMap((one) => one ?? []),
    );
  }

  /** The longest names in a quote, in order. A part of an unknown name, such as “R1” in “R1-Zero”, is not a name. */
  in(quote: string): QuotedName[] {
    return this.#matcher.find(quote, 0, quote.length).filter(({ partOf }) => partOf === null);
  }

  /** The kind of an entity; undefined if it is unknown or invalid. */
  kindOf(id: string): NamedEntity['kind'] | undefined {
    return this.#entities.get(id)?.value.kind;
  }

  /**
   * Which of some entities a quote names. A name inside a longer one counts only if the longer one names one of them too, such as
   * “MetaX” in “MetaX GPUs”. A name of several words, such as “DeepSeek models”, may be scattered: “DeepSeek’s new models”.
   */
  among(ids: readonly string[], quote: string): Set<string> {
    const found = this.in(quote);
    const named = new Set(found.flatMap(({ entities }) => entities.map(({ id }) => id)));
    const own = found.filter(({ entities }) => entities.some(({ id }) => ids.includes(id)));
    return new Set(
      ids.filter(
        (id) =>
          named.has(id) ||
          own.some(({ start, end }) => this.#matcherOf(id).find(quote, start, end).length > 0) ||
          this.#isScattered(id, quote, found),
      ),
    );
  }

  #isScattered(id: string, quote: string, found: readonly QuotedName[]): boolean {
    const entity = this.#named(id);
    if (entity === null) return false;
    return namesOfEntity(entity).some((name) => {
      const wanted = wordsIn(name);
      if (wanted.size < 2) return false;
      const masked = found
        .filter(({ start, end }) => [...wordsIn(quote.slice(start, end))].some((word) => !wanted.has(word)))
        .reduceRight((text, { start, end }) => `${text.slice(0, start)} | ${text.slice(end)}`, quote);
      const words = wordsIn(masked);
      return [...wanted].every(
        (word) => words.has(word) || (IS_UNSPACED.test(word) && masked.includes(word)),
      );
    });
  }

  #named(id: string): NamedEntity | null {
    const value = this.#entities.get(id)?.value;
    if (!value) return null;
    const aliases = namesOfEntity(value).map((name) => ({ name, ambiguous: false }));
    return { id, kind: value.kind, name: value.name, aliases };
  }

  #matcherOf(id: string): NameMatcher<NamedEntity> {
    const matcher = this.#matchers.get(id) ?? nameMatcher([this.#named(id) ?? []].flat());
    this.#matchers.set(id, matcher);
    return matcher;
  }
}

const built = new WeakMap<KnownEntities, QuotedNames>();

/** The names of the entities of some records, prepared once for all rules. */
export function quotedNames({ entity }: Pick<IndexedRecords, 'entity'>): QuotedNames {
  const names = built.get(entity) ?? new QuotedNames(entity);
  built.set(entity, names);
  return names;
}

const IS_UNSPACED = new RegExp(`^${UNSPACED}`, 'u');
const SCRIPT_RUN = new RegExp(`${UNSPACED}+|(?:(?!${UNSPACED})[^])+`, 'gu');

/** The words of a text without the “s” of a plural, those of Chinese apart from those of other scripts. */
const wordsIn = (text: string): Set<string> =>
  new Set(
    wordsOf(text.replace(/['’]s(?!\p{L})/gu, '')).flatMap((word) =>
      (word.match(SCRIPT_RUN) ?? []).map((run) => run.replace(/(?<=\p{Ll}{2})s$/u, '')),
    ),
  );

/** Words by which the publisher of a text, or a speaker, names itself. */
export const FIRST_PERSON = /\b(?:we|our|ours|us)\b|我们|我們|我司|我社|本公司|本报|本報/iu;

const quoteNames: Rule = {
  id: 'quote-names',
  needsAll: true,
  level: 'warning',
  protects:
    'Each quote of a claim must name one of its entities, and each of its entities must be named in a quote.',
  check(records, report) {
    const names = quotedNames(records);
    for (const { source, value, path, ids: claimIds } of quotedEdgesOf(records)) {
      const publishers = publishersOf(source.value).map(({ id }) => id);
      const references = idsOf(value).filter(({ id }) => names.kindOf(id) !== undefined);
      const ids = [...new Set(references.map(({ id }) => id))];
      const named = value.evidence.map(({ quote }) => {
        const found = names.among(ids, quote);
        if (FIRST_PERSON.test(quote)) for (const id of publishers) if (ids.includes(id)) found.add(id);
        return found;
      });
      for (const [index, found] of named.entries()) {
        if (found.size > 0) continue;
        report(
          `the quote names none of ${ids.join(', ')}`,
          source.place([...path, 'evidence', index, 'quote']),
          'Quote more of the sentence, or add the name that it prints as an alias.',
          claimIds[0],
        );
      }
      if (named.every(({ size }) => size === 0)) continue;
      const missing = references.filter(
        ({ id, path: [field] }) =>
          !named.some((found) => found.has(id)) && !(field === 'said-by' && publishers.includes(id)),
      );
      const [first] = missing;
      if (first === undefined) continue;
      report(
        `no quote of the claim names ${[...new Set(missing.map(({ id }) => id))].join(', ')}`,
        () => source.place([...path, ...first.path]),
        'Add a quote that names it, or add the name that the source prints as an alias. Otherwise another entity may be meant.',
        claimIds[0],
      );
    }
  },
};

export const namingRules: readonly Rule[] = [quoteNames];
