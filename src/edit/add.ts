/** Adds an entity, a claim or a source to a draft. */
import { join } from 'node:path';
import { fail } from '../model/errors.ts';
import { type AuthoredEdge, type AuthoredEntity, type AuthoredSource, FIELDS } from '../model/schema.ts';
import { sha256 } from '../model/sha256.ts';
import { KINDS } from '../model/vocabulary.ts';
import type { Draft } from './draft.ts';
import { newFile } from './new-file.ts';

/** Adds an entity to the file that contains the most entities of its kind. Throws `already-there` if its id is taken. */
export function addEntity(draft: Draft, entity: AuthoredEntity): void {
  if (draft.records.entities.some(({ value }) => value.id === entity.id))
    throw fail.alreadyThere(`an entity with the id ${entity.id}`, `\`chipkb show ${entity.id}\` shows it.`);
  const file = fileForKind(draft, entity.kind);
  if (draft.text(file) === null) draft.put(join(draft.folder, file), newFile(draft, 'entities', [entity]));
  else draft.edit(file, [{ op: 'append', path: [], value: entity }]);
}

function fileForKind(draft: Draft, kind: AuthoredEntity['kind']): string {
  const counts = new Map<string, number>();
  for (const { value, origin } of draft.records.entities) {
    if (value.kind === kind) counts.set(origin.file, (counts.get(origin.file) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? `entities/${KINDS[kind].plural}.yaml`;
}

/** Adds a claim after the others of its source. Throws `no-such-entity` if there is no such source. */
export function addClaim(draft: Draft, source: string, claim: AuthoredEdge): void {
  const { file } = draft.source(source).origin;
  draft.edit(file, [{ op: 'append', path: ['edges'], value: inOrder('edge', claim) }]);
}

/** A record with its fields in their canonical order. An unknown field comes first; the checks report it. */
const inOrder = (kind: keyof typeof FIELDS, record: object) =>
  Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => FIELDS[kind].indexOf(a) - FIELDS[kind].indexOf(b)),
  );

/** The fields of a source that are not computed from its text. */
export type NewSource = Omit<AuthoredSource, 'text' | 'sha256' | 'edges' | 'remarks' | 'read'>;

/** Adds a source without claims, and its text. Throws `already-there` if the id, the file or the same text exists. */
export function addSource(draft: Draft, source: NewSource, bytes: Uint8Array): void {
  const file = `sources/${source.id}.yaml`;
  const text = `${source.id}.txt`;
  if (draft.text(file) !== null || draft.hasSource(source.id))
    throw fail.alreadyThere(`a source with the id ${source.id}`, 'Choose another with --id.');
  if (draft.bytes(join(draft.texts, text)) !== null)
    throw fail.alreadyThere(`the text ${join(draft.texts, text)}`, 'Choose another id with --id.');
  const hash = sha256(bytes);
  const same = draft.records.sources.find(({ value }) => value.sha256 === hash);
  if (same) throw fail.alreadyThere(`this text, as the source ${same.value.id},`);
  const { extent, ...record } = source;
  draft.put(join(draft.texts, text), bytes);
  draft.put(
    join(draft.folder, file),
    newFile(draft, 'source', inOrder('source', { ...record, text, sha256: hash, extent, edges: [] })),
  );
}
