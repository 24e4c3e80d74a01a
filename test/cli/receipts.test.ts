/** Passages and citations as a person reads them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Citation } from '../../src/query/answers/cite.ts';
import { ask, askJson, packageFolder } from '../support/run.ts';

test('--quotes shows below each line the passages with publisher, title, date and lines', async () => {
  const { out } = await ask('who-supports deepseek-v3 --scope exact --quotes', { columns: 80 });
  expect(stripVTControlCharacters(out)).toMatchInlineSnapshot(`
    "Who supports DeepSeek-V3?

    DeepSeek-V3 named
      Supporter      Role         Status     Via   Said by  Date
      Moore Threads  chip vendor  ○ pledged  KUAE  itself   2025-02-04
        line 12  “To push forward the development of the domestic AI ecosystem,
                 Moore Threads will open its proprietary KUAE GPU intelligent
                 computing cluster to fully support the distributed deployment of
                 DeepSeek’s V3 and R1 models,” the company wrote
        line 8   Moore Threads Technology, a graphics processing unit (GPU) design
                 company created by former Nvidia China general manager Zhang
                 Jianzhong, said in a WeChat post on Tuesday
        line 16  Moore Threads’ pledge comes days after
        [1] SCMP, “Tech war: China’s chip firms embrace DeepSeek in AI
        self-sufficiency drive”, 2025-02-05

    Sources
      [1] SCMP, “Tech war: China’s chip firms embrace DeepSeek in AI
          self-sufficiency drive”, 2025-02-05, republished by The Star
          (scmp-deepseek-chips)
          https://www.thestar.com.my/tech/tech-news/2025/02/05/tech-war-chinas-chip-firms-embrace-deepseek-in-ai-self-sufficiency-drive

    1 direct · 1 claim · 1 source
    chipkb cite <supporter> deepseek-v3 cites it
    "
  `);
  const inPipe = await ask('who-supports deepseek-v3 --scope exact -v');
  expect(inPipe.out.match(/^ {4}line (8 |12|16) {2}> .*$/gm)).toHaveLength(3);
  expect((await ask('supports moore-threads -v')).out.match(/ > /g)).toHaveLength(6);
  expect((await ask('claims --from metax -v')).out.match(/^ {4}line 20 {2}> .*$/gm)).toHaveLength(2);
  const data = '--scope exact --json';
  expect(await ask(`who-supports v3 -v ${data}`)).toEqual(await ask(`who-supports v3 ${data}`));
});

test('why marks the passage in its paragraph, dates undated claims, and lists each source once', async () => {
  const { out } = await ask('why huawei deepseek-r1', { columns: 80 });
  const text = stripVTControlCharacters(out);
  expect(text).toMatchInlineSnapshot(`
    "What links Huawei and DeepSeek-R1?

    Huawei supports DeepSeek models, the family, version not stated
      ◐ in progress · wording: “was working with” · via Ascend cloud service · with
      SiliconFlow · first-party · ≤ 2025-02-05 (the date of the source)
      Note: To make them available “to end users”. The article prints no day.
      [1] line 16
        Photo: EPA-EFE
        Moore Threads’ pledge comes days after China’s tech champion Huawei
        Technologies said it was working with Beijing-based AI infrastructure
        start-up SiliconFlow to make DeepSeek’s models available to end users
        through the telecoms giant’s Ascend cloud service. It offers computing
        performance matching that of DeepSeek models running on global premium GPUs,
        according to Huawei.

    Huawei supports DeepSeek models, the family, version not stated
      ◐ in progress · wording: “worked overtime” · third-party, by SCMP · “during
      the Lunar New Year holiday”, ≤ 2025-02-05
      Note: They worked to support the models on “their respective platform”, which
      the article does not name; it does not say that the work is done. The day as
      printed is that of the work. “DeepSeek’s new models” is the family.
      “including” is not a full list.
      [1] line 30
        Photo: Reuters
        Besides GPU developers, China’s major cloud service providers – including
        Alibaba Group Holding, Tencent Holdings, Huawei and Baidu – worked overtime
        during the Lunar New Year holiday to support DeepSeek’s new models on their
        respective platform, as demand from Chinese consumers and businesses soared.
        Alibaba owns the South China Morning Post.

    SiliconFlow supports DeepSeek models, the family, version not stated
      ◐ in progress · wording: “was working with” · via Ascend cloud service · with
      Huawei · third-party, by Huawei · ≤ 2025-02-05 (the date of the source)
      Note: To make them available “to end users”. Said by Huawei of the work of
      both; the article reports no statement of SiliconFlow, and prints no day.
      [1] line 16
        Photo: EPA-EFE
        Moore Threads’ pledge comes days after China’s tech champion Huawei
        Technologies said it was working with Beijing-based AI infrastructure
        start-up SiliconFlow to make DeepSeek’s models available to end users
        through the telecoms giant’s Ascend cloud service. It offers computing
        performance matching that of DeepSeek models running on global premium GPUs,
        according to Huawei.

    Sources
      [1] SCMP, “Tech war: China’s chip firms embrace DeepSeek in AI
          self-sufficiency drive”, 2025-02-05, republished by The Star
          (scmp-deepseek-chips)
          https://www.thestar.com.my/tech/tech-news/2025/02/05/tech-war-chinas-chip-firms-embrace-deepseek-in-ai-self-sufficiency-drive

    3 claims · 1 source        chipkb cite huawei deepseek-r1 cites them
    "
  `);
  expect(text).not.toMatch(/^ *>/m);
  expect(out).toContain('comes days after \u001b[22m\u001b[1mChina’s tech champion Huawei');
  const inPipe = (await ask('why huawei deepseek-r1')).out;
  expect(inPipe.match(/^ {4}> .*$/gm)).toHaveLength(3);
  expect(inPipe.match(/https:/g)).toHaveLength(1);
});

test('a quote in an answer comes with the publisher and the dates of its source', () => {
  const folder = join(packageFolder, 'docs/output');
  const without = readdirSync(folder).filter((file) => {
    let isWithout = false;
    JSON.parse(readFileSync(join(folder, file), 'utf8'), (key, value: unknown) => {
      const fields = key === 'properties' ? Object.keys(value as object) : [];
      if (fields.includes('quote') && fields.includes('start') && !fields.includes('published'))
        isWithout = true;
      return value;
    });
    return isWithout;
  });
  // `source` prints the passages of one source, whose publisher and dates it gives once.
  expect(without).toEqual(['source.schema.json']);
});

test('cite shows source, republication, claim, claimant and passages', async () => {
  const { out } = await ask('cite iluvatar-corex deepseek-r1', { columns: 80 });
  expect(stripVTControlCharacters(out)).toMatchInlineSnapshot(`
    "“Tech war: China’s chip firms embrace DeepSeek in AI self-sufficiency drive”,
    SCMP, 2025-02-05 (the address of the republication by The Star; the text prints
    no date)
    Republished by The Star: https://www.thestar.com.my/tech/tech-news/2025/02/05/tech-war-chinas-chip-firms-embrace-deepseek-in-ai-self-sufficiency-drive

      Iluvatar Corex supports DeepSeek-R1 (in progress), said by Iluvatar Corex,
      “Tuesday”, 2025-02-04 (computed from the republication on Wednesday
      2025-02-05, the Tuesday before it):
        line 24  Shanghai-based GPU start-up Iluvatar Corex, which said on Tuesday
                 it was working with partners to ensure quick and easy access to
                 DeepSeek-R1.

    1 source        --format markdown, bibtex, ris or csl prints other styles
    "
  `);
});

const CLAIM = 'metax.supports.deepseek-r1-based-models@scmp-deepseek-chips';

test.each([
  ['metax deepseek-r1', CLAIM],
  [CLAIM, CLAIM],
  ['scmp-deepseek-chips', ''],
  ['scmp.description+nvidia@scmp-deepseek-chips', 'scmp.description+nvidia@scmp-deepseek-chips'],
])('cite %s cites the source, and what was asked for', async (words, id) => {
  const [citation, ...more] = await askJson<Citation[]>(`cite ${words}`);
  const cited = [...(citation?.claims ?? []), ...(citation?.remarks ?? [])].map((statement) => statement.id);
  expect({ source: citation?.source.id, cited: cited.join(), more }).toEqual({
    source: 'scmp-deepseek-chips',
    cited: id,
    more: [],
  });
});

test('cite takes several ids, also from standard input', async () => {
  const ids = [CLAIM, 'alibaba.owns.scmp@scmp-deepseek-chips'];
  const { out } = await ask('cite - --json', { input: `${ids.join('\n')}\n` });
  const [citation] = JSON.parse(out) as Citation[];
  expect(citation?.claims.map(({ id }) => id)).toEqual(ids);
  expect((await ask(`cite ${ids.join(' ')} --json`)).out).toBe(out);
  expect((await ask('cite -', { input: 'nvidia\n' })).code).toBe(2);
});

test.each([
  ['cite nvidia', 2, 'cite needs ids of claims, remarks or sources, or two names'],
  [`cite ${CLAIM} nvidia`, 2, 'cite needs ids of claims, remarks or sources, or two names'],
  ['cite nobody@scmp-deepseek-chips', 3, 'no claim or remark is called “nobody@scmp-deepseek-chips”'],
  ['cite a.supports.b@nowhere', 3, 'no claim or remark is called “a.supports.b@nowhere”'],
  ['cite huawei deepseek-r2', 3, 'no entity is called “deepseek-r2”'],
  ['why huawei deepseek-r1 --format bibtex', 2, 'why has no format bibtex'],
  ['cite huawei deepseek-r1 --format sarif', 2, 'cite has no format sarif'],
])('%s exits with %i', async (line, code, message) => {
  const ran = await ask(line);
  expect({ code: ran.code, out: ran.out, said: ran.err.includes(message) ? message : ran.err }).toEqual({
    code,
    out: '',
    said: message,
  });
});

test.each([
  [
    'markdown',
    /^\[\^scmp-deepseek-chips\]: “\[Tech war/,
    /\n {4}> Shanghai-based GPU start-up .*\(line 24\)\n/,
  ],
  [
    'bibtex',
    /^@misc\{scmp-deepseek-chips,\n/,
    /annote = \{Iluvatar Corex supports DeepSeek-R1 \(in progress\), said by/,
  ],
  ['ris', /^TY {2}- ELEC\r\n/, /N1 {2}- Iluvatar Corex .*line 24: "Shanghai-based GPU/],
  ['csl', /^\[\n {2}\{\n {4}"id": "scmp-deepseek-chips"/, /"note": "Read as republished by The Star/],
])('cite prints %s', async (format, start, part) => {
  const { code, out, err } = await ask(`cite iluvatar-corex deepseek-r1 --format ${format}`);
  expect({ code, err, start: start.test(out), part: part.test(out) }).toEqual({
    code: 0,
    err: '',
    start: true,
    part: true,
  });
});
