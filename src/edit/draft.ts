/** A knowledge base that is being changed: its records, and the new content of every file that was touched. */
import { join, relative } from 'node:path';
import type { Authored, AuthoredRecords, AuthoredSourceFile } from '../model/authored.ts';
import { fail } from '../model/errors.ts';
import { shownPath } from '../model/finding.ts';
import { isInside } from '../model/is-inside.ts';
import type { AuthoredEdge, AuthoredEntity, AuthoredRemark } from '../model/schema.ts';
import { statementIds } from '../model/statement-ids.ts';
import { type Edit, Unspliceable } from './edits.ts';
import { type FileKind, formatted } from './format.ts';
import { editYaml, setScalars } from './splice.ts';

/** Where a draft begins. */
export interface DraftBasis {
  records: AuthoredRecords;
  /** The folder that holds kb.yaml; absolute. */
  folder: string;
  /** The folder of the texts; absolute. */
  texts: string;
  /** The folder that paths are shown from. */
  shownFrom: string;
  /** The bytes of a file below a folder, as they were loaded; null where there is none. */
  read(folder: string, name: string): Uint8Array | null;
}

/** A claim or remark with the way to it in the file of its source. */
export interface Statement {
  source: AuthoredSourceFile;
  path: readonly [list: 'edges' | 'remarks', index: number];
  value: AuthoredEdge | AuthoredRemark;
  /** The ids of all that the entry states; an edge with lists states several claims. */
  ids: readonly string[];
}

export class Draft {
  readonly records: AuthoredRecords;
  readonly folder: string;
  readonly texts: string;
  readonly #basis: DraftBasis;
  readonly #before = new Map<string, Uint8Array | null>();
  readonly #after = new Map<string, Uint8Array | null>();

  constructor(basis: DraftBasis) {
    this.#basis = basis;
    this.records = basis.records;
    this.folder = basis.folder;
    this.texts = basis.texts;
  }

  /** What was touched and is not as it was: absolute path, bytes before and after, null for no file. */
  get changes(): { path: string; before: Uint8Array | null; after: Uint8Array | null }[] {
    return [...this.#after].flatMap(([path, after]) => {
      const before = this.#before.get(path) ?? null;
      const isSame = before === null ? after === null : after !== null && Buffer.compare(before, after) === 0;
      return isSame ? [] : [{ path, before, after }];
    });
  }

  /** The bytes of a file as they are in the draft; null where there is none. */
  bytes(path: string): Uint8Array | null {
    const drafted = this.#after.get(path);
    if (drafted !== undefined) return drafted;
    const root = isInside(this.folder, path) ? this.folder : this.texts;
    const before = this.#basis.read(root, relative(root, path));
    this.#before.set(path, before);
    return before;
  }

  /** The text of a data file, by its name from the folder of kb.yaml; null where there is none. */
  text(file: string): string | null {
    const bytes = this.bytes(join(this.folder, file));
    return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }

  /** Puts a file in its place, or takes it away; by its absolute path. */
  put(path: string, content: Uint8Array | string | null): void {
    this.bytes(path);
    this.#after.set(path, typeof content === 'string' ? Buffer.from(content) : content);
  }

  /** Edits a data file, keeping every byte that the edits don't mean to change. */
  edit(file: string, edits: readonly Edit[]): void {
    this.#rewrite(file, (text) => editYaml(text, edits));
  }

  /** Sets scalars of a data file in one go. */
  setScalars(file: string, values: Parameters<typeof setScalars>[1]): void {
    if (values.length > 0) this.#rewrite(file, (text) => setScalars(text, values));
  }

  #rewrite(file: string, change: (text: string) => string): void {
    const path = join(this.folder, file);
    try {
      this.put(path, change(this.text(file) ?? ''));
    } catch (error) {
      if (error instanceof Unspliceable)
        throw fail.editByHand(`${shownPath(path, this.#basis.shownFrom)}: ${error.message}`);
      throw error;
    }
  }

  /** The entity of an id; a known error where there is none. */
  entity(id: string): Authored<AuthoredEntity> {
    const found = this.records.entities.find(({ value }) => value.id === id);
    if (found === undefined) throw fail.noSuchEntity(id, 'entity', [], 'chipkb list');
    return found;
  }

  /** The source of an id; a known error where there is none. */
  source(id: string): AuthoredSourceFile {
    const found = this.records.sources.find(({ value }) => value.id === id);
    if (found === undefined) throw fail.noSuchEntity(id, 'source', [], 'chipkb sources');
    return found;
  }

  /** Brings a data file into canonical layout. */
  format(file: string, kind: FileKind): void {
    this.#rewrite(file, (text) => formatted(text, kind));
  }

  /** Every claim and remark, source by source. */
  *statements(): Generator<Statement> {
    for (const source of this.records.sources) {
      const ids = statementIds(source.value);
      for (const list of ['edges', 'remarks'] as const) {
        for (const [index, value] of (source.value[list] ?? []).entries())
          yield { source, path: [list, index], value, ids: ids.get(value) ?? [] };
      }
    }
  }
}
