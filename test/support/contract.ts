/** What holds of every run, whatever was typed and whatever the data. */
import { expect } from 'vitest';
import type { Ran } from './run.ts';

const DOCUMENTED = [0, 2, 3, 4];

/** A documented exit code, the right streams, no stack trace, nothing that steers a terminal, and valid JSON where it was asked for. */
export function expectContract(line: readonly string[], { code, out, err }: Ran): void {
  expect(DOCUMENTED).toContain(code);
  expect(out + err).not.toMatch(/\n {4}at /);
  // The program's own colours are no text of anybody else.
  const uncoloured = (out + err).replace(/\u001b\[\d+m/g, '');
  expect(uncoloured).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  // `check` prints what it finds, and ends in 4; everything else that fails prints nothing on stdout.
  if (code !== 0 && !line.includes('check')) expect(out).toBe('');
  if (code !== 0 && out === '') expect(err).not.toBe('');
  const end = line.indexOf('--');
  const isJson = (end === -1 ? line : line.slice(0, end)).includes('--json');
  if (isJson && out !== '' && !/^(Usage: chipkb|\d+\.\d+)/.test(out)) JSON.parse(out);
  if (isJson && code !== 0 && out === '') expect(lastJson(err)).toHaveProperty('error.code');
}

/** The JSON object that ends a text; notes may stand before it. */
function lastJson(text: string): unknown {
  const start = text.startsWith('{') ? 0 : text.lastIndexOf('\n{\n') + 1;
  return JSON.parse(text.slice(start));
}
