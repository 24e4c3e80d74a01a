import { createTwoFilesPatch } from 'diff';

/** A unified diff of two contents of a file, with names as in `git diff`; null for no file. */
export function patchOf(name: string, before: Uint8Array | null, after: Uint8Array | null): string {
  const text = (bytes: Uint8Array | null) => (bytes === null ? '' : new TextDecoder().decode(bytes));
  const patch = createTwoFilesPatch(
    before === null ? '/dev/null' : `a/${name}`,
    after === null ? '/dev/null' : `b/${name}`,
    text(before),
    text(after),
  );
  return patch.replace(/^=+\n/, '');
}
