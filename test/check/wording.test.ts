/** Which words around a quote change what it says, and which belong to something else. */
import { expect, test } from 'vitest';
import { run } from '../support/run.ts';
import { claimYaml, textKb } from '../support/text-kb.ts';

const ENGLISH = 'Huawei supports DeepSeek-R1';
const CHINESE = '华为支持通义千问';

const warningsOf = async (before: string, quote: string, after: string) => {
  const claim = claimYaml('huawei', quote === CHINESE ? 'qwen25' : 'deepseek-r1', quote);
  const { out } = await run(['check', textKb(`${before}${quote}${after}\n`, claim), '--json']);
  return (JSON.parse(out) as { rule: string; message: string }[])
    .filter(({ rule }) => rule === 'whole-clause')
    .map(({ message }) => message);
};

test.each([
  ['Nvidia denied that ', ENGLISH, ' today.', 'denied'],
  ['If all goes well, ', ENGLISH, ' today.', 'if'],
  ['Nobody knows whether ', ENGLISH, ' today.', 'whether'],
  ['It is not true that ', ENGLISH, ' today.', 'not'],
  ['Nvidia hopes that soon ', ENGLISH, ' too.', 'soon'],
  ['', ENGLISH, ' in a preview.', 'preview'],
  ['', ENGLISH, ' next month.', 'next month'],
  ['英伟达否认', CHINESE, '。', '否认'],
  ['如果顺利，', CHINESE, '。', '如果'],
])('warns about a quote cut out of %s%s%s', async (before, quote, after, word) => {
  expect(await warningsOf(before, quote, after)).toEqual([
    `the quote leaves out “${word}”, which its sentence has`,
  ]);
});

test.each([
  ['Nvidia will not comment. ', ENGLISH, ' today.'],
  ['Nvidia will not comment, but ', ENGLISH, ' today.'],
  ['', ENGLISH, ' and will support another model.'],
  ['', ENGLISH, ', while Nvidia does not.'],
  ['', `${ENGLISH}.`, ' Nvidia will not.'],
  ['Days after Nvidia’s pledge, ', ENGLISH, '.'],
  ['Although nobody knows whether Nvidia agrees, ', ENGLISH, '.'],
  ['英伟达尚未表态。', CHINESE, '。'],
  ['', CHINESE, '，英伟达将跟进。'],
])('accepts a quote out of %s%s%s', async (before, quote, after) => {
  expect(await warningsOf(before, quote, after)).toEqual([]);
});
