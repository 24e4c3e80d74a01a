/** A knowledge base during an edit: its records, and the new content of every file that the edit changes. */
import { join, relative } from 'node:path';
import {
  type AnySourceFile,
  type Authored,
  type AuthoredRecords,
  type AuthoredSourceFile,
  type AuthoredStatement,
  allSources,
  edgesOf,
  quotedStatementsOf,
} from '../model/authored.ts';
import { fail, unknownSource } from '../model/errors.ts';
import { shownPath } from '../model/finding.ts';
import { isInside } from '../model/is-inside.ts';
import type { Candidate } from '../model/known-error.ts';
import type { AuthoredEntity } from '../model/schema.ts';
import { CannotEditInPlace, type YamlEdit } from './edits.ts';
import { type FileKind, formatYaml } from './format.ts';
import { editYaml } from './splice.ts';

/** What a draft starts from. */
export interface DraftBase {
  records: AuthoredRecords;
  /** The folder of kb.yaml; absolute. */
  folder: string;
  /** The folder of the texts; absolute. */
  texts: string;
  /** The folder that paths in messages are relative to. */
  shownFrom: string;
  /** The bytes of a file as they were loaded; null if it does not exist. */
  read(folder: string, name: string): Uint8Array | null;
}

export class Draft {
  readonly records: AuthoredRecords;
  readonly folder: string;
  readonly texts: string;
  readonly #base: DraftBase;
  readonly #before = new Map<string, Uint8Array | null>();
  readonly #after = new Map<string, Uint8Array | null>();

  constructor(base: DraftBase) {
    this.#base = base;
    this.records = base.records;
    this.folder = base.folder;
    this.texts = base.texts;
  }

  /** The files with another content than before: absolute path, bytes before and after, null for no file. */
  get changes(): { path: string; before: Uint8Array | null; after: Uint8Array | null }[] {
    return [...this.#after].flatMap(([path, after]) => {
      const before = this.#before.get(path) ?? null;
      const isSame = before === null ? after === null : after !== null && Buffer.compare(before, after) === 0;
      return isSame ? [] : [{ path, before, after }];
    });
  }

  /** The bytes of a file in the draft, by absolute path; null if it does not exist. */
  bytes(path: string): Uint8Array | null {
    const drafted = this.#after.get(path);
    if (drafted !== undefined) return drafted;
    const root = isInside(this.folder, path) ? this.folder : this.texts;
    const before = this.#base.read(root, relative(root, path));
    this.#before.set(path, before);
    return before;
  }

  /** The text of a data file, by its name relative to kb.yaml; null if it does not exist. */
  text(file: string): string | null {
    const bytes = this.bytes(join(this.folder, file));
    return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }

  /** Writes a file by absolute path; null removes it. */
  put(path: string, content: Uint8Array | string | null): void {
    this.bytes(path);
    this.#after.set(path, typeof content === 'string' ? Buffer.from(content) : content);
  }

  /** Edits a data file and preserves everything else in it. Throws `unsupported-edit` if that is not possible. */
  edit(file: string, edits: readonly YamlEdit[]): void {
    if (edits.length > 0) this.#rewrite(file, (text) => editYaml(text, edits));
  }

  /** Formats a data file. Throws `unsupported-edit` if that would lose a comment. */
  format(file: string, kind: FileKind): void {
    this.#rewrite(file, (text) => formatYaml(text, kind));
  }

  #rewrite(file: string, change: (text: string) => string): void {
    const path = join(this.folder, file);
    try {
      this.put(path, change(this.text(file) ?? ''));
    } catch (error) {
      if (error instanceof CannotEditInPlace)
        throw fail.unsupportedEdit(`${shownPath(path, this.#base.shownFrom)}: ${error.message}`);
      throw error;
    }
  }

  /** The entity of an id. Throws `no-such-entity`. */
  entity(id: string): Authored<AuthoredEntity> {
    const found = this.records.entities.find(({ value }) => value.id === id);
    if (found === undefined) throw fail.noSuchEntity(id, 'entity', [], 'chipkb list');
    return found;
  }

  hasSource(id: string): boolean {
    return allSources(this.records).some(({ value }) => value.id === id);
  }

  /** The source of an id, a text or tables. Throws `no-such-entity`. */
  anySource(id: string): AnySourceFile {
    const sources = allSources(this.records);
    const found = sources.find(({ value }) => value.id === id);
    if (found !== undefined) return found;
    throw fail.unresolvedNames([
      unknownSource(
        id,
        sources.map(({ value }) => value),
      ),
    ]);
  }

  /** The text of an id. Throws `no-such-entity`, and a usage error if the source is tables. */
  source(id: string): AuthoredSourceFile {
    const found = this.anySource(id);
    if (!('cells' in found)) return found;
    throw fail.needsText(id);
  }

  /** The claim or remark of an id; null if the id is of another form. Throws `no-such-entity`, and a usage error for a claim of a table. */
  statement(id: string): AuthoredStatement | null {
    if (!id.includes('@')) return null;
    for (const { ids, source, path } of edgesOf({ sources: [], tables: this.records.tables }))
      if (ids.includes(id)) throw fail.claimOfTable(id, source.value.id, source.place(path));
    const similar: Candidate[] = [];
    const [subject = ''] = id.split(/[.@]/);
    for (const statement of quotedStatementsOf(this.records)) {
      if (statement.ids.includes(id)) return statement;
      const kind = 'relation' in statement.value ? 'claim' : 'remark';
      const { title } = statement.source.value;
      for (const other of statement.ids)
        if (other.startsWith(`${subject}.`)) similar.push({ id: other, name: title, kind });
    }
    const candidates = similar.slice(0, MAX_SUGGESTED);
    throw fail.noSuchEntity(id, 'claim', candidates, 'chipkb why <a> <b> --format ids');
  }
}

/** How many claims an error suggests. */
const MAX_SUGGESTED = 5;
