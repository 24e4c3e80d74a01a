import { createTwoFilesPatch, formatPatch, structuredPatch } from 'diff';

/** The number of changed lines up to which unchanged lines between them are found, which takes quadratic time. */
const MAX_CHANGED_LINES = 1000;

/**
 * A unified diff of two contents of a file, with names as in `git diff`; null for no file. If very many lines differ, it replaces
 * all lines.
 */
export function patchOf(name: string, before: Uint8Array | null, after: Uint8Array | null): string {
  const text = (bytes: Uint8Array | null) => (bytes === null ? '' : new TextDecoder().decode(bytes));
  const from = before === null ? '/dev/null' : `a/${name}`;
  const to = after === null ? '/dev/null' : `b/${name}`;
  const [old, changed] = [text(before), text(after)];
  const options = { maxEditLength: MAX_CHANGED_LINES };
  const isOneSided = old === '' || changed === '';
  const patch = isOneSided
    ? createTwoFilesPatch(from, to, old, changed)
    : (createTwoFilesPatch(from, to, old, changed, undefined, undefined, options) ??
      replacement(from, to, old, changed));
  return patch.replace(/^=+\n/, '');
}

/** A diff that removes all lines and adds the new ones. */
function replacement(from: string, to: string, before: string, after: string): string {
  const patch = structuredPatch(from, to, before, '');
  const [removed] = patch.hunks;
  const [added] = structuredPatch(from, to, '', after).hunks;
  if (!removed || !added) throw new Error('both contents have lines');
  const lines = [...removed.lines, ...added.lines];
  return formatPatch({ ...patch, hunks: [{ ...removed, newStart: 1, newLines: added.newLines, lines }] });
}
