/** The records that a command line names: entities by any name, and claims, remarks and sources by their ids. */
import { fail } from '../model/errors.ts';
import type { EntityRecord } from '../model/records.ts';
import type { Claim, Remark } from '../query/answers/claim.ts';
import { statementsOfSource, statementWithId } from '../query/statements.ts';
import { ANY_ENTITY, type CommandContext } from './context.ts';
import { namedEntities, readTyped } from './split-names.ts';

/** Records of each type, in the order in which they were typed. */
export interface NamedRecords {
  entities: EntityRecord[];
  claims: Claim[];
  remarks: Remark[];
  /** Ids of sources. */
  sources: string[];
}

/** The records that were typed. An id of a claim, remark or source is never corrected; an unknown one is a known error. */
export async function namedRecords(context: CommandContext<unknown>): Promise<NamedRecords> {
  const { words, lines } = await readTyped(context);
  const found: NamedRecords = { entities: [], claims: [], remarks: [], sources: [] };
  const names = {
    words: await withoutIds(context, words, found),
    lines: await withoutIds(context, lines, found),
  };
  if (names.words.length + names.lines.length > 0)
    found.entities = await namedEntities(context, ANY_ENTITY, names);
  return found;
}

/** Whether a word is the id of a source, or has the form of the id of a claim or remark. */
export async function isRecordId(context: CommandContext<unknown>, word: string): Promise<boolean> {
  if (word.includes('@')) return true;
  const store = await context.store();
  return (await store.sources([word])).has(word) && !(await store.entities([word])).has(word);
}

/** Adds the records whose ids are among some words, and returns the other words. */
async function withoutIds(
  context: CommandContext<unknown>,
  words: readonly string[],
  found: NamedRecords,
): Promise<string[]> {
  const store = await context.store();
  const others: string[] = [];
  for (const word of words) {
    if (!(await isRecordId(context, word))) others.push(word);
    else if (!word.includes('@')) found.sources.push(word);
    else {
      const { claims, remarks } = (await statementWithId(store, word)) ?? (await noStatement(context, word));
      found.claims.push(...claims);
      found.remarks.push(...remarks);
    }
  }
  return others;
}

/** The most ids that are suggested. */
const MAX_CANDIDATE_IDS = 5;

/**
 * Throws the error for an unknown id of a claim or remark. An id gets qualifiers when a claim with the same relation and ends is
 * added: without them it is ambiguous. Otherwise the error lists ids in its source that start with the same subject.
 */
async function noStatement(context: CommandContext<unknown>, id: string): Promise<never> {
  const { claims, remarks } = await statementsOfSource(
    await context.store(),
    id.slice(id.lastIndexOf('@') + 1),
  );
  const [subject = ''] = id.split(/[.@]/);
  const [unqualified = ''] = id.split('@');
  const candidates = [
    ...claims.map((claim) => ({ id: claim.id, name: `${claim.from.name}, ${claim.to.name}`, kind: 'claim' })),
    ...remarks.map((remark) => ({ id: remark.id, name: remark.summary, kind: 'remark' })),
  ].filter((candidate) => candidate.id.startsWith(`${subject}.`));
  const sameEnds = candidates.filter((one) =>
    ['+', '#'].some((mark) => one.id.startsWith(unqualified + mark)),
  );
  if (sameEnds.length > 0) throw fail.ambiguousName(id, sameEnds);
  throw fail.noSuchEntity(
    id,
    'claim or remark',
    candidates.slice(0, MAX_CANDIDATE_IDS),
    'chipkb claims --format ids',
  );
}
