/** A change of a file as a unified diff. */
import { createTwoFilesPatch } from 'diff';

/** The diff of two contents, named as `git diff` names them; null is no file. */
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
