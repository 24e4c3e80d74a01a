/** Opens a text in the user's editor, chosen as git does: $VISUAL, $EDITOR, vi. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../model/errors.ts';
import type { Io } from './io.ts';

/** The text as the user saved it. Editors recognise the language by the ending of `name`. Throws a usage error if the editor fails. */
export function editedText({ env }: Io, name: string, text: string): string {
  const editor = env.get('VISUAL') || env.get('EDITOR') || 'vi';
  const folder = mkdtempSync(join(tmpdir(), 'chipkb-'));
  const file = join(folder, name);
  try {
    writeFileSync(file, text);
    // Through a shell, because the variable may contain options.
    const { status } = spawnSync('sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
    if (status !== 0) throw fail.usage(`the editor “${editor}” failed`, 'Set $EDITOR to another.');
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
