/**
 * Notes about invented companies, with what a careful reader would record. Notes and expectations were written before the
 * program read them.
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listOf } from '../../src/model/statement-ids.ts';
import type { SuggestAnswer } from '../../src/query/answers/suggest.ts';
import { packageFolder, run } from '../support/run.ts';

const data = join(packageFolder, 'test/suggest/fixtures');

async function suggested(source: string): Promise<SuggestAnswer> {
  const { code, out } = await run(['suggest', source, '--all', '--data', data, '--json']);
  expect(code).toBe(0);
  return JSON.parse(out) as SuggestAnswer;
}

/**
 * Claims by line: the ends, then status, via, claimant, channel and date. The notes also state these claims, which are not
 * found yet (in an apposition, by a noun, before its verb, or across sentences):
 * note-en: 3 brightanvil supports tarn-3 in-progress; 7 lumenport operates lumen-cloud
 * later-en: 9 lumenport owns fernhall
 * later-zh: 5 ba9 supports tarn-2 available; 7 lumenport owns fernhall
 */
const STATED: Record<string, string[]> = {
  'note-en': [
    '3 brightanvil makes ba9 by brightanvil on 2025-02-24',
    '3 brightanvil supports tarn-2 available via ba9 by brightanvil on 2025-02-24',
    '5 brightanvil supports tarn-3 pledged via ba9 by brightanvil in blog post on 2025-02-25',
    '7 lumenport owns fernhall by daily-loom',
    '7 lumenport supports tarn-2 available via lumen-cloud by daily-loom',
    '7 lumenport supports tarn-3 in-progress by daily-loom',
    '9 fernhall supports tarn-3 unsupported by daily-loom',
    '11 odile-vance founded tarnwick by daily-loom',
    '11 odile-vance worked-at brightanvil by daily-loom',
    '15 lumenport partners-with brightanvil by daily-loom',
    '15 tarnwick develops tarn-2 by daily-loom',
    '17 brightanvil makes forgeflow by daily-loom',
    '17 forgeflow supports tarn-2 verified by daily-loom',
    '17 forgeflow supports tarn-3 verified by daily-loom',
  ],
  'note-zh': [
    '3 brightanvil makes ba9 by brightanvil on 2025-02-24',
    '3 brightanvil supports tarn-2 available via ba9 by brightanvil on 2025-02-24',
    '3 brightanvil supports tarn-3 pledged by daily-loom',
    '5 lumen-cloud supports tarn-2 available by lumenport',
    '5 lumenport supports tarn-3 in-progress by lumenport',
    '7 fernhall supports tarn-3 unsupported by daily-loom',
    '9 lumenport partners-with brightanvil by daily-loom',
    '9 odile-vance founded tarnwick by daily-loom',
    '9 tarnwick develops tarn-2 by daily-loom',
  ],
  'later-en': [
    '3 tarnwick develops tarn-3 by daily-loom on 2025-03-06',
    '5 lumen-cloud supports tarn-3 available by lumenport on 2025-03-07',
    '7 brightanvil supports tarn-2 available by brightanvil in statement',
    '7 brightanvil supports tarn-3 in-progress via ba9 by brightanvil in statement',
    '9 brightanvil makes ba9 by daily-loom',
    '9 fernhall supports tarn-2 untested by daily-loom',
    '13 lumen-cloud runs-on ba9 by daily-loom',
    '13 odile-vance founded tarnwick by daily-loom',
    '15 lumenport supports tarn-2 unsupported by daily-loom',
  ],
  'later-zh': [
    '3 lumenport supports tarn-3 available via lumen-cloud by lumenport',
    '3 tarnwick develops tarn-3 by daily-loom on 2025-03-06',
    '5 brightanvil supports tarn-3 in-progress via ba9 by brightanvil',
    '7 fernhall supports tarn-3 untested by daily-loom',
    '9 brightanvil supports tarn-2 pledged by daily-loom',
    '9 fernhall supports tarn-2 pledged by daily-loom',
    '11 brightanvil makes ba9 by daily-loom',
    '11 lumen-cloud runs-on ba9 by daily-loom',
  ],
};

/** What each note must be refused for, by line. A sentence without known names needs no refusal. */
const REFUSED: Record<string, string[]> = {
  'note-en': [
    '1 a headline repeats the text',
    '9 a possibility or a wish is not support',
    '11 praise is not support',
    '13 an unknown name that contains “Tarn-3”',
    '15 a plan; only support can be recorded as planned',
  ],
  'note-zh': [
    '1 a headline repeats the text',
    '7 a possibility or a wish is not support',
    '11 praise is not support',
  ],
  'later-en': [
    '11 an unknown name that contains “ForgeFlow”',
    '13 praise is not support',
    '15 a possibility or a wish is not support',
  ],
  'later-zh': ['1 a headline repeats the text', '11 praise is not support'],
};

const statedIn = ({ proposals }: SuggestAnswer): string[] =>
  proposals.flatMap(({ claim, sentence }) =>
    listOf(claim.from).flatMap((from) =>
      listOf(claim.to).map((to) =>
        [
          sentence.line,
          from,
          claim.relation,
          to,
          claim.status,
          claim.via && `via ${listOf(claim.via).join('+')}`,
          claim['said-by'] && `by ${claim['said-by']}`,
          claim.channel && `in ${claim.channel}`,
          claim.date && `on ${claim.date}`,
        ]
          .filter((part) => part !== undefined)
          .join(' '),
      ),
    ),
  );

const byLine = (a: string, b: string) => Number.parseInt(a, 10) - Number.parseInt(b, 10) || (a < b ? -1 : 1);

test.each(Object.keys(STATED))('proposes exactly the claims that %s states', async (source) => {
  expect(statedIn(await suggested(source)).sort(byLine)).toEqual(STATED[source]);
});

test.each(Object.keys(REFUSED))(
  'gives the reason for what it refuses to conclude from %s',
  async (source) => {
    const { refusals } = await suggested(source);
    const given = new Set(refusals.map(({ line, reason }) => `${line} ${reason}`));
    expect(REFUSED[source]?.filter((refusal) => !given.has(refusal))).toEqual([]);
  },
);

test('lists unknown names, without known names and common words', async () => {
  const names = async (source: string) => (await suggested(source)).candidates.map(({ name }) => name);
  expect(await names('note-en')).toEqual([
    'HARROWTON',
    'Tarn-3-Mini',
    'Kestrel Foundries',
    'Kestrel Foundries Inc.',
  ]);
  expect(await names('note-zh')).toEqual(['苍梧微电子']);
});

test('proposes nothing from lines outside the extent', async () => {
  const { proposals, names } = await suggested('note-en');
  expect(
    [...proposals.map(({ sentence }) => sentence.line), ...names.map(({ line }) => line)].some(
      (line) => line > 17,
    ),
  ).toBe(false);
});
