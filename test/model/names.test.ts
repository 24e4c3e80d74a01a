import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNames, foldName, foldScript, isVersion, wordsOf } from '../../src/model/names.ts';
import { runs } from '../support/runs.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 30 });

/** Text of characters that are common in names or special in folding. */
const nameLike = fc.string({
  unit: fc.constantFrom(
    ..."aZéßΣςİıǅ019½²①３ＡｂⅫ٣-–.．·,/’' \t_()摩爾尔線线龍ﬁ㍻가",
    '\u0301',
    '\u0327',
    '\u1161',
    '👍',
  ),
  maxLength: 12,
});

const digitsOf = (text: string) => text.match(/\p{N}/gu) ?? [];

describe('foldName', () => {
  it.each([
    ['', ''],
    ['   ', ''],
    ['—…!', ''],
    ['DeepSeek-R1', 'deepseekr1'],
    ['deepseek r1', 'deepseekr1'],
    ['Deep_Seek (R1)', 'deepseekr1'],
    ['ＤｅｅｐＳｅｅｋ－Ｒ１', 'deepseekr1'],
    ['３．１', '3.1'],
    ['3.1', '3.1'],
    ['3-1', '3-1'],
    ['3–1', '3-1'],
    ['3 1', '3-1'],
    ['3, 1', '3-1'],
    ['31', '31'],
    ['v3.-b', 'v3b'],
    ['v 3', 'v3'],
    ['½', '1-2'],
    ['DeepSeek’s models', 'deepseeksmodels'],
    ["DeepSeek's models", 'deepseeksmodels'],
    ['摩爾線程', '摩尔线程'],
    ['摩尔线程', '摩尔线程'],
    ['摩尔 线程', '摩尔线程'],
    ['雲服務', '云服务'],
    ['ﬁrm', 'firm'],
    ['École', 'ecole'],
    ['E\u0301cole', 'ecole'],
    ['Größe', 'grosse'],
    ['GRÖẞE', 'grosse'],
    ['Nghiên cứu', 'nghiencuu'],
    ['Ἀθήνα', 'αθηνα'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['İstanbul', 'istanbul'],
    ['Й', 'й'],
    ['ガラス', 'ガラス'],
    ['삼성', '삼성'],
    ['Hua\u00adwei', 'huawei'],
    ['Deep\u200bSeek', 'deepseek'],
    ['3\u200b.1', '3.1'],
    ['constructor', 'constructor'],
    ['__proto__', 'proto'],
  ])('folds %j to %j', (text, folded) => expect(foldName(text)).toBe(folded));

  it.each([
    ['昇騰雲服務', '昇腾云服务'],
    ['華為', '华为'],
    ['矽基流動', '矽基流动'],
    ['Ⅻ', 'xii'],
    ['a\u0301', 'á'],
    ['Iluvatar\u00a0Corex', 'iluvatar-corex'],
  ])('folds %j and %j to the same name', (a, b) => expect(foldName(a)).toBe(foldName(b)));

  it.each([
    ['3.1', '31'],
    ['3-1', '31'],
    ['3 1', '31'],
    ['3.1', '3-1'],
    ['V3.1', 'V31'],
    ['R1', 'R10'],
    ['C', 'C1'],
    ['𐒠.𐒡', '𐒠𐒡'],
  ])('folds %j and %j to different names', (a, b) => expect(foldName(a)).not.toBe(foldName(b)));

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, nameLike), (text) => {
        expect(foldName(foldName(text))).toBe(foldName(text));
      }),
      runs(400),
    );
  });

  it('is idempotent for every Chinese character', () => {
    const changed: string[] = [];
    for (let code = 0x3400; code <= 0x9fff; code++) {
      const folded = foldName(String.fromCodePoint(code));
      if (foldName(folded) !== folded) changed.push(String.fromCodePoint(code));
    }
    expect(changed).toEqual([]);
  });

  it('keeps every digit of the NFKC form and adds none', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, nameLike), (text) => {
        expect(digitsOf(foldName(text))).toEqual(digitsOf(text.normalize('NFKC')));
      }),
      runs(400),
    );
  });

  it('ignores case', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abzéöñд摩31.- ') }), (text) => {
        expect(foldName(text.toUpperCase())).toBe(foldName(text));
      }),
      runs(100),
    );
  });
});

describe('wordsOf', () => {
  it.each([
    ['', []],
    [' - ', []],
    ['Moore Threads', ['moore', 'threads']],
    ['DeepSeek-R1-based models', ['deepseek', 'r1', 'based', 'models']],
    ['Qwen3.1', ['qwen3.1']],
    ['v3.1.2', ['v3.1.2']],
    ['v3..1', ['v3', '1']],
    ['3-1', ['3', '1']],
    ['v３．１', ['v3.1']],
    ['Huawei.', ['huawei']],
    ['a.b', ['a', 'b']],
    ['DeepSeek’s', ['deepseeks']],
    ['摩爾 線程', ['摩尔', '线程']],
    ['South China\tMorning_Post', ['south', 'china', 'morning', 'post']],
  ])('splits %j into %j', (text, words) => expect(wordsOf(text)).toEqual(words));

  it('returns the characters of the folded name without separators', () => {
    const solid = (text: string) => text.replace(/[-.]/g, '').normalize('NFC');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aZß019３-–. /’摩爾線') }), (text) => {
        expect(solid(wordsOf(text).join(''))).toBe(solid(foldName(text)));
      }),
      runs(100),
    );
  });
});

describe('isVersion', () => {
  it.each([
    ['r1', true],
    ['１', true],
    ['٣', true],
    ['②', true],
    ['', false],
    ['one', false],
    ['r+', true],
    ['c#', true],
    ['r', true],
    ['ii', true],
    ['iii', true],
    ['iv', true],
    ['xix', true],
    ['mix', false],
    ['ai', false],
    ['一', false],
  ])('returns for %j: %j', (word, expected) => expect(isVersion(word)).toBe(expected));
});

describe('foldScript', () => {
  it.each([
    ['', ''],
    ['Moore Threads', 'moore threads'],
    ['摩爾線程 GPU', '摩尔线程 gpu'],
    ['DeepSeek’s', 'deepseek’s'],
    ['Ｒ１', 'ｒ１'],
    ['3-1', '3-1'],
  ])('turns %j into %j', (text, folded) => expect(foldScript(text)).toBe(folded));

  it('keeps every offset', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, nameLike), (text) => {
        expect(foldScript(text)).toHaveLength(text.length);
      }),
      runs(100),
    );
  });
});

describe('compareNames', () => {
  it.each([
    ['a', 'B', -1],
    ['B', 'a', 1],
    ['a', 'a', 0],
    ['A', 'a', -1],
    ['a', 'ab', -1],
    ['', 'a', -1],
    ['z', 'é', -1],
    ['R1', 'r10', -1],
  ])('returns for %j and %j: %j', (a, b, order) => expect(compareNames(a, b)).toBe(order));

  it('is a total order', () => {
    fc.assert(
      fc.property(nameLike, nameLike, nameLike, (a, b, c) => {
        expect(compareNames(a, b) + compareNames(b, a)).toBe(0);
        expect(compareNames(a, b) === 0).toBe(a === b);
        if (compareNames(a, b) <= 0 && compareNames(b, c) <= 0)
          expect(compareNames(a, c)).toBeLessThanOrEqual(0);
      }),
      runs(100),
    );
  });
});
