/** Errors of the system in words. */
import { fail } from '../../model/errors.ts';

/** A failure of the system as a known error that names the path, `path` where it names none; any other error as it is. */
export function toKnownError(error: unknown, path: string): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  const failure = error as NodeJS.ErrnoException;
  return fail.unwritable(failure.path ?? path, String(failure.code));
}
