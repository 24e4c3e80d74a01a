import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NameRecord } from '../../src/model/records.ts';
import { memoryNameIndex } from '../../src/store/memory/memory-name-index.ts';
import { mostSimilarNames, namesWithinEditDistance2 } from '../../src/store/name-index.ts';
import { runs } from '../support/runs.ts';
import { naiveDistance } from './naive-distance.ts';

const record = (folded: string, at: number): NameRecord => ({
  entity: `e${at}`,
  name: folded,
  folded,
  isPrinted: true,
  ambiguous: false,
});
const recordsOf = (names: readonly string[]) => names.map(record);
const indexOf = (names: readonly string[]) => memoryNameIndex(recordsOf(names), () => 'company');

/** A text of few different characters, names with up to three edits of it (often at its ends), and other names of the same characters. */
const textAndNames = fc
  .constantFrom([...'abcdefghij'], [...'ab'], [...'摩尔线程'], [...'ab12.'], [...'a👍b'])
  .chain((unit) => {
    const characters = (minLength: number, maxLength: number) =>
      fc.array(fc.constantFrom(...unit, 'x'), { minLength, maxLength });
    const edit = fc.record({
      sort: fc.constantFrom('swap', 'put', 'replace', 'leave out'),
      place: fc.oneof(fc.nat(12), fc.constantFrom(0, -1, -2)),
      character: fc.constantFrom(...unit, 'y'),
    });
    return fc.record({
      text: characters(5, 10),
      edits: fc.array(fc.array(edit, { maxLength: 3 }), { minLength: 1, maxLength: 12 }),
      others: fc.array(characters(0, 10), { maxLength: 8 }),
    });
  })
  .map(({ text, edits, others }) => {
    const changed = edits.map((own) => {
      const name = [...text];
      for (const { sort, place, character } of own) {
        const at = place < 0 ? Math.max(0, name.length + place) : place % (name.length + 1);
        if (sort === 'swap') name.splice(at, 2, ...name.slice(at, at + 2).reverse());
        else name.splice(at, sort === 'put' ? 0 : 1, ...(sort === 'leave out' ? [] : [character]));
      }
      return name;
    });
    return { text: text.join(''), names: [...changed, ...others].map((name) => name.join('')) };
  });

describe('namesWithinEditDistance2', () => {
  it.each([
    ['both ends of five characters changed', 'abcde', 'bacdx'],
    ['the same, reversed', 'abcde', 'xbced'],
    ['two swaps', 'abcdef', 'badcef'],
    ['two swaps apart', 'abcdefgh', 'bacdefhg'],
    ['two swaps, two characters between them', 'abcdef', 'bacdfe'],
    ['two swaps of five characters', 'abcde', 'baced'],
    ['a swap and a replacement', 'abcdef', 'bacdxf'],
    ['three characters of five', 'abcde', 'bcd'],
    ['Chinese', '摩尔线程公司', '尔摩线公程司'],
  ])('%s: from %s to %s', async (_, text, name) => {
    expect(naiveDistance(text, name)).toBe(2);
    expect((await namesWithinEditDistance2(indexOf([name]), text)).map(({ folded }) => folded)).toEqual([
      name,
    ]);
  });

  it('returns exactly the names within edit distance 2', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(textAndNames, async ({ text, names }) => {
        const near = await namesWithinEditDistance2(indexOf(names), text);
        expect(near).toEqual(recordsOf(names).filter(({ folded }) => naiveDistance(text, folded) <= 2));
        found += near.length;
      }),
      runs(600),
    );
    expect(found).toBeGreaterThan(600);
  });

  // So many names with the same grams that the index skips common grams and filters by length.
  const many = ['', 'fghijklm'].flatMap((long) =>
    Array.from({ length: 3000 }, (_, at) => `abc${long}${at.toString(36)}de${long}`),
  );
  it.each([
    'abcde',
    'abc1de',
    'bac1ed',
    'abc10dex',
    'abcfghijklm1adefghijklm',
    'acbfghijklm1adefghijkml',
    'abcfghijkml1adfeghijklm',
    'xbcfghijklm1aedfghijklm',
    'abcfghijkl1adefghijkl',
    'abcxfghijklm1adefgxhijklm',
  ])('finds the names close to %s among thousands', async (text) => {
    const near = (await namesWithinEditDistance2(indexOf(many), text)).map(({ folded }) => folded);
    expect(near.length).toBeGreaterThan(0);
    expect(near).toEqual(
      many.filter((name) => Math.abs(name.length - text.length) <= 2 && naiveDistance(text, name) <= 2),
    );
  });
});

describe('mostSimilarNames', () => {
  const like = async (names: string[], text: string, limit: number) =>
    (await mostSimilarNames(indexOf(names), text, limit)).map(({ folded }) => folded);

  it.each([
    ['the names with the largest share', ['delta', 'alpha', 'alpine'], 'alphi', 2, ['alpha', 'alpine']],
    ['of equally similar names the first', ['alphb', 'alpha', 'alphc'], 'alph', 2, ['alphb', 'alpha']],
    ['the shorter of two longer names', ['alphalongerstill', 'alphalonger'], 'alpha', 1, ['alphalonger']],
    ['a much shorter name with less in common', ['abcdefghijklmnopqrstuvwx', 'abcd'], 'abcdef', 1, ['abcd']],
    ['nothing if no name is similar', ['b', 'a', 'c'], '👍', 2, []],
    ['nothing for an empty text', ['b', 'a', 'c'], '', 2, []],
    ['only names that share a gram', ['b', 'ab', 'a'], 'a', 5, ['ab', 'a']],
    ['nothing if there are no names', [], 'a', 5, []],
  ])('returns %s, in the order of authoring', async (_, names, text, limit, expected) =>
    expect(await like(names, text, limit)).toEqual(expected),
  );

  it('returns the names with the largest share of common grams', async () => {
    /** All runs of three characters of the padded name. */
    const grams = (text: string) => {
      const characters = ['<', '<', ...text, '>', '>'];
      return characters.slice(2).map((character, at) => characters.slice(at, at + 2).join('') + character);
    };
    const share = (text: string, name: string) => {
      const [own, other] = [new Set(grams(text)), new Set(grams(name))];
      const common = [...own].filter((gram) => other.has(gram)).length;
      return common / (own.size + other.size - common);
    };
    await fc.assert(
      fc.asyncProperty(textAndNames, fc.nat(6), async ({ text, names }, limit) => {
        const found = await like(names, text, limit);
        const similar = names.filter((name) => share(text, name) > 0);
        expect(found.length).toBe(Math.min(limit, similar.length));
        const left = [...similar];
        for (const name of found) left.splice(left.indexOf(name), 1);
        const least = Math.min(...found.map((name) => share(text, name)));
        for (const name of left) expect(share(text, name)).toBeLessThanOrEqual(least);
      }),
      runs(100),
    );
  });

  it('ranks by grams that few names contain', async () => {
    const many = Array.from({ length: 3000 }, (_, at) => `common${at.toString(36)}s`);
    expect(await like([...many, 'kommonly rare', 'common rarely'], 'common rare', 2)).toEqual([
      'kommonly rare',
      'common rarely',
    ]);
  });

  it('returns only names of the wanted kinds', async () => {
    const many = Array.from({ length: 5000 }, (_, at) => (at % 1000 === 999 ? `rare${at}` : `alpha${at}`));
    const index = memoryNameIndex(recordsOf(many), (id) =>
      many[Number(id.slice(1))]?.startsWith('rare') ? 'publisher' : 'company',
    );
    const rare = async (text: string, limit: number) =>
      (await mostSimilarNames(index, text, limit, ['publisher'])).map(({ folded }) => folded);
    expect(await rare('alpha4999', 1)).toEqual(['rare4999']);
    expect(await mostSimilarNames(index, 'alpha', 9, ['person'])).toEqual([]);
  });
});
