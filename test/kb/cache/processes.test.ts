/** Several processes ask at once while there is no cache. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate } from '../../../scripts/bench/make-kb.ts';
import { isSlow } from '../../support/runs.ts';
import { Workshop } from '../../support/spawned.ts';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await Workshop.open();
});
afterAll(() => workshop.remove());

/** A knowledge base that is cached as a database, where the installed program finds SQLite. */
function large(): string {
  const folder = join(workshop.empty(), 'kb');
  generate(folder, 6000, 7);
  return folder;
}

const KBS: [name: string, make: () => string][] = [
  ['a small knowledge base', () => workshop.copy()],
  ['a large knowledge base', large],
];

test.each(isSlow ? KBS : KBS.slice(0, 1))(
  'each of them answers, and they leave nothing but caches: %s',
  async (_, make) => {
    const folder = make();
    const home = workshop.empty();
    const ask = (...more: string[]) =>
      workshop.run(['list', '--json', '--data', folder, ...more], home, {
        env: { XDG_CACHE_HOME: home },
      });
    const right = await ask('--no-cache');
    expect(right).toMatchObject({ code: 0, err: '' });
    const all = await Promise.all(Array.from({ length: isSlow ? 12 : 3 }, () => ask()));
    for (const one of all) expect(one).toEqual(right);
    const names = readdirSync(join(home, 'chipkb'));
    expect(names.filter((name) => !/^[0-9a-f]{8}\.(?:kb|db)$/.test(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(0);
  },
);
