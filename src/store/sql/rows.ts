/** Authored records -> rows of the tables, each table's rows one after the other in one flat list, as they are bound. */

import { entityOf, namesOf } from '../../load/to-records.ts';
import type { AuthoredSourceFile } from '../../model/authored.ts';
import { wordsOf } from '../../model/names.ts';
import type { Via } from '../../model/records.ts';
import type { AuthoredEdge, AuthoredEntity, AuthoredEvidence, AuthoredRemark } from '../../model/schema.ts';
import { listOf, statementIds } from '../../model/statement-ids.ts';
import { termsOf } from '../../model/terms.ts';
import { RELATIONS, STATUSES, words } from '../../model/vocabulary.ts';
import { gramsOf, lengthOf } from '../name-index.ts';
import { heldName } from './posting-list.ts';

/** A value of a column. */
export type Value = string | number | null | Uint8Array;

/** How many columns the rows of a table have, in the order of the schema. */
export const WIDTHS = {
  source: 17,
  line: 5,
  statement: 8,
  claim: 8,
  claim_via: 4,
  claim_with: 3,
  remark: 5,
  remark_subject: 3,
  read_mark: 2,
  evidence: 6,
  claim_text: 2,
  remark_text: 2,
  meta: 2,
  input: 5,
  room: 5,
  entity: 7,
  entity_role: 3,
  entity_link: 3,
  entity_text: 2,
  name: 7,
  name_gram: 3,
  name_words: 2,
  term: 1,
} as const;

export type Table = keyof typeof WIDTHS;

export type Rows = Partial<Record<Table, Value[]>>;

/** The row of each relation and status: its place in the vocabulary. */
export const RELATION_IDS: ReadonlyMap<string, number> = new Map(
  words(RELATIONS).map((word, at) => [word, at]),
);
export const STATUS_IDS: ReadonlyMap<string, number> = new Map(words(STATUSES).map((word, at) => [word, at]));

/** The ids that the rows of a source get. */
interface SourceIds {
  source: number;
  /** Of the first statement; also the place of the source in the order of authoring. */
  first: number;
  /** The row of an entity by its key. */
  entity(key: string): number;
}

/** The longest line that quotes are cut out of; out of a longer one, reading it would cost more than keeping them. */
const LONGEST_LINE = 4000;

/** Every row that a source gives. Its passages must have been found. Lines are numbered from 0. */
export function sourceRows(
  file: AuthoredSourceFile,
  name: string,
  { source, first, entity }: SourceIds,
): Rows {
  const { value, text } = file;
  const ids = statementIds(value);
  const rows = {
    source: [] as Value[],
    line: [] as Value[],
    statement: [] as Value[],
    claim: [] as Value[],
    claim_via: [] as Value[],
    claim_with: [] as Value[],
    remark: [] as Value[],
    remark_subject: [] as Value[],
    read_mark: [] as Value[],
    evidence: [] as Value[],
    claim_text: [] as Value[],
    remark_text: [] as Value[],
  } satisfies Rows;
  const known = (id: string | undefined) => (id === undefined ? null : entity(id));
  const lines = text ? text.text.split('\n') : [];
  for (const [index, content] of lines.entries())
    rows.line.push(index, source, index + 1, text?.starts[index] ?? 0, content);

  let statement = first;
  const passages = (evidence: readonly AuthoredEvidence[]) => {
    for (const [position, one] of evidence.entries()) {
      const state = file.evidence.get(one);
      if (state === undefined || !('position' in state))
        throw new Error(`a passage of ${value.id} is not verified`);
      const { line, start, end } = state.position;
      const content = lines[line - 1];
      const isCut =
        content !== undefined &&
        content.length <= LONGEST_LINE &&
        // Characters of two units are one to SQL; NUL ends a text there.
        !/[\u{10000}-\u{10ffff}\0]/u.test(content) &&
        end <= (text?.starts[line - 1] ?? 0) + content.length;
      rows.evidence.push(statement, position, line, start, end, isCut ? null : one.quote);
    }
  };
  const add = (
    one: AuthoredEdge | AuthoredRemark | null,
    printed: string | undefined,
    evidence: readonly AuthoredEvidence[],
  ) => {
    rows.statement.push(
      statement,
      source,
      one?.channel ?? null,
      one?.['printed-date'] ?? null,
      one?.date ?? null,
      one?.['date-basis'] ?? null,
      one?.note ?? null,
      printed ?? null,
    );
    passages(evidence);
  };

  for (const edge of value.edges) {
    add(edge, edge.printed, edge.evidence);
    const pairs = listOf(edge.from).flatMap((from) => listOf(edge.to).map((to) => [from, to] as const));
    for (const [position, [from, to]] of pairs.entries()) {
      const number = numberIn(ids.get(edge)?.[position]);
      const status = edge.status === undefined ? null : (STATUS_IDS.get(edge.status) ?? null);
      const relation = RELATION_IDS.get(edge.relation) ?? null;
      rows.claim.push(
        statement,
        position,
        relation,
        entity(from),
        entity(to),
        status,
        known(edge['said-by']),
        number,
      );
    }
    for (const [position, via] of listOf(edge.via).entries()) {
      const { id, version }: Via =
        typeof via === 'string' ? { id: via, version: null } : { id: via.id, version: via.version ?? null };
      rows.claim_via.push(statement, position, entity(id), version);
    }
    for (const [position, id] of listOf(edge.with).entries())
      rows.claim_with.push(statement, position, entity(id));
    rows.claim_text.push(statement, termsIn(edge.evidence.map(({ quote }) => quote)));
    statement++;
  }
  for (const remark of value.remarks ?? []) {
    add(remark, undefined, remark.evidence);
    rows.remark.push(
      statement,
      remark.topic,
      remark.summary,
      known(remark['said-by']),
      numberIn(ids.get(remark)?.[0]),
    );
    for (const [position, id] of remark.subject.entries())
      rows.remark_subject.push(statement, position, entity(id));
    rows.remark_text.push(statement, termsIn([remark.summary, ...remark.evidence.map(({ quote }) => quote)]));
    statement++;
  }
  for (const mark of value.read ?? []) {
    add(null, undefined, [mark]);
    rows.read_mark.push(statement, mark.why);
    statement++;
  }
  rows.source.push(
    source,
    value.id,
    first,
    value.title,
    entity(value.publisher),
    value.url ?? null,
    value.published,
    value['published-basis'] ?? null,
    value.retrieved ?? null,
    value.sha256,
    value.extent.first,
    value.extent.last,
    text === null ? null : 0,
    lines.length,
    rows.claim.length / WIDTHS.claim,
    value.remarks?.length ?? 0,
    name,
  );
  return rows;
}

/** What an id that is made of what it says ends in where it is not the first of its kind. */
const numberIn = (id: string | undefined): number => Number(/#(\d+)$/.exec(id ?? '')?.[1] ?? 1);

/** The terms of some texts taken together, as a full-text table takes them. */
export const termsIn = (texts: readonly string[]): string =>
  [...new Set(texts.flatMap((text) => [...termsOf(text)]))].join(' ');

/** The names that have each gram, as `heldName` gives them. */
export type Holders = ReadonlyMap<string, readonly number[]>;

/**
 * Every row that entities give, the first of them at the place `first`, with the place for its id, and what has the grams of
 * their names. Names are numbered from 0 as they come.
 */
export function entityRows(
  values: readonly AuthoredEntity[],
  first: number,
): { rows: Rows; holders: Holders } {
  const rows = {
    entity: [] as Value[],
    entity_role: [] as Value[],
    entity_link: [] as Value[],
    entity_text: [] as Value[],
    name: [] as Value[],
    name_words: [] as Value[],
  } satisfies Rows;
  let number = 0;
  const holders = new Map<string, number[]>();
  for (const [index, value] of values.entries()) {
    const row = first + index;
    const record = entityOf(value);
    const { id, kind, roles, links, aliases, description, location } = record;
    rows.entity.push(row, id, row, record.name, kind, description, location);
    for (const [at, role] of roles.entries()) rows.entity_role.push(row, at, role);
    for (const [at, url] of links.entries()) rows.entity_link.push(row, at, url);
    const names = namesOf(record);
    const firstAlias = names.length - aliases.length;
    for (const [at, { name, folded, isPrinted, ambiguous }] of names.entries()) {
      const type = isPrinted ? 'name' : at < firstAlias ? 'id' : 'alias';
      const lang = aliases[at - firstAlias]?.lang ?? null;
      const held = heldName(number, lengthOf(folded));
      for (const gram of gramsOf(folded)) {
        const known = holders.get(gram);
        if (known) known.push(held);
        else holders.set(gram, [held]);
      }
      rows.name_words.push(number, wordsOf(name).join(' '));
      rows.name.push(number++, row, type, name, lang, ambiguous ? 1 : 0, folded);
    }
    rows.entity_text.push(row, termsIn([id, ...names.map(({ name }) => name), description]));
  }
  return { rows, holders };
}
