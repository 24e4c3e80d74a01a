/** Every recorded cell, held to the public tables in the folder that CHIPKB_CORPORA names; skipped without it. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder, run } from './support/run.ts';

const corpora = process.env.CHIPKB_CORPORA;

/** The folders of knowledge bases whose tables are public. */
const folders = ['data', 'test/fixtures'].flatMap((top) =>
  readdirSync(join(packageFolder, top), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?:^|\/)kb\.yaml$/.test(file))
    .map((file) => join(top, dirname(file))),
);

test.skipIf(corpora === undefined).each(folders)(
  'every cell in %s is in the public tables',
  async (folder) => {
    const { out, err } = await run(['verify', '--data', folder, '--from', corpora ?? '', '--json'], {
      env: { PATH: process.env.PATH ?? '' },
    });
    expect(err).toBe('');
    // The repositories of example.com are made up.
    const sources = (
      JSON.parse(out) as { repository: string | null; checked: string; faults: unknown[] }[]
    ).filter(({ repository }) => !repository?.startsWith('https://example.com/'));
    expect(sources.filter(({ faults }) => faults.length > 0)).toEqual([]);
    expect(sources.filter(({ checked }) => checked !== 'here')).toEqual([]);
  },
);
