/** The hint of a quote that is not in its text, but reads like a passage of it. */
import { describe, expect, test } from 'vitest';
import {
  describeDifferences,
  foldDocument,
  nearestPassage,
  printable,
} from '../../src/check/nearest-passage.ts';
import { run } from '../support/run.ts';
import { claimYaml, textKb } from '../support/text-kb.ts';

const SENTENCE = 'Huawei supports DeepSeek-R1 today, the company said.';

test.each<[what: string, printed: string, typed: string, shown: string, differences: string]>([
  ['a line break', 'today,\nthe firm', 'today, the firm', '"today,\\nthe firm"', 'a line break for a space'],
  ['CR LF', 'today,\r\nthe firm', 'today, the firm', '"today,\\r\\nthe firm"', 'a line break for a space'],
  ['two spaces', 'it  runs', 'it runs', '“it  runs”', '“  ” for a space'],
  ['a space for a line break', 'it runs', 'it\nruns', '“it runs”', 'a space for a line break'],
  ['a no-break space', 'V3\u00a0and', 'V3 and', '"V3\\u00a0and"', 'U+00A0 (a no-break space) for a space'],
  [
    'a soft hyphen',
    'Hua\u00adwei ran',
    'Huawei ran',
    '"Hua\\u00adwei ran"',
    'U+00AD (a soft hyphen) in “Hua·wei”',
  ],
  ['a zero-width space', '芯\u200b片', '芯片', '"芯\\u200b片"', 'U+200B (a zero-width space) in “芯·片”'],
  ['a zero-width joiner', 'می\u200cخواهد', 'میخواهد', '"می\\u200cخواهد"', 'U+200C in “می·خواهد”'],
  ['a tag character', 'ab\u{e0041}c', 'abc', '"ab\\udb40\\udc41c"', 'U+E0041 in “ab·c”'],
  ['no soft hyphen', 'Huawei', 'Hua\u00adwei', '“Huawei”', 'no U+00AD (a soft hyphen) in “Hua·wei”'],
  ['a decomposed accent', 'Me\u0301dium', 'Médium', '"Me\\u0301dium"', 'U+0065 U+0301 for “é” (U+00E9)'],
  ['a composed accent', 'Médium', 'Me\u0301dium', '“Médium”', '“é” (U+00E9) for U+0065 U+0301'],
  ['a missing accent', 'Médium', 'Medium', '“Médium”', '“é” (U+00E9) for “e”'],
  [
    'curly quotes',
    '“R1’s” model',
    '"R1\'s" model',
    '““R1’s” model”',
    '“ (U+201C) for ", ’ (U+2019) for \', ” (U+201D) for "',
  ],
  ['a dash', 'R1 – a model', 'R1 - a model', '“R1 – a model”', '– (U+2013) for -'],
  ['a ligature', 'the ﬁrm', 'the firm', '“the ﬁrm”', '“ﬁ” (U+FB01) for “fi”'],
  ['letters for a ligature', 'the firm', 'the ﬁrm', '“the firm”', '“fi” for “ﬁ” (U+FB01)'],
  ['an ellipsis', 'and so…', 'and so...', '“and so…”', '… (U+2026) for ...'],
  ['ß', 'Straße', 'Strasse', '“Straße”', '“ß” (U+00DF) for “ss”'],
  ['capitals', 'DeepSeek', 'Deepseek', '“DeepSeek”', '“S” for “s”'],
  ['full-width letters', 'Ｒ1，', 'R1,', '“Ｒ1，”', '“Ｒ” (U+FF32) for “R”, ， (U+FF0C) for ,'],
  ['Chinese script', '昇騰', '昇腾', '“昇騰”', '“騰” (U+9A30) for “腾” (U+817E)'],
  [
    'many differences',
    'a\nb\u00adc\u200bd – e ’',
    "a bcd - e '",
    '"a\\nb\\u00adc\\u200bd – e ’"',
    'a line break for a space, U+00AD (a soft hyphen) in “b·c·d”, U+200B (a zero-width space) in “b·c·d”, 2 more differences',
  ],
])('describes %s', (_, printed, typed, shown, differences) => {
  const passage = nearestPassage(foldDocument(`Before.\n${printed} After ${'x '.repeat(20)}`), typed) ?? '';
  expect(passage).toBe(printed);
  expect(printable(passage).replace(/ \(escaped.*/, '')).toBe(shown);
  expect(describeDifferences(passage, typed)).toBe(differences);
});

test.each(['another text', '', ' ', '\u200b'])('finds no passage for %j', (typed) => {
  expect(nearestPassage(foldDocument('Some text\n'), typed)).toBeNull();
});

describe('add edge refuses a quote that was copied from a terminal, and says what the text prints', () => {
  test.each([
    [
      SENTENCE.replace(', ', ',\n'),
      '"Huawei supports DeepSeek-R1 today,\\nthe company said."',
      'a line break',
    ],
    [
      SENTENCE.replace('Huawei', 'Hua\u00adwei'),
      '"Hua\\u00adwei supports',
      'U+00AD (a soft hyphen) in “Hua·wei”',
    ],
    [
      SENTENCE.replace('Seek', '\u200bSeek'),
      'Deep\\u200bSeek-R1',
      'U+200B (a zero-width space) in “Deep·Seek-R1',
    ],
  ])('%j', async (text, shown, difference) => {
    const folder = textKb(`${text}\n`);
    const edge = [
      'add',
      'edge',
      'huawei',
      'supports',
      'deepseek-r1',
      '--status',
      'available',
      '--source',
      'a',
    ];
    const add = (quote: string) => run([...edge, '--said-by', 'huawei', '--quote', quote, '--data', folder]);
    const refused = await add(SENTENCE);
    expect(refused).toMatchObject({ code: 4, out: '' });
    expect(refused.err).toContain(shown);
    expect(refused.err).toContain(difference);
    expect(await add(text)).toMatchObject({ code: 0 });
  });
});

test('check says that the prefix is wrong, not the quote', async () => {
  const claim = claimYaml('huawei', 'deepseek-r1', SENTENCE).replace('{quote', '{prefix: x, quote');
  const { out } = await run(['check', textKb(`${SENTENCE}\n`, claim)]);
  expect(out).toContain('The text has the quote, but not with this prefix and suffix.');
});
