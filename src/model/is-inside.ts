import { isAbsolute, relative, sep } from 'node:path';

/** True if `path` is `folder` or is inside it. Both are absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}
