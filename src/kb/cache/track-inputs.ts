/** Records what a knowledge base is read from. */
import { join, relative } from 'node:path';
import type { Files } from '../../load/files.ts';
import { sha256 } from '../../model/sha256.ts';
import { type FolderInput, fileFingerprint, type Inputs, isRacilyClean } from './inputs.ts';

/** A file that was read. */
interface FileRead {
  /** Relative to the folder of the knowledge base. */
  path: string;
  /** Taken before the file was read, so that a later change is noticed; null if the file did not exist. */
  fingerprint: string | null;
  /** Null if the file could not be read. */
  bytes: Uint8Array | null;
}

/** What was read. */
export interface ReadLog {
  /** When the reading began, in milliseconds. */
  began: number;
  folders: FolderInput[];
  files: FileRead[];
}

/** Reads `files`, and logs what is read; the paths in the log are relative to `folder`. */
export function trackReads(files: Files, folder: string): { files: Files; log: ReadLog } {
  const log: ReadLog = { began: Date.now(), folders: [], files: [] };
  return {
    log,
    files: {
      ...files,
      read(root, name) {
        const path = join(root, name);
        const fingerprint = fileFingerprint(path);
        const result = files.read(root, name);
        log.files.push({
          path: relative(folder, path),
          fingerprint: 'absent' in result ? null : fingerprint,
          bytes: 'bytes' in result ? result.bytes : null,
        });
        return result;
      },
      list(root, name) {
        const names = files.list(root, name);
        const isThere = names !== null && !('fault' in names);
        const path = join(root, name);
        log.folders.push({
          path: relative(folder, path),
          real: isThere ? files.real(path) : null,
          names: isThere ? names : null,
        });
        return names;
      },
    },
  };
}

/** The inputs of a user's folder: fingerprints, with hashes of the files that may still change and keep their fingerprint. */
export function fingerprintedInputs({ began, folders, files }: ReadLog): Inputs {
  // The clock may have been set back since.
  const then = Math.min(began, Date.now());
  return {
    folders,
    files: files.map(({ path, fingerprint, bytes }) => ({
      path,
      fingerprint,
      sha256: bytes && fingerprint !== null && isRacilyClean(fingerprint, then) ? sha256(bytes) : null,
    })),
  };
}

/** The inputs of the bundled data, which npm installs with other times: hashes alone. */
export const hashedInputs = ({ folders, files }: ReadLog): Inputs => ({
  folders: folders.map((one) => ({ ...one, real: null })),
  files: files.map(({ path, bytes }) => ({ path, fingerprint: null, sha256: bytes && sha256(bytes) })),
});
