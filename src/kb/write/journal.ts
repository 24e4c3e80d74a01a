/** The journal of a change of several files: the old and the new content of each. */
import { realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { fail } from '../../model/errors.ts';
import { readRegularFile } from '../../model/files.ts';
import { isInside } from '../../model/is-inside.ts';
import type { FileChange } from './replace-files.ts';

/** One file in the journal: its path relative to the knowledge base, and its content before and after; null for no file. */
interface JournalEntry {
  path: string;
  before: string | null;
  after: string | null;
}

/** The largest journal, in bytes. */
const MAX_JOURNAL_BYTES = 256 * 1024 * 1024;

/** The bytes of a journal; paths are relative to the knowledge base. Throws `unsupported-edit` if it would be too large. */
export function encodeJournal(changes: readonly FileChange[]): Buffer {
  const textOf = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString();
  let size = 0;
  // Line by line: the size of one file is limited, but all files together may be too long for one string.
  const lines = changes.map(({ path, before, after }) => {
    const line = JSON.stringify({
      path,
      before: textOf(before),
      after: textOf(after),
    } satisfies JournalEntry);
    const bytes = Buffer.from(`${line}\n`);
    size += bytes.length;
    if (size > MAX_JOURNAL_BYTES)
      throw fail.unsupportedEdit(
        `the change has more than ${MAX_JOURNAL_BYTES} bytes`,
        'Change fewer records at once.',
      );
    return bytes;
  });
  return Buffer.concat(lines);
}

/**
 * The files of a journal, with absolute paths. `texts` is the folder of the texts, null if it is not known. Throws
 * `unfinished-change` if the journal is not valid. Anybody may have written it, so it may name only records and texts of this
 * knowledge base, by their place.
 */
export function readJournal(folder: string, texts: string | null, journal: string): FileChange[] {
  const root = realpathSync(folder);
  const invalid = (reason: string) => fail.invalidJournal(journal, reason);
  const entries = readEntries(journal);
  if (entries === null) throw invalid('it is not a journal');
  return entries.map(({ path, before, after }) => {
    const target = resolve(root, path);
    // A text is added or removed, but never changed.
    const isText = texts !== null && isTextPlace(texts, target) && (before === null || after === null);
    if (relative(root, target) !== path || !(isRecordPlace(path) || isText))
      throw invalid(`it names ${path}, which is not the place of a record or a text`);
    if (realPathOf(dirname(target)) !== dirname(target))
      throw invalid(`the folder of ${path} is missing, or a link leads to it`);
    return { path: target, before: bytesOf(before), after: bytesOf(after) };
  });
}

const bytesOf = (text: string | null) => (text === null ? null : Buffer.from(text));

/** The entries of a journal; null if it is not valid. */
function readEntries(journal: string): JournalEntry[] | null {
  try {
    const file = readRegularFile(journal, MAX_JOURNAL_BYTES);
    if (!('bytes' in file)) return null;
    const entries = file.bytes
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    return entries.every(isEntry) ? entries : null;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is JournalEntry {
  const { path, before, after } = (value ?? {}) as Partial<JournalEntry>;
  const isContent = (text: unknown) => text === null || typeof text === 'string';
  return (
    typeof path === 'string' &&
    !path.includes('\0') &&
    isContent(before) &&
    isContent(after) &&
    before !== after
  );
}

const isRecordPlace = (path: string): boolean =>
  /^(?:kb\.yaml|(?:entities|sources)\/[^/]+\.yaml)$/.test(path.split(sep).join('/'));

/** Hidden files, such as those of git, are no texts. */
function isTextPlace(texts: string, path: string): boolean {
  const parts = relative(texts, path).split(sep);
  return path !== texts && isInside(texts, path) && !parts.some((part) => part.startsWith('.'));
}

function realPathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
