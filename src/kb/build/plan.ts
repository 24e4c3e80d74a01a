/** What is to be built: the files of a knowledge base, and what kb.yaml says. */

import { diskFiles } from '../../load/files.ts';
import { type KbFiles, Loader, type LoadOptions } from '../../load/load-kb.ts';
import type { FolderInput } from '../cache/inputs.ts';
import { trackReads } from '../cache/track-inputs.ts';
import type { InputFile } from './file-work.ts';
import { sumOf } from './sums.ts';

export interface Plan extends KbFiles {
  options: LoadOptions;
  /** The lists of files, as they were read. */
  folders: readonly FolderInput[];
  /** kb.yaml itself. */
  kbInput: InputFile[];
  /** When the reading began, in milliseconds: a file that was changed just before may change again unseen. */
  began: number;
}

/** Reads kb.yaml and the lists of files. */
export function readPlan(options: LoadOptions): Plan {
  const began = Date.now();
  const { files, log } = trackReads(diskFiles, options.folder);
  const opened = new Loader({ ...options, files }).open();
  return {
    ...opened,
    options,
    folders: log.folders,
    kbInput: inputsOf(log.files),
    began,
  };
}

/** Files that were read, with the sum of their bytes. */
export function inputsOf(
  files: readonly { path: string; fingerprint: string | null; bytes: Uint8Array | null }[],
): InputFile[] {
  return files.map(({ path, fingerprint, bytes }) => ({
    path,
    stamp: fingerprint,
    sha256: bytes && sumOf(bytes),
  }));
}
