import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRegularFile } from '../../src/model/files.ts';

const folder = mkdtempSync(join(tmpdir(), 'chipkb-files-'));
const at = (name: string) => join(folder, name);

test('reads the bytes of a regular file', () => {
  writeFileSync(at('file'), 'abc');
  expect(readRegularFile(at('file'))).toEqual({ bytes: Buffer.from('abc') });
  expect(readRegularFile(at('file'), 3)).toEqual({ bytes: Buffer.from('abc') });
});

test.each<[string, (path: string) => void, string]>([
  ['a pipe', (path) => execFileSync('mkfifo', [path]), 'is not a regular file'],
  ['a folder', (path) => mkdirSync(path), 'is not a regular file'],
  [
    'a file of 3 GB',
    (path) => {
      writeFileSync(path, '');
      truncateSync(path, 3e9);
    },
    'has 3000000000 bytes; the limit is 16777216',
  ],
])('does not read %s', (name, create, fault) => {
  create(at(name));
  expect(readRegularFile(at(name))).toEqual({ fault });
});

test('does not read a device', () => {
  expect(readRegularFile('/dev/zero')).toEqual({ fault: 'is not a regular file' });
});

test('does not follow a link', () => {
  symlinkSync(at('file'), at('link'));
  expect(() => readRegularFile(at('link'))).toThrow('ELOOP');
});
