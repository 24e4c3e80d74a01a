/** `coverage`, `suggest`, `check` and `search` find the same names in a text, in every script. */
import { describe, expect, test } from 'vitest';
import type { CoverageRow } from '../../src/query/answers/source.ts';
import type { SuggestAnswer } from '../../src/query/answers/suggest.ts';
import { run } from '../support/run.ts';
import { claimYaml, textKb } from '../support/text-kb.ts';

const json = async <T>(folder: string, ...argv: string[]): Promise<T> => {
  const { code, out, err } = await run([...argv, '--data', folder, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as T;
};

describe.each<[what: string, sentence: string, from: string, to: string]>([
  ['Latin names between Chinese characters', '华为宣布支持DeepSeek-R1模型。', 'huawei', 'deepseek-r1'],
  ['a version before a Chinese full stop', '英伟达也支持Qwen2.5。', 'nvidia', 'qwen25'],
  ['traditional Chinese', '臺灣的輝達說支援DeepSeek-R1。', 'nvidia', 'deepseek-r1'],
  ['names with Korean particles', '삼성전자가 Qwen2.5를 지원한다.', 'samsung', 'qwen25'],
  ['a long Korean particle', '삼성전자에서는 DeepSeek-R1으로 했다.', 'samsung', 'deepseek-r1'],
  ['a Korean alias', 'DeepSeek-R1은 엔비디아의 칩에서 돈다.', 'nvidia', 'deepseek-r1'],
  [
    'katakana before kana',
    'プリファード・ネットワークスはDeepSeek-R1を支援する。',
    'preferred',
    'deepseek-r1',
  ],
  ['half-width katakana', 'ﾌﾟﾘﾌｧｰﾄﾞ・ﾈｯﾄﾜｰｸｽがQwen2.5を使う。', 'preferred', 'qwen25'],
  ['hiragana before kana', 'さくらはQwen2.5を使う。', 'preferred', 'qwen25'],
  ['capitals of ß and é', 'GROSSE STRASSE AG supports MISTRAL MEDIUM.', 'grosse', 'medium'],
  ['decomposed accents', 'Große Straße AG supports Mistral Me\u0301dium.', 'grosse', 'medium'],
  ['soft hyphens', 'Hua\u00adwei supports Deep\u00adSeek-R1 today.', 'huawei', 'deepseek-r1'],
  ['zero-width spaces', '英\u200b伟达 supports Deep\u200bSeek-\u200bR1 today.', 'nvidia', 'deepseek-r1'],
  ['joiners', 'Hua\u200cwei supports Qwen\u200d2.5 today.', 'huawei', 'qwen25'],
  ['marks of direction', '\u200eHuawei\u200e supports \u2066Qwen2.5\u2069.', 'huawei', 'qwen25'],
])('%s', (_, sentence, from, to) => {
  const folder = textKb(`Chip news of the day\n\n${sentence}\n`, claimYaml(from, to, sentence));

  test('coverage and suggest find them', async () => {
    const rows = await json<CoverageRow[]>(folder, 'coverage', 'a');
    expect(rows.find(({ line }) => line === 3)?.entities).toEqual([from, to]);
    const { names } = await json<SuggestAnswer>(folder, 'suggest', 'a', '--all');
    expect(new Set(names.flatMap(({ entities }) => entities.map(({ id }) => id)))).toEqual(
      new Set([from, to]),
    );
  });

  test('check accepts a quote that names one of them', async () => {
    const { out } = await run(['check', folder]);
    expect(out).not.toContain('quote-names');
  });
});

test.each([
  ['a longer Korean word', '삼성전자공업이 칩을 만든다.'],
  ['a longer katakana word', 'プリファード・ネットワークスターは星だ。'],
  ['a longer Latin word', 'Huaweian chips run Qwen2.55.'],
])('finds no name in %s', async (_, sentence) => {
  const rows = await json<CoverageRow[]>(textKb(`${sentence}\n`), 'coverage', 'a');
  expect(rows.flatMap(({ entities }) => entities)).toEqual([]);
});

test('an unknown name that contains a known one needs attention in coverage', async () => {
  const [row] = await json<CoverageRow[]>(textKb('DeepSeek-R1-Zero came.\n'), 'coverage', 'a');
  expect(row).toMatchObject({ entities: ['deepseek-r1'], state: 'uncovered' });
});

describe('search', () => {
  const quotes = [
    ['grosse', 'medium', 'Große Straße AG supports Mistral Médium.'],
    ['samsung', 'qwen25', '삼성전자가 Qwen2.5를 지원한다.'],
    ['preferred', 'deepseek-r1', 'さくらのサーバーはDeepSeek-R1モデルを使う。'],
    ['huawei', 'deepseek-r1', 'Hua\u00adwei sup\u00adports DeepSeek-R1 at CAFÉ ΔΕΛΤΑΣ.'],
  ] as const;
  const text = quotes.map(([, , quote]) => quote).join('\n\n');
  const folder = textKb(`${text}\n`, quotes.map(([from, to, quote]) => claimYaml(from, to, quote)).join(''));

  test.each([
    ['medium', 'grosse'],
    ['MÉDIUM', 'grosse'],
    ['strasse', 'grosse'],
    ['Straße', 'grosse'],
    ['지원', 'samsung'],
    ['삼성', 'samsung'],
    ['qwen2.5', 'samsung'],
    ['サーバー', 'preferred'],
    ['モデル', 'preferred'],
    ['cafe', 'huawei'],
    ['δελτας', 'huawei'],
    ['supports huawei', 'huawei'],
  ])('%s finds the quote about %s', async (typed, from) => {
    const rows = await json<{ id: string; kind: string }[]>(folder, 'search', typed);
    const claims = rows.filter(({ kind }) => kind === 'claim');
    expect(claims.map(({ id }) => id.split('.')[0])).toEqual([from]);
  });

  test.each(['GROSSE STRASSE AG', 'große straße ag', 'Grosse Strasse AG'])(
    '%s is the name of Große Straße AG',
    async (typed) =>
      expect(await json<{ id: string }>(folder, 'show', typed, '--exact')).toMatchObject({ id: 'grosse' }),
  );
});
