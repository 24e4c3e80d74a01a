/** What must be true of every run, for any command line and any data. */
import { expect } from 'vitest';
import type { Ran } from './run.ts';

const EXIT_CODES = [0, 2, 3, 4];

/**
 * Expects a documented exit code, no data on stdout after a failure, no stack trace, no control characters, and valid JSON
 * if the line asks for it.
 */
export function expectContract(line: readonly string[], { code, out, err }: Ran): void {
  expect(EXIT_CODES).toContain(code);
  expect(out + err).not.toMatch(/\n {4}at /);
  // The program's own colours are allowed.
  const uncoloured = (out + err).replace(/\u001b\[\d+m/g, '');
  expect(uncoloured).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  // `check` prints its findings and exits with 4.
  if (code !== 0 && !line.includes('check')) expect(out).toBe('');
  if (code !== 0 && out === '') expect(err).not.toBe('');
  const end = line.indexOf('--');
  const isJson = (end === -1 ? line : line.slice(0, end)).includes('--json');
  if (isJson && out !== '' && !/^(Usage: chipkb|\d+\.\d+)/.test(out)) JSON.parse(out);
  if (isJson && code !== 0 && out === '') expect(lastJson(err)).toHaveProperty('error.code');
}

/** The JSON object at the end of a text; notes may come before it. */
function lastJson(text: string): unknown {
  const start = text.startsWith('{') ? 0 : text.lastIndexOf('\n{\n') + 1;
  return JSON.parse(text.slice(start));
}
