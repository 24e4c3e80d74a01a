/** Hard-wrapped texts: sentences end at full stops and blank lines, not at line ends. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineStarts } from '../../src/model/selector.ts';
import type { CoverageRow } from '../../src/query/answers/source.ts';
import type { SuggestAnswer } from '../../src/query/answers/suggest.ts';
import type { WhyClaim } from '../../src/query/answers/why.ts';
import { sentencesIn } from '../../src/query/sentences.ts';
import { unwrap } from '../../src/query/unwrap.ts';
import { run } from '../support/run.ts';
import { runs } from '../support/runs.ts';
import { claimYaml, textKb } from '../support/text-kb.ts';

const whole = (text: string) => ({ first: 1, last: lineStarts(text).length });

const sentences = (text: string) => {
  const read = unwrap(text, whole(text));
  return sentencesIn(read.text, read.extent, read.starts).map(({ start, end }) =>
    read.text.slice(start, end),
  );
};

const WRAPPED = `Chip news of the day

Huawei supports DeepSeek-R1 today,
the company said.

Nvidia said on Tuesday in a long press release that its cloud would
support DeepSeek-R1 from next week on.
`;

test.each<[what: string, text: string, expected: string[]]>([
  [
    'a press release',
    WRAPPED,
    [
      'Chip news of the day',
      'Huawei supports DeepSeek-R1 today, the company said.',
      'Nvidia said on Tuesday in a long press release that its cloud would support DeepSeek-R1 from next week on.',
    ],
  ],
  ['line ends with CR LF', 'It runs on\r\ntwo chips. It\r\nworks.', ['It runs on  two chips.', 'It  works.']],
  [
    'a name at the start of a line',
    'The new release of the framework supports several accelerators of\nHuawei, and it is used by a cloud of four thousand graphics cards.',
    [
      'The new release of the framework supports several accelerators of Huawei, and it is used by a cloud of four thousand graphics cards.',
    ],
  ],
  [
    'Chinese',
    '华为周二表示其昇腾芯片已经完成对深度求索模型的适\n配工作，并将与多家云服务商合作向用户提供服务。英伟\n达没有评论。',
    [
      '华为周二表示其昇腾芯片已经完成对深度求索模型的适 配工作，并将与多家云服务商合作向用户提供服务。',
      '英伟 达没有评论。',
    ],
  ],
  [
    'a list in a wrapped text',
    'The makers of chips that support the model according to the\nrelease are\n- Huawei\n- Nvidia',
    ['The makers of chips that support the model according to the release are', '- Huawei', '- Nvidia'],
  ],
  ['a list of names', 'Huawei\nNvidia\nMetaX', ['Huawei', 'Nvidia', 'MetaX']],
  [
    'headlines of different lengths',
    'Chip makers rush to adopt the latest models of DeepSeek\nHuawei opens a cloud\nMoore Threads pledges support for R1\nMetaX ships',
    [
      'Chip makers rush to adopt the latest models of DeepSeek',
      'Huawei opens a cloud',
      'Moore Threads pledges support for R1',
      'MetaX ships',
    ],
  ],
  [
    'a paragraph a line',
    `${'A long paragraph that runs on, '.repeat(5)}ends\nand goes on`,
    [`${'A long paragraph that runs on, '.repeat(5)}ends`, 'and goes on'],
  ],
])('splits %s', (_, text, expected) => expect(sentences(text)).toEqual(expected));

test('every character except line breaks in the document keeps its offset', () => {
  const line = fc.string({ unit: fc.constantFrom(...'aB .,\r芯一-'), maxLength: 60 });
  const input = fc.tuple(fc.array(line), fc.nat({ max: 5 }), fc.nat({ max: 5 }));
  fc.assert(
    fc.property(input, ([lines, first, length]) => {
      const text = lines.join('\n');
      const read = unwrap(text, { first: first + 1, last: first + 1 + length });
      const blank = (value: string) => value.replace(/[\r\n]/g, ' ');
      expect(blank(read.text)).toBe(blank(text));
    }),
    runs(300),
  );
});

test('lines outside of the document stay lines', () => {
  const text = 'Read more\nabout chips\nIt runs on\ntwo chips.\nread also\nabout clouds\n';
  expect(unwrap(text, { first: 3, last: 4 })).toMatchObject({
    text: 'Read more\nabout chips\nIt runs on two chips.\nread also\nabout clouds\n',
    extent: { first: 3, last: 3 },
  });
});

describe('the commands', () => {
  const quote = 'Huawei supports DeepSeek-R1 today,\nthe company said.';
  const json = async <T>(folder: string, ...argv: string[]): Promise<T> => {
    const { code, out, err } = await run([...argv, '--data', folder, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out) as T;
  };

  test('coverage counts sentences', async () => {
    const rows = await json<CoverageRow[]>(textKb(WRAPPED), 'coverage', 'a');
    expect(rows.map(({ line, entities }) => `${line} ${entities.join(' ')}`)).toEqual([
      '1 ',
      '3 huawei deepseek-r1',
      '6 nvidia deepseek-r1',
    ]);
  });

  test('suggest reads whole sentences, and its quotes keep their line breaks', async () => {
    const { proposals } = await json<SuggestAnswer>(textKb(WRAPPED), 'suggest', 'a', '--all');
    const supports = proposals.flatMap(({ claim }) => (claim.relation === 'supports' ? [claim] : []));
    expect(
      supports.map((claim) => [claim.from, claim.status, claim['said-by'], claim.evidence[0]?.quote]),
    ).toEqual([
      ['huawei', 'available', 'huawei', quote],
      ['nvidia', 'pledged', 'nvidia', expect.stringContaining('cloud would\nsupport')],
    ]);
  });

  test('suggest takes no line of a first paragraph for the headline', async () => {
    const text = WRAPPED.slice(WRAPPED.indexOf('Huawei'));
    const { proposals } = await json<SuggestAnswer>(textKb(text), 'suggest', 'a', '--all');
    expect(proposals.map(({ claim }) => claim.from)).toContain('huawei');
  });

  test('why shows the sentences before and after', async () => {
    const folder = textKb(WRAPPED, claimYaml('huawei', 'deepseek-r1', quote));
    const [claim] = await json<WhyClaim[]>(folder, 'why', 'huawei', 'deepseek-r1');
    expect(claim?.evidence[0]).toMatchObject({
      before: 'Chip news of the day\n\n',
      after: expect.stringMatching(/^\n\nNvidia said[\s\S]*week on\.$/),
    });
  });

  test('check accepts printed words that the text breaks', async () => {
    const claim = claimYaml('huawei', 'deepseek-r1', quote).replace(
      'said-by',
      'printed: "today, the company", said-by',
    );
    expect((await run(['check', textKb(WRAPPED, claim)])).out).not.toContain('as-printed');
  });
});
