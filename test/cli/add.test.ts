/** `add entity`, `add edge` and `add source`: what they record, and what they refuse. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { done, file, refused, SOURCE, source } from '../support/changes.ts';
import { copyOfData, removeCopies } from '../support/copy.ts';
import { ask, askJson, run } from '../support/run.ts';

afterAll(removeCopies);

const vendors = (folder: string) => file(folder, 'entities/vendors.yaml');

describe('add', () => {
  test('an entity is appended to the file of its kind', async () => {
    const folder = copyOfData();
    await done(
      folder,
      'add entity 寒武纪 --id cambricon --kind company --role chip-vendor --alias Cambricon --description "A chip firm."',
    );
    expect(vendors(folder)).toMatch(
      /\n\n- id: cambricon\n {2}name: 寒武纪\n {2}kind: company\n {2}roles: \[chip-vendor\]\n {2}aliases:\n {4}- Cambricon\n {2}description: A chip firm\.\n$/,
    );
    expect(await askJson<{ id: string }>(`show cambricon --data ${folder}`)).toMatchObject({
      id: 'cambricon',
    });
  });

  test('a claim is recorded with its qualifiers', async () => {
    const folder = copyOfData();
    await done(
      folder,
      `add edge deepseek-r1-based-models runs-on "MetaX GPUs" --source ${SOURCE} --said-by "Gitee AI" --note Words. --quote "servers powered by GPUs from Shanghai-based chip designer MetaX"`,
    );
    expect(source(folder)).toContain(
      `  - relation: runs-on
    from: deepseek-r1-based-models
    to: metax-gpus
    said-by: gitee-ai
    note: Words.
    evidence:
      - quote: servers powered by GPUs from Shanghai-based chip designer MetaX
`,
    );
  });

  test.each([
    [`add edge baidu owns tencent --source ${SOURCE} --quote "Baidu owns Tencent"`, 4, 'quote not found in'],
    [`add edge baidu owns tencent --source ${SOURCE}`, 2, '--quote is missing'],
    [
      `add edge huawei supports deepseek-models --status in-progress --via ascend-cloud-service --with siliconflow --source ${SOURCE} --quote "Huawei Technologies said it was working with Beijing-based AI infrastructure start-up SiliconFlow to make DeepSeek’s models available to end users through the telecoms giant’s Ascend cloud service"`,
      4,
      'this claim, as huawei.supports.deepseek-models+ascend-cloud-service',
    ],
    [
      `add edge metax makes metax-gpus --said-by gitee-ai --source ${SOURCE} --quote "chip designer MetaX"`,
      4,
      'this claim, as metax.makes.metax-gpus@',
    ],
    [
      `add edge siliconflow partners-with huawei --source ${SOURCE} --quote "Huawei Technologies said it was working with Beijing-based AI infrastructure start-up SiliconFlow"`,
      4,
      'this claim, as huawei.partners-with.siliconflow@',
    ],
    ['add edge baidu owns tencent --quote x', 2, '--source is missing'],
    [
      'add edge baidu supports r1',
      2,
      '--source, --quote and --status are missing\n--source takes the id of the source. --quote takes the passage, verbatim. --status says how firm the claim is: pledged,',
    ],
    [
      `add edge biadu,ascend supports r1,r9 --status available --via nothing --said-by "a, b" --source nowhere --quote x`,
      3,
      'no source is called “nowhere”; no entity is called “a, b”; no entity is called “biadu”; “ascend” is ambiguous; no entity is called “r9”; no entity is called “nothing”\nSources:\n',
    ],
    [
      `add edge ascend supports r9 --status available --source ${SOURCE} --quote x`,
      3,
      'Use one of the ids for “ascend”. `chipkb add entity "r9" --kind model --description "…"` adds it.',
    ],
    [
      `add edge baidu,biadu owns tencent --source ${SOURCE} --quote x`,
      3,
      'Did you mean?\n  baidu  Baidu, company\n`chipkb add entity "biadu" --kind <company|person> --description "…"` adds it.',
    ],
    [
      'add edge alibaba,,tencent owns scmp --source nowhere --quote x',
      3,
      'no source is called “nowhere”; no entity has an empty name',
    ],
    [
      `add edge deepseek-r1 owns tencent --status available --printed-date "last year" --source ${SOURCE} --quote "Baidu owns Tencent"`,
      4,
      'would introduce 4 errors',
    ],
    [`add edge baidu loves tencent --source ${SOURCE} --quote x`, 2, 'there is no relation “loves”'],
    [`add edge biadu owns tencent --source ${SOURCE} --quote x`, 3, 'no entity is called “biadu”'],
    ['add edge baidu owns tencent --source nowhere --quote x', 3, 'no source is called “nowhere”'],
    [
      `add edge alibaba supports deepseek-r1 --status maybe --source ${SOURCE} --quote x`,
      2,
      '“maybe” is not a valid value of --status',
    ],
    ['add entity Nvidia --kind company --description x', 4, 'an entity with the id nvidia already exists'],
    ['add entity Example --description x', 2, '--kind is missing'],
    ['add entity Example --kind company', 2, '--description is missing'],
    ['add entity 例 --kind company --description x', 2, '--id is missing'],
    ['add entity Example --id "a b" --kind company --description x', 2, '“a b” is not a valid id'],
    ['add entity Other --kind company --description x --alias 华为', 4, 'would introduce'],
    ['add source no-such-file', 2, 'there is no file “no-such-file”'],
    ['add source entities', 2, 'is not a regular file'],
    [`add source kb.yaml --id ${SOURCE} --publisher scmp --published 2025-02-05`, 4, 'already exists'],
    [
      'add source kb.yaml --id x --publisher scpm --published 2025-02-05',
      3,
      'no publisher is called “scpm”\nSimilar names:\n  scmp ',
    ],
    [
      'add source kb.yaml --id x --publisher "A $B" --republished-by nobody --published 2025-02-05',
      3,
      'no publisher is called “A $B”; no publisher is called “nobody”',
    ],
    [
      'add source kb.yaml --id x --publisher 示例快讯 --published 2025-02-05',
      3,
      '`chipkb add entity "示例快讯" --id <id> --kind publisher --description "…"` adds it.',
    ],
    ['add source kb.yaml --id x --publisher scmp', 2, '--published is missing'],
    [
      'add source kb.yaml --title 摩尔线程',
      2,
      '--publisher, --published and --id are missing\nThe document does not name its publisher. The document contains no date that can be read; `--published unknown` says that it is not known. No id can be derived from the title.',
    ],
    [
      'add source kb.yaml --id nvidia --publisher scmp --published 2025-02-05',
      4,
      'an entity with the id nvidia already exists',
    ],
    ['add source kb.yaml --id ../x --publisher scmp --published 2025-02-05', 2, '“../x” is not a valid id'],
    [
      'add source kb.yaml --id x --publisher scmp --published 2025-02-30',
      2,
      '“2025-02-30” is not a valid value of --published',
    ],
    [
      'add source kb.yaml --id x --publisher scmp --published 2025-02-05 --lines 9-3',
      2,
      '--lines must be two line numbers',
    ],
    ['add source kb.yaml --id x --publisher scmp --published 2025-02-05 --lines 1-99', 4, 'would introduce'],
  ])('refuses: %s', (line, code, words) => refused(line, code, words));

  test('a claim has a list at each end, and a name may contain a comma', async () => {
    const folder = copyOfData();
    await done(folder, 'add entity "Chips, Inc." --kind company --description x');
    const line = `add edge "alibaba, 腾讯,Chips, Inc." supports r1,v3 --status in-progress --source ${SOURCE} --said-by scmp --quote "Huawei and Baidu – worked overtime"`;
    await refused(line, 3, 'no entity is called “Chips”; no entity is called “Inc.”', folder);
    const { out } = await done(folder, line.replace('alibaba, 腾讯,', ''));
    expect(out).toContain('chips-inc supports deepseek-r1, deepseek-v3');
    const other = await done(folder, line.replace(',Chips, Inc.', ''));
    expect(other.out).toContain('alibaba, tencent supports deepseek-r1, deepseek-v3');
    expect(source(folder)).toContain(
      '  - relation: supports\n    from: [alibaba, tencent]\n    to: [deepseek-r1, deepseek-v3]\n',
    );
  });

  test('rejects a text that is already stored, and shows how the text prints a quote that was typed with other punctuation', async () => {
    await refused(
      `add source ../seeds/000_20976bf55dca39ff.txt --id again --publisher scmp --published 2025-02-05`,
      4,
      `this text, as the source ${SOURCE}, already exists`,
    );
    await refused(
      `add edge alibaba owns scmp --source ${SOURCE} --quote "DeepSeek's V3 and R1 models"`,
      4,
      "The text prints it as “DeepSeek’s V3 and R1 models”: it has ’ (U+2019) for '.",
    );
  });

  test('the id of a source is made of its title, with the date if something else has it', async () => {
    const folder = copyOfData();
    const add = (title: string, date: string, text: string) =>
      run(['add', 'source', '-', '--title', title, '--publisher', 'scmp', '--published', date], {
        cwd: folder,
        input: `Another title\n\n${text}\n`,
      });
    const sources = () => readdirSync(join(folder, 'sources')).filter((name) => name.startsWith('huawei'));
    const first = await add('Huawei', '2025-02-05', 'One.');
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('Huawei (huawei-2025-02-05)') });
    expect(first.err).toContain('The id is huawei-2025-02-05: an entity with the id huawei already exists.');
    writeFileSync(join(folder, '../seeds/huawei-chips.txt'), 'Mine.\n');
    await add('Huawei chips', '2025-02-05', 'Two.');
    expect(sources()).toEqual(['huawei-2025-02-05.yaml', 'huawei-chips-2025-02-05.yaml']);
    const third = await add('Huawei', '2025-02-05', 'Three.');
    expect(third.code).toBe(2);
    expect(third.err).toContain(
      '--id is missing\nAn entity with the id huawei and a source with the id huawei-2025-02-05 already exist.',
    );
    expect(sources()).toHaveLength(2);
  });

  test('a source is recorded with what its document states, its author too, and the answer shows it', async () => {
    const folder = copyOfData();
    const page =
      '<!doctype html><title>L7</title><meta name="author" content="A. Writer"><meta property="og:site_name" content="SCMP"><meta property="article:published_time" content="2025-03-12"><link rel="canonical" href="https://example.org/l7"><h1>Lantern chips L7</h1><p>Words.';
    const { code, out } = await run(['add', 'source', '-'], { cwd: folder, input: page });
    expect(code).toBe(0);
    expect(out).toContain(
      '  +title: Lantern chips L7\n  +author: A. Writer\n  +publisher: scmp\n  +url: https://example.org/l7\n  +published: 2025-03-12\n',
    );
    const other = await run(['add', 'source', '-', '--id', 'b', '--author', 'B', '--lines', '1-1'], {
      cwd: copyOfData(),
      input: page,
    });
    expect(other.out).toContain('  +author: B\n');
  });

  test('a source is stored byte for byte', async () => {
    const folder = copyOfData();
    const text = 'Titel “x”\r\n\r\n摩尔线程 said.\r\nlast line without an end';
    const ran = await run(
      ['add', 'source', '-', '--id', 'note', '--publisher', 'scmp', '--published', '2025-02-05', '-q'],
      {
        cwd: folder,
        input: text,
      },
    );
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: '' });
    expect(readFileSync(join(folder, '../seeds/note.txt'), 'utf8')).toBe(text);
    expect(await askJson(`source note --data ${folder}`)).toMatchObject({ title: 'Titel “x”' });
  });
});

test('add source records author, republisher and archived copy, and the answers have them', async () => {
  const folder = copyOfData();
  await done(
    folder,
    'add source kb.yaml --id note --publisher scmp --published 2025-02-05 --author "A. Writer" --author "B. Writer" --republished-by "The Star" --url https://example.org/a --archived https://example.org/b',
  );
  expect(readFileSync(join(folder, 'sources/note.yaml'), 'utf8')).toContain(
    'author: [A. Writer, B. Writer]\npublisher: scmp\nrepublished-by: the-star\nurl: https://example.org/a\narchived: https://example.org/b\n',
  );
  expect(await askJson(`source note --data ${folder}`)).toMatchObject({
    author: ['A. Writer', 'B. Writer'],
    publisher: { id: 'scmp' },
    republishedBy: { id: 'the-star', name: 'The Star', kind: 'publisher' },
    archived: 'https://example.org/b',
  });
  expect((await ask('fmt --check', { cwd: folder })).code).toBe(0);
  expect((await ask('source note', { cwd: folder })).out).toContain(
    '  by A. Writer, B. Writer\n  republished by The Star\n  https://example.org/a\n  archived: https://example.org/b\n',
  );
  expect((await ask('cite note', { cwd: folder })).out).toMatch(
    /^A\. Writer and B\. Writer, “.*”, SCMP, 2025-02-05\nRepublished by The Star: https:\/\/example\.org\/a\nArchived: https:\/\/example\.org\/b\n/m,
  );
});
