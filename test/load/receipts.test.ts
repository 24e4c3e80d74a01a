import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReceipts, receiptKey, writeReceipts } from '../../src/load/receipts.ts';
import { tempFolder } from './temp-folder.ts';

const extent = { first: 1, last: 9 };

describe('receipts', () => {
  it('are the same after writing and reading', () => {
    const receipts = new Map([
      [receiptKey('0'.repeat(64), extent, { quote: '“线程”\n👍' }), { start: 1, end: 9, line: 2 }],
    ]);
    const folder = tempFolder({ 'receipts.json': writeReceipts(receipts) });
    expect(readReceipts(join(folder, 'receipts.json'))).toEqual(receipts);
  });

  it.each([
    ['there is no file', {}],
    ['the file is cut short', { 'receipts.json': '[["a", {"st' }],
    ['the file is empty', { 'receipts.json': '' }],
  ])('are empty if %s', (_, files) => {
    expect(readReceipts(join(tempFolder(files), 'receipts.json'))).toEqual(new Map());
  });

  it('are empty if the file is a pipe', () => {
    const folder = tempFolder({ other: '' });
    execFileSync('mkfifo', [join(folder, 'receipts.json')]);
    expect(readReceipts(join(folder, 'receipts.json'))).toEqual(new Map());
  });

  it('have a different key for each selector', () => {
    const keys = [
      receiptKey('a', extent, { quote: 'q' }),
      receiptKey('b', extent, { quote: 'q' }),
      receiptKey('a', { first: 2, last: 9 }, { quote: 'q' }),
      receiptKey('a', { first: 1, last: 8 }, { quote: 'q' }),
      receiptKey('a', extent, { quote: 'q ' }),
      receiptKey('a', extent, { quote: 'q', prefix: 'p' }),
      receiptKey('a', extent, { quote: 'q', suffix: 'p' }),
      receiptKey('a', extent, { quote: 'q', prefix: 'p', suffix: 'p' }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
