/** Makes compiled knowledge bases and puts them into the cache. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Loaded } from '../../load/load-kb.ts';
import type { StoreRecords } from '../../model/records.ts';
import { type Compiled, encode, type Origin } from './compiled.ts';
import { type FileInput, isRacilyClean } from './inputs.ts';
import type { Recorded } from './track-inputs.ts';

/** Compiles what was loaded from `folder`, with the bytes of each file whose stamp does not say enough. */
export function compile(
  origin: Origin,
  folder: string,
  { records, texts }: Pick<Loaded, 'records' | 'texts'>,
  { texts: _, ...expanded }: StoreRecords,
  { folders, files }: Recorded,
  isUnsure: (stamp: string) => boolean,
): Compiled {
  const stored: Uint8Array[] = [];
  let end = 0;
  const inputs = files.map(({ path, stamp, bytes }): FileInput => {
    if (bytes === null || stamp === null) return { path, stamp, bytes: null };
    if (!isUnsure(stamp)) return { path, stamp, bytes: null };
    const span = [end, end + bytes.length] as const;
    stored.push(bytes);
    end += bytes.length;
    return { path, stamp, bytes: span };
  });
  return {
    content: {
      ...origin,
      inputs: { folders, files: inputs },
      records: expanded,
      texts: records.sources.flatMap(({ value, text }) =>
        text && texts !== null ? [[value.id, relative(folder, join(texts, value.text))] as const] : [],
      ),
    },
    bytes: Buffer.concat(stored),
  };
}

/** The same without the bytes of files that have grown older; null where there are none. */
export function settled({ content, bytes }: Compiled, now: number): Compiled | null {
  const { folders, files } = content.inputs;
  const older = files.map((file) =>
    file.bytes !== null && file.stamp !== null && !isRacilyClean(file.stamp, now)
      ? { ...file, bytes: null }
      : file,
  );
  if (older.every((file, index) => file === files[index])) return null;
  return { content: { ...content, inputs: { folders, files: older } }, bytes };
}

/** Puts a compiled knowledge base into the cache, whole or not at all. Where it can't be written there is none. */
export function save(file: string, compiled: Compiled): void {
  const temporary = `${file}.${randomUUID()}.new`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, encode(compiled), { flag: 'wx', mode: 0o600 });
    renameSync(temporary, file);
  } catch {
    remove(temporary);
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It lies where nothing can be written, and so was not written.
  }
}
