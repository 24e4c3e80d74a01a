/** A source file is five levels deep. */
const MAX_DEPTH = 200;

/** True if lines, brackets, or list markers on one line are nested too deeply in YAML or JSON. The parsers recurse, so they would overflow the stack. */
export function isTooDeep(text: string): boolean {
  if (new RegExp(`^ *(?:[-?:] +){${MAX_DEPTH}}`, 'm').test(text)) return true;
  const indents: number[] = [];
  for (const [indent] of text.matchAll(/^ *(?=[^ \r\n])/gm)) {
    while ((indents.at(-1) ?? -1) >= indent.length) indents.pop();
    if (indents.push(indent.length) > MAX_DEPTH) return true;
  }
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
