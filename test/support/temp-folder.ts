/** Gives each vitest run one temporary folder for all its tests, their caches among them, and removes it at the end. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'chipkb-tests-'));
  // Some tests act as another user.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  process.env.XDG_CACHE_HOME = join(folder, 'caches');
  return () => rmSync(folder, { recursive: true, force: true });
}
