/** Adds entities, sources and what they state to a draft. */
import { join } from 'node:path';
import type { AuthoredSourceFile } from '../model/authored.ts';
import { fail } from '../model/errors.ts';
import { wholeFile } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import type { ProposedStatements } from '../model/proposals.ts';
import {
  type AuthoredEdge,
  type AuthoredEntity,
  type AuthoredReadMark,
  type AuthoredRemark,
  type AuthoredSource,
  FIELDS,
} from '../model/schema.ts';
import { lineStarts } from '../model/selector.ts';
import { sha256 } from '../model/sha256.ts';
import { KINDS } from '../model/vocabulary.ts';
import type { Draft } from './draft.ts';
import type { YamlEdit } from './edits.ts';
import { newFile } from './new-file.ts';
import { recordedStatements } from './recorded.ts';

/** Adds an entity to the file that contains the most entities of its kind. Throws `already-there` if its id is taken. */
export function addEntity(draft: Draft, entity: AuthoredEntity): void {
  if (draft.records.entities.some(({ value }) => value.id === entity.id))
    throw fail.alreadyThere(`an entity with the id ${entity.id}`, `\`chipkb show ${entity.id}\` shows it.`);
  addEntities(draft, [entity]);
}

/** Adds entities with new ids, each to the file that contains the most entities of its kind. */
export function addEntities(draft: Draft, entities: readonly AuthoredEntity[]): void {
  for (const [file, own] of groupBy(entities, ({ kind }) => fileForKind(draft, kind))) {
    const values = own.map((entity) => fieldsInOrder('entity', entity));
    if (draft.text(file) === null) draft.put(join(draft.folder, file), newFile(draft, 'entities', values));
    else draft.edit(file, [{ op: 'append', path: [], values }]);
  }
}

function fileForKind(draft: Draft, kind: AuthoredEntity['kind']): string {
  const counts = new Map<string, number>();
  for (const { value, origin } of draft.records.entities) {
    if (value.kind === kind) counts.set(origin.file, (counts.get(origin.file) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? `entities/${KINDS[kind].plural}.yaml`;
}

/**
 * Adds a claim after the others of its source. Throws `no-such-entity` if there is no such source, and `already-there` if it states
 * the claim already.
 */
export function addClaim(draft: Draft, source: string, claim: AuthoredEdge): void {
  const recorded = recordedStatements(draft.source(source)).find({ list: 'edges', value: claim });
  if (recorded !== null)
    throw fail.alreadyThere(
      `this claim, as ${recorded},`,
      `\`chipkb set ${recorded} evidence "{quote: …}" --append\` adds another passage to it. A claim that differs needs another status, via, claimant or date.`,
    );
  addStatements(draft, source, { edges: [claim], remarks: [], read: [] });
}

/**
 * Adds a remark after the others of its source. Throws `no-such-entity` if there is no such source, and `already-there` if it has a
 * remark of the same topic, subjects and claimant whose passage overlaps.
 */
export function addRemark(draft: Draft, source: string, remark: AuthoredRemark): void {
  const recorded = recordedStatements(draft.source(source)).find({ list: 'remarks', value: remark });
  if (recorded !== null)
    throw fail.alreadyThere(`this remark, as ${recorded},`, `\`chipkb show ${recorded}\` shows it.`);
  addStatements(draft, source, { edges: [], remarks: [remark], read: [] });
}

/**
 * Adds read marks after the others of their source. Throws `no-such-entity` if there is no such source, and `already-there` if it has
 * a read mark of the same passage.
 */
export function addReadMarks(draft: Draft, source: string, marks: readonly AuthoredReadMark[]): void {
  const statements = recordedStatements(draft.source(source));
  for (const value of marks) {
    const recorded = statements.find({ list: 'read', value });
    if (recorded !== null) throw fail.alreadyThere(`a read mark of this passage, ${recorded},`);
  }
  addStatements(draft, source, { edges: [], remarks: [], read: [...marks] });
}

/** A record with its fields in their canonical order. An unknown field comes first; the checks report it. */
const fieldsInOrder = (kind: keyof typeof FIELDS, record: object) =>
  Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => FIELDS[kind].indexOf(a) - FIELDS[kind].indexOf(b)),
  );

/** Adds what a source states after what is recorded of it. Throws `no-such-entity` if there is no such source. */
export function addStatements(draft: Draft, source: string, statements: ProposedStatements): void {
  const { origin, value } = draft.source(source);
  const edits = statementLists(statements).map(([list, values]): YamlEdit => {
    if (value[list] === undefined) return { op: 'set', path: [list], value: values, order: FIELDS.source };
    return { op: 'append', path: [list], values };
  });
  draft.edit(origin.file, edits);
}

/** The lists that are not empty, each record with its fields in their canonical order. */
function statementLists({ edges, remarks, read }: ProposedStatements) {
  const lists = [
    ['edges', edges.map((edge) => fieldsInOrder('edge', edge))],
    ['remarks', remarks.map((remark) => fieldsInOrder('remark', remark))],
    ['read', read.map((mark) => fieldsInOrder('read', mark))],
  ] as const;
  return lists.filter(([, values]) => values.length > 0);
}

/** The fields of a source that are not computed from its text. */
export type NewSource = Omit<AuthoredSource, 'text' | 'sha256' | 'edges' | 'remarks' | 'read'>;

/** What prevents the id of a new source, such as “a source with the id x”; null if nothing does. */
export function takenBy(draft: Draft, id: string): string | null {
  const { entities, sources } = draft.records;
  if (sources.some(({ value }) => value.id === id)) return `a source with the id ${id}`;
  if (entities.some(({ value }) => value.id === id)) return `an entity with the id ${id}`;
  const paths = [join(draft.folder, fileOfSource(id)), join(draft.texts, fileOfText(id))];
  return paths.find((path) => draft.bytes(path) !== null) ?? null;
}

const fileOfSource = (id: string) => `sources/${id}.yaml`;
const fileOfText = (id: string) => `${id}.txt`;

/** A new source with its text, before anything is recorded from it. */
export function newSource(record: NewSource, bytes: Uint8Array): AuthoredSourceFile {
  const text = new TextDecoder().decode(bytes);
  const hash = sha256(bytes);
  const file = fileOfSource(record.id);
  return {
    value: { ...record, text: fileOfText(record.id), sha256: hash, edges: [] },
    origin: { file, path: [] },
    place: () => wholeFile(file),
    stem: record.id,
    text: { text, sha256: hash, starts: lineStarts(text) },
    evidence: new Map(),
  };
}

/** Adds a source with what it states, and its text. Throws `already-there` if the id, a file of this name, or the same text exists. */
export function addSource(
  draft: Draft,
  { value, origin }: AuthoredSourceFile,
  bytes: Uint8Array,
  statements: ProposedStatements = { edges: [], remarks: [], read: [] },
): void {
  const taken = takenBy(draft, value.id);
  if (taken !== null) throw fail.alreadyThere(taken, 'Choose another id with --id.');
  const same = draft.records.sources.find((other) => other.value.sha256 === value.sha256);
  if (same) throw fail.alreadyThere(`this text, as the source ${same.value.id},`);
  draft.put(join(draft.texts, value.text), bytes);
  const record = { ...value, ...Object.fromEntries(statementLists(statements)) };
  draft.put(join(draft.folder, origin.file), newFile(draft, 'source', fieldsInOrder('source', record)));
}
