import { fail } from '../../model/errors.ts';

/** Turns an error of the system into the known error `unwritable`, for `path` if the error names none. Other errors are returned unchanged. */
export function toKnownError(error: unknown, path: string): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  const failure = error as NodeJS.ErrnoException;
  return fail.unwritable(failure.path ?? path, String(failure.code));
}
