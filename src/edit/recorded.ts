/** Finds the statement of a source that another one repeats. */
import { isDeepStrictEqual } from 'node:util';
import { type AuthoredSourceFile, quotedEdgesOf, remarksOf } from '../model/authored.ts';
import type { ProposedStatements } from '../model/proposals.ts';
import { findQuote, type TextPosition } from '../model/selector.ts';
import { claimEnds, claimKey, qualifierFields } from '../model/statement-ids.ts';

/** A claim, a remark or a read mark. */
type Statement = {
  [List in keyof ProposedStatements]: { list: List; value: ProposedStatements[List][number] };
}[keyof ProposedStatements];

/** A statement that another one can repeat. */
interface Known {
  passages: readonly TextPosition[];
  qualifiers: readonly string[][];
  name(): string;
}

/** Statements of one source, in which repeated ones are found. */
export class Statements {
  readonly #source: AuthoredSourceFile;
  readonly #known = new Map<string, Known[]>();

  constructor(source: AuthoredSourceFile) {
    this.#source = source;
  }

  /** Adds a statement. `nameOf` names it, or the claim at an index of its `claimEnds`. */
  add(statement: Statement, nameOf: (index: number) => string): void {
    const passages = this.#passagesOf(statement);
    const qualifiers = qualifiersOf(statement);
    for (const [index, key] of keysOf(statement).entries()) {
      const same = this.#known.get(key) ?? [];
      this.#known.set(key, same);
      same.push({ passages, qualifiers, name: () => nameOf(index) });
    }
  }

  /**
   * The name of the statement that a new one repeats; null if there is none. A claim repeats another with the same relation and ends if
   * no qualifier differs, or if their passages overlap and a qualifier of one is not given for the other; a remark one of the same
   * topic, subjects and claimant whose passage overlaps; a read mark one whose passage overlaps.
   */
  find(statement: Statement): string | null {
    const candidates = keysOf(statement).flatMap((key) => this.#known.get(key) ?? []);
    if (candidates.length === 0) return null;
    const passages = this.#passagesOf(statement);
    const qualifiers = qualifiersOf(statement);
    const isRepeated = (known: Known): boolean => {
      const overlap = doOverlap(passages, known.passages);
      if (statement.list !== 'edges') return overlap;
      return qualifiers.every((values, index) => {
        const others = known.qualifiers[index] ?? [];
        const isMissing = values.length === 0 || others.length === 0;
        return isDeepStrictEqual(values, others) || (overlap && isMissing);
      });
    };
    return candidates.find(isRepeated)?.name() ?? null;
  }

  /** The positions of the passages that are found in the text. */
  #passagesOf({ list, value }: Statement): TextPosition[] {
    const { text, value: source, evidence } = this.#source;
    return (list === 'read' ? [value] : value.evidence).flatMap((item) => {
      const found = evidence.get(item) ?? (text && findQuote(text.text, text.starts, source.extent, item));
      return found && 'position' in found ? [found.position] : [];
    });
  }
}

/** The recorded statements of a source, by their ids; a read mark by its place. */
export function recordedStatements(source: AuthoredSourceFile): Statements {
  const statements = new Statements(source);
  for (const { value, ids } of quotedEdgesOf({ sources: [source] }))
    statements.add({ list: 'edges', value }, (index) => ids[index] ?? '');
  for (const { value, ids } of remarksOf({ sources: [source] }))
    statements.add({ list: 'remarks', value }, () => ids[0] ?? '');
  for (const [index, value] of (source.value.read ?? []).entries())
    statements.add({ list: 'read', value }, () => {
      const { file, line } = source.place(['read', index]);
      return `${file}:${line}`;
    });
  return statements;
}

/** What two statements have in common if one can repeat the other: for each claim of an edge, its relation and ends. */
function keysOf({ list, value }: Statement): string[] {
  if (list === 'edges') return claimEnds(value).map(({ from, to }) => claimKey(value.relation, from, to));
  if (list === 'read') return [list];
  return [JSON.stringify([list, value.topic, value['said-by'], [...value.subject].sort()])];
}

const qualifiersOf = ({ list, value }: Statement): string[][] =>
  list === 'edges' ? qualifierFields(value) : [];

/** True if a passage of one list overlaps one of the other. */
const doOverlap = (some: readonly TextPosition[], others: readonly TextPosition[]): boolean =>
  some.some((a) => others.some((b) => a.start < b.end && b.start < a.end));
