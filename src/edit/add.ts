/** Adds entities, sources and what they state to a draft. */
import { join } from 'node:path';
import type { AuthoredSourceFile } from '../model/authored.ts';
import { fail } from '../model/errors.ts';
import { wholeFile } from '../model/finding.ts';
import { groupBy } from '../model/group-by.ts';
import type { ProposedStatements } from '../model/proposals.ts';
import {
  type AuthoredEntity,
  type AuthoredSource,
  type AuthoredTableSource,
  FIELDS,
  FORMAT,
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

/** A record with its fields in their canonical order. An unknown field comes first; the checks report it. */
const fieldsInOrder = (kind: keyof typeof FIELDS, record: object) =>
  Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => FIELDS[kind].indexOf(a) - FIELDS[kind].indexOf(b)),
  );

/**
 * Adds claims, remarks and read marks after those of their source. Throws `no-such-entity` if there is no such source, and
 * `already-there` if it has one of them already.
 */
export function addStatements(draft: Draft, source: string, statements: Partial<ProposedStatements>): void {
  const file = draft.source(source);
  expectNew(file, statements);
  const edits = statementLists(statements).map(([list, values]): YamlEdit => {
    if (file.value[list] === undefined)
      return { op: 'set', path: [list], value: values, order: FIELDS.source };
    return { op: 'append', path: [list], values };
  });
  draft.edit(file.origin.file, edits);
}

function expectNew(source: AuthoredSourceFile, { edges, remarks, read }: Partial<ProposedStatements>): void {
  const recorded = recordedStatements(source);
  for (const claim of edges ?? []) {
    const id = recorded.find({ list: 'edges', value: claim });
    if (id !== null)
      throw fail.alreadyThere(
        `this claim, as ${id},`,
        `\`chipkb set ${id} evidence "{quote: …}" --append\` adds another passage to it. A claim that differs needs another status, via, claimant or date.`,
      );
  }
  for (const remark of remarks ?? []) {
    const id = recorded.find({ list: 'remarks', value: remark });
    if (id !== null) throw fail.alreadyThere(`this remark, as ${id},`, `\`chipkb show ${id}\` shows it.`);
  }
  for (const mark of read ?? []) {
    const place = recorded.find({ list: 'read', value: mark });
    if (place !== null) throw fail.alreadyThere(`a read mark of this passage, ${place},`);
  }
}

/** The lists that are not empty, each record with its fields in their canonical order. */
function statementLists({ edges = [], remarks = [], read = [] }: Partial<ProposedStatements>) {
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
  const { entities, sources, tables } = draft.records;
  if ([...sources, ...tables].some(({ value }) => value.id === id)) return `a source with the id ${id}`;
  if (entities.some(({ value }) => value.id === id)) return `an entity with the id ${id}`;
  const paths = [join(draft.folder, fileOfSource(id)), join(draft.texts, fileOfText(id))];
  return paths.find((path) => draft.bytes(path) !== null) ?? null;
}

const fileOfSource = (id: string) => `sources/${id}.yaml`;
const fileOfText = (id: string) => `${id}.txt`;

/**
 * A new source with its text, before anything is recorded from it. Throws `already-there` if the id, a file of this name, or the same
 * text exists.
 */
export function newSource(draft: Draft, record: NewSource, bytes: Uint8Array): AuthoredSourceFile {
  const taken = takenBy(draft, record.id);
  if (taken !== null) throw fail.alreadyThere(taken, 'Choose another id with --id.');
  const text = new TextDecoder().decode(bytes);
  const hash = sha256(bytes);
  const same = draft.records.sources.find((other) => other.value.sha256 === hash);
  if (same) throw fail.alreadyThere(`this text, as the source ${same.value.id},`);
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

/** Adds a new source of tables. Throws `already-there` if its id is taken. */
export function addTableSource(draft: Draft, source: AuthoredTableSource): void {
  const taken = takenBy(draft, source.id);
  if (taken !== null) throw fail.alreadyThere(taken, takenHint(draft, source.id));
  const format = draft.records.kb?.value.format ?? FORMAT;
  if (format < FORMAT) draft.edit('kb.yaml', [{ op: 'set', path: ['format'], value: FORMAT }]);
  const file = fileOfSource(source.id);
  draft.put(join(draft.folder, file), newFile(draft, 'source', fieldsInOrder('tables', source)));
}

const takenHint = (draft: Draft, id: string): string =>
  draft.records.tables.some(({ value }) => value.id === id)
    ? `\`chipkb update ${id} --from <clone>\` reads a newer commit; \`chipkb source ${id}\` shows what is recorded.`
    : 'Give the mapping another `id`.';

/** Adds a new source with what it states, and its text. */
export function addSource(
  draft: Draft,
  { value, origin }: AuthoredSourceFile,
  bytes: Uint8Array,
  statements: Partial<ProposedStatements> = {},
): void {
  draft.put(join(draft.texts, value.text), bytes);
  const record = { ...value, ...Object.fromEntries(statementLists(statements)) };
  draft.put(join(draft.folder, origin.file), newFile(draft, 'source', fieldsInOrder('source', record)));
}
