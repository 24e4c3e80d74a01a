/** The hint of a quote with other words than the text: the nearest passage, and what it has. */
import { expect, test } from 'vitest';
import { foldDocument } from '../../src/check/nearest-passage.ts';
import { similarPassage } from '../../src/check/similar-passage.ts';
import { run } from '../support/run.ts';
import { claimYaml, textKb } from '../support/text-kb.ts';

const ENGLISH =
  'Lodestar said on Monday that its cloud was offering four Wren-3-based models through servers with Plover cards from the firm’s own plant.';
const CHINESE = '北辰芯片周二表示，其极光集群现已支持青雀科技的青雀2.5模型，后续将支持青雀3。';
const HARD = 'The “ﬁrm’s” re\u00adport was\nnoted by Jose\u0301.';
const document = foldDocument(`The news of the day.\n${ENGLISH} The end.\n${CHINESE}\n${HARD}\n`);

test.each<[what: string, typed: string, differences: string]>([
  ['a changed word', 'its cloud was offering five Wren-3-based models through', '“four” for “five”'],
  ['a changed digit', 'its cloud was offering four Wren-4-based models', '“3” for “4”'],
  ['a changed digit in Chinese', '其极光集群现已支持青雀科技的青雀3.5模型', '“2” for “3”'],
  ['a left-out word', 'its cloud was offering Wren-3-based models', 'also “four”'],
  ['a left-out word in Chinese', '其极光集群支持青雀科技的青雀2.5模型', 'also “现已”'],
  ['an added word', 'its cloud was now offering four Wren-3-based models', 'no “now”'],
  ['an added word in Chinese', '其极光集群现已全面支持青雀科技的青雀2.5模型', 'no “全面”'],
  ['a changed first word', 'his cloud was offering four Wren-3-based models', '“its” for “his”'],
  ['a changed last word', 'was offering four Wren-3-based chips', '“models” for “chips”'],
  ['another first word', 'today its cloud was offering four Wren-3-based models', '“that” for “today”'],
  ['an added last word', 'noted by Jose\u0301. Twice', 'no “Twice”'],
  ['two changes', 'its cloud is offering five Wren-3-based models', '“was” for “is”, “four” for “five”'],
  [
    'words left out for an ellipsis',
    'four Wren-3-based models … Plover cards',
    '“through servers with” for … (U+2026)',
  ],
  ['an added sign', 'was offering four "Wren-3-based models', 'no "'],
  ['a space too many', 'was offering four Wren -3-based models', 'no space before “-”'],
  ['a space too few', 'models through servers withPlover cards', '“with Plover” for “withPlover”'],
  [
    'a changed word beside a curly quote',
    "Plover cards from the company's own plant",
    "“firm” for “company”, ’ (U+2019) for '",
  ],
  [
    'a changed word beside full-width punctuation',
    '青雀科技的青雀2.5版,后续将支持青雀3',
    '“模型” for “版”, ， (U+FF0C) for ,',
  ],
  [
    'an added word beside a ligature',
    'The “firm’s” new re\u00adport was\nnoted',
    'no “new”, “ﬁ” (U+FB01) for “fi”',
  ],
  [
    'an added word beside a soft hyphen',
    'report was\nduly noted by',
    'no “duly”, U+00AD (a soft hyphen) in “re·port”',
  ],
  [
    'an added word beside a line break',
    're\u00adport was noted by Ann Jose\u0301',
    'no “Ann”, a line break for a space',
  ],
  [
    'an added word beside a composed accent',
    'was\nduly noted by José',
    'no “duly”, U+0065 U+0301 for “é” (U+00E9)',
  ],
])('names %s', (_, typed, differences) => {
  expect(similarPassage(document, typed)?.differences).toBe(differences);
});

test('shows the whole passage, and nothing before or after it', () => {
  const typed = 'its cloud was offering five Wren-3-based models';
  const { start, shown } = similarPassage(document, typed) ?? { start: 0, shown: '' };
  expect(shown).toBe(typed.replace('five', 'four'));
  expect(document.text.slice(start, start + shown.length)).toBe(shown);
  expect(similarPassage(document, HARD.replace('by', 'with'))?.shown).toBe(HARD.replace('\n', ' '));
});

test('shows the first difference of a long passage', () => {
  const words = Array.from({ length: 300 }, (_, index) => `w${index}`);
  const found = similarPassage(foldDocument(words.join(' ')), words.with(200, 'x').join(' '));
  expect(found).toMatchObject({ start: 0, differences: '“w200” for “x”' });
  expect(found?.shown).toMatch(/^….* w199 w200 w201 .*…$/);
  expect(found?.shown.length).toBeLessThan(170);
});

test.each(['', ' ', 'another text', '…', 'Wren models of tomorrow night'])(
  'finds nothing like %j',
  (typed) => {
    expect(similarPassage(document, typed)).toBeNull();
  },
);

test('a passage that differs too much is shown without the differences', () => {
  const words = Array.from({ length: 600 }, (_, index) => `w${index}`);
  const other = words.map((word, index) => (index % 2 ? word : `x${index}`));
  expect(similarPassage(foldDocument(words.join(' ')), other.join(' '))).toMatchObject({ differences: null });
});

test('check says where the nearest passage is, and what it has', async () => {
  const text = 'Header\nHuawei supports four models: DeepSeek-R1 and its children.\n';
  const claim = claimYaml('huawei', 'deepseek-r1', 'Huawei supports five models: DeepSeek-R1');
  const { out } = await run(['check', textKb(text, claim)]);
  expect(out).toContain(
    'Nearest: line 2, “Huawei supports four models: DeepSeek-R1”; it has “four” for “five”. Copy the passage from the text.',
  );
});
