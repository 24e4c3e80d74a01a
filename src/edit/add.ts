/** Adding an entity, a claim or a source to a draft. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fail } from '../model/errors.ts';
import { type AuthoredEdge, type AuthoredEntity, type AuthoredSource, FIELDS } from '../model/schema.ts';
import { KINDS } from '../model/vocabulary.ts';
import type { Draft } from './draft.ts';
import { newFile } from './new-file.ts';

/** Adds an entity at the end of the file that holds most of its kind. */
export function addEntity(draft: Draft, entity: AuthoredEntity): void {
  if (draft.records.entities.some(({ value }) => value.id === entity.id))
    throw fail.alreadyThere(`an entity with the id ${entity.id}`, `\`chipkb show ${entity.id}\` shows it.`);
  const file = fileFor(draft, entity);
  if (draft.text(file) === null) draft.put(join(draft.folder, file), newFile(draft, 'entities', [entity]));
  else draft.edit(file, [{ op: 'append', path: [], value: entity }]);
}

function fileFor(draft: Draft, { kind }: AuthoredEntity): string {
  const counts = new Map<string, number>();
  for (const { value, origin } of draft.records.entities) {
    if (value.kind === kind) counts.set(origin.file, (counts.get(origin.file) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? `entities/${KINDS[kind].plural}.yaml`;
}

/** The fields in their canonical order; what is no field comes first, and the checks tell of it. */
const inOrder = (edge: AuthoredEdge): object =>
  Object.fromEntries(
    Object.entries(edge).sort(([a], [b]) => FIELDS.edge.indexOf(a) - FIELDS.edge.indexOf(b)),
  );

/** Adds a claim at the end of those of its source. */
export function addEdge(draft: Draft, source: string, edge: AuthoredEdge): void {
  draft.edit(draft.source(source).origin.file, [{ op: 'append', path: ['edges'], value: inOrder(edge) }]);
}

/** A source without what is computed from its text. */
export type NewSource = Omit<AuthoredSource, 'text' | 'sha256' | 'edges' | 'remarks' | 'read'>;

/** Adds a source: its text, byte for byte, and its record with no claims yet. */
export function addSource(draft: Draft, source: NewSource, bytes: Uint8Array): void {
  const file = `sources/${source.id}.yaml`;
  const text = `${source.id}.txt`;
  if (draft.text(file) !== null || draft.records.sources.some(({ value }) => value.id === source.id))
    throw fail.alreadyThere(`a source with the id ${source.id}`, 'Choose another with --id.');
  if (draft.bytes(join(draft.texts, text)) !== null)
    throw fail.alreadyThere(`the text ${join(draft.texts, text)}`, 'Choose another id with --id.');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const same = draft.records.sources.find((other) => other.value.sha256 === sha256);
  if (same) throw fail.alreadyThere(`this text, as the source ${same.value.id},`);
  const { extent, ...record } = source;
  draft.put(join(draft.texts, text), bytes);
  draft.put(
    join(draft.folder, file),
    newFile(draft, 'source', { ...record, text, sha256, extent, edges: [] }),
  );
}
