/** A question during a fault of the machine gives the right answer or a known error, and never spoils a later answer. */
import { appendFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildData } from '../../scripts/build-data.ts';
import { run, type World, wordsOf } from '../support/run.ts';
import { isSlow } from '../support/runs.ts';
import { BUILD, faultsAt, knownErrorOf, Place, runCounted, runWithFault } from './faults.ts';

const QUESTIONS = [
  'why acme globex-one',
  'who-supports globex-one',
  'show acme',
  'search roadrunner',
  'source press',
  'coverage press',
  'suggest press',
  'list',
];

const CODES = ['EIO', 'EMFILE', 'EACCES', 'ESTALE'];

interface Origin {
  world: World;
  /** Added to each question. */
  option?: string;
  /** Whether the cache is empty before each question. */
  isCold?: boolean;
  questions?: readonly string[];
}

/** What answers. */
const ORIGINS: [name: string, prepare: (place: Place) => Promise<Origin>][] = [
  [
    'the files',
    async ({ world }) => ({ world, questions: ['check', ...QUESTIONS, 'diff . ../other'], isCold: true }),
  ],
  ['a cache', async ({ world }) => ({ world })],
  [
    'a new database',
    // It is built in the same way for every question.
    async ({ world }) => ({
      world: { ...world, databaseThresholdBytes: 0 },
      questions: QUESTIONS.slice(0, 2),
      isCold: true,
    }),
  ],
  ['a database in the cache', async ({ world }) => ({ world: { ...world, databaseThresholdBytes: 0 } })],
  [
    'a database file',
    async ({ home, world }) => {
      await run(['build', '--with-texts', '--output', '../kb.db'], world);
      return { world: { ...world, cwd: home }, option: ' --data kb.db' };
    },
  ],
  [
    'an installed package',
    async ({ kb, home, world }) => {
      const packageFolder = join(home, 'package');
      mkdirSync(join(packageFolder, 'dist'), { recursive: true });
      cpSync(kb, join(packageFolder, 'data'), { recursive: true });
      buildData(packageFolder, BUILD);
      return { world: { ...world, packageFolder, cwd: home }, isCold: true };
    },
  ],
];

const places: Place[] = [];
afterAll(() => {
  for (const place of places) place.remove();
});

test.each(ORIGINS)('answers rightly or with a known error from %s', async (_, prepare) => {
  const place = new Place();
  places.push(place);
  cpSync(place.kb, join(place.home, 'other'), { recursive: true });
  appendFileSync(
    join(place.home, 'other/entities/all.yaml'),
    '- {id: new, name: New, kind: person, description: New.}\n',
  );
  const { world, option = '', isCold = false, questions = QUESTIONS } = await prepare(place);
  const wrong: unknown[] = [];
  for (const question of isSlow ? questions : questions.slice(0, 1)) {
    const argv = wordsOf(`${question}${option} --json`);
    const right = await run(argv, world);
    expect({ question, ...right }).toMatchObject({ question, code: 0 });
    place.keepCaches();
    const reset = () => (isCold ? place.clearCaches() : place.restoreCaches());
    reset();
    const { calls } = await runCounted('read', argv, world);
    for (const fault of faultsAt('read', calls, CODES, 29)) {
      reset();
      const ran = await runWithFault(fault, argv, world);
      const isRight = JSON.stringify(ran) === JSON.stringify(right);
      // A check reports what it can't read; a diff compares the records as they are, with a notice.
      const isReported =
        (question === 'check' && ran.code === 4 && ran.err === '') ||
        (question.startsWith('diff') && ran.out === right.out && ran.err.includes('has 1 error'));
      if (!isRight && !isReported && knownErrorOf(ran) === null) wrong.push({ question, fault, ...ran });
      const later = await run(argv, world);
      if (JSON.stringify(later) !== JSON.stringify(right)) wrong.push({ question, after: fault, ...later });
    }
  }
  expect(wrong).toEqual([]);
});
