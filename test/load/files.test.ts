import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFiles } from '../../src/load/files.ts';
import { MAX_FILE_BYTES } from '../../src/model/files.ts';
import { isInside } from '../../src/model/is-inside.ts';
import { tempFolder } from './temp-folder.ts';

const outside = { fault: 'lies outside the knowledge base; only what is inside it is read' };
const irregular = { fault: 'is not a regular file' };

describe('diskFiles.read', () => {
  it.each([
    ['in ASCII', 'a.txt', 'one\ntwo'],
    ['without content', 'a.txt', ''],
    ['in Chinese', '线程.txt', '摩尔线程'],
    ['with CRLF', 'a.txt', 'a\r\nb'],
    ['with a byte order mark', 'a.txt', '\ufeffa'],
    ['with NUL', 'a.txt', 'a\u0000b'],
    ['in a folder', 'b/c/a.txt', 'x'],
    ['by a name with dots', 'b/../a..txt', 'x'],
  ])('reads the text and bytes of a file %s', (_, name, text) => {
    const folder = tempFolder({ 'b/x': '', [name]: text });
    expect(diskFiles.read(folder, name)).toEqual({ text, bytes: Buffer.from(text) });
  });

  it.each<[string, (folder: string) => void, object]>([
    ['a missing file', () => {}, { absent: true }],
    ['a folder', (folder) => mkdirSync(join(folder, 'x')), irregular],
    ['a pipe', (folder) => execFileSync('mkfifo', [join(folder, 'x')]), irregular],
    ['a device', (folder) => symlinkSync('/dev/zero', join(folder, 'x')), outside],
    ['a link out of the folder', (folder) => symlinkSync('../secret', join(folder, 'x')), outside],
    [
      'a link by an absolute path',
      (folder) => symlinkSync(join(folder, '../secret'), join(folder, 'x')),
      outside,
    ],
    ['a link to the parent folder', (folder) => symlinkSync('..', join(folder, 'x')), outside],
    ['a link to nothing', (folder) => symlinkSync('nothing', join(folder, 'x')), { absent: true }],
    [
      'a link to itself',
      (folder) => symlinkSync('x', join(folder, 'x')),
      { fault: 'is a link that leads to itself' },
    ],
    [
      'Latin-1',
      (folder) => writeFileSync(join(folder, 'x'), Buffer.from([0x63, 0xe9])),
      { fault: 'is not UTF-8 text; save it as UTF-8' },
    ],
    [
      'half a character',
      (folder) => writeFileSync(join(folder, 'x'), Buffer.from('摩').subarray(0, 2)),
      { fault: 'is not UTF-8 text; save it as UTF-8' },
    ],
    [
      'a surrogate in UTF-8',
      (folder) => writeFileSync(join(folder, 'x'), Buffer.from([0xed, 0xa0, 0x80])),
      { fault: 'is not UTF-8 text; save it as UTF-8' },
    ],
    [
      'a file that is too large',
      (folder) => {
        writeFileSync(join(folder, 'x'), '');
        truncateSync(join(folder, 'x'), MAX_FILE_BYTES + 1);
      },
      { fault: `has ${MAX_FILE_BYTES + 1} bytes; the limit is ${MAX_FILE_BYTES}` },
    ],
  ])('reports %s', (_, make, result) => {
    const folder = join(tempFolder({ 'kb/a': '', secret: 'secret' }), 'kb');
    make(folder);
    expect(diskFiles.read(folder, 'x')).toEqual(result);
  });

  it('follows a link that stays inside the folder', () => {
    const folder = tempFolder({ 'b/a.txt': 'text' });
    symlinkSync('b/a.txt', join(folder, 'x'));
    expect(diskFiles.read(folder, 'x')).toMatchObject({ text: 'text' });
  });

  it('reads a file in a folder that is a link itself', () => {
    const folder = tempFolder({ 'real/a.txt': 'text' });
    symlinkSync('real', join(folder, 'link'));
    expect(diskFiles.read(join(folder, 'link'), 'a.txt')).toMatchObject({ text: 'text' });
  });

  it.each([
    ['../secret', outside],
    ['../kb-other/a', outside],
    ['..', outside],
    ['', irregular],
    ['a/b', { fault: 'is not a folder' }],
  ])('reports the name %j', (name, result) => {
    const folder = join(tempFolder({ 'kb/a': '', secret: '', 'kb-other/a': '' }), 'kb');
    expect(diskFiles.read(folder, name)).toEqual(result);
  });
});

describe('diskFiles.list', () => {
  it('returns the sorted names, null for no folder, or a fault', () => {
    const folder = tempFolder({ 'b.yaml': '', 'a.yaml': '', 'B.yaml': '', 'c/d': '' });
    expect(diskFiles.list(folder, '.')).toEqual(['B.yaml', 'a.yaml', 'b.yaml', 'c']);
    expect(diskFiles.list(folder, 'none')).toBeNull();
    expect(diskFiles.list(folder, 'a.yaml')).toEqual({ fault: 'is not a folder' });
  });

  it('does not list a folder outside that a link points to', () => {
    const folder = tempFolder({ 'kb/a': '', 'other/b': '' });
    symlinkSync('../other', join(folder, 'kb/link'));
    expect(diskFiles.list(join(folder, 'kb'), 'link')).toEqual(outside);
  });
});

it.each<[string, (path: string) => void, string | null]>([
  ['a folder', (path) => mkdirSync(path), null],
  ['nothing', () => {}, 'there is no such folder'],
  [
    'a file',
    (path) => writeFileSync(path, ''),
    'this is a file, not a folder; a file that `chipkb build` created only answers questions',
  ],
  ['a pipe', (path) => execFileSync('mkfifo', [path]), 'this is not a folder'],
  ['a device', (path) => symlinkSync('/dev/zero', path), 'this is not a folder'],
  ['a link to itself', (path) => symlinkSync('kb', path), 'the folder is a link that leads to itself'],
])('diskFiles.folderFault of %s is %j', (_, make, fault) => {
  const path = join(tempFolder({ other: '' }), 'kb');
  make(path);
  expect(diskFiles.folderFault(path)).toBe(fault);
});

describe('isInside', () => {
  it.each([
    ['/kb', '/kb', true],
    ['/kb', '/kb/a', true],
    ['/kb', '/kb/..a', true],
    ['/kb', '/kb/a/../b', true],
    ['/kb', '/kb-other', false],
    ['/kb', '/', false],
    ['/kb', '/kb/..', false],
    ['/kb', '/kb/../other', false],
    ['/', '/etc', true],
  ])('of folder %s and path %s is %j', (folder, path, inside) => expect(isInside(folder, path)).toBe(inside));
});
