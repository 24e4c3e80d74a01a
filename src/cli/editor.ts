/** A text in the person's own editor, as git does it: $VISUAL, $EDITOR, vi. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '../model/errors.ts';
import type { Io } from './io.ts';

/** The text as the person leaves it; `name` is that of the file, by which editors know its language. */
export function editedText({ env }: Io, name: string, text: string): string {
  const editor = env.get('VISUAL') || env.get('EDITOR') || 'vi';
  const folder = mkdtempSync(join(tmpdir(), 'chipkb-'));
  const file = join(folder, name);
  try {
    writeFileSync(file, text);
    // Through a shell, since the variable may hold options.
    const { status } = spawnSync('sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
    if (status !== 0) throw fail.usage(`the editor “${editor}” failed`, 'Set $EDITOR to one that works.');
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
