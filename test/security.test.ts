/** SECURITY.md states the limits of the code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CACHE_LIMIT_BYTES } from '../src/kb/cache/paths.ts';
import { MAX_REVISION_BYTES } from '../src/load/git-tree.ts';
import { MAX_FILE_BYTES } from '../src/model/files.ts';
import { MAX_QUOTE_LENGTH } from '../src/model/schema.ts';
import { packageFolder } from './support/run.ts';

const page = readFileSync(join(packageFolder, 'SECURITY.md'), 'utf8');

test.each([
  ['a file of a knowledge base, a text, or a document to import', MAX_FILE_BYTES / 2 ** 20, 'MiB'],
  ['a quote, or its prefix or suffix', MAX_QUOTE_LENGTH, 'characters'],
  ['the records of a git commit', MAX_REVISION_BYTES / 2 ** 20, 'MiB'],
  ['the cache', CACHE_LIMIT_BYTES / 2 ** 30, 'GiB'],
])('the limit of %s is %d %s', (what, limit, unit) => {
  expect(page).toContain(`| ${what} | ${limit} ${unit}`);
});
