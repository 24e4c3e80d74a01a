import { fail, isSystemError } from '../../model/errors.ts';

/** Turns an error of the system into the known error `unwritable`, for `path` if the error names none. Other errors are returned unchanged. */
export function toKnownError(error: unknown, path: string): unknown {
  return isSystemError(error) ? fail.unwritable(error.path ?? path, error.code) : error;
}
