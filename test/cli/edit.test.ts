/** The commands that change a knowledge base: what they write, what they refuse, and that undoing a change restores every byte. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Claim } from '../../src/query/answers/claim.ts';
import { done, file, refused, SOURCE, source } from '../support/changes.ts';
import { copyOfData, removeCopies } from '../support/copy.ts';
import { ask, askJson, run } from '../support/run.ts';
import { isSlow } from '../support/runs.ts';
import { snapshot } from '../support/spawned.ts';

afterAll(removeCopies);

const vendors = (folder: string) => file(folder, 'entities/vendors.yaml');

test('a warning is new only once, though another claim changes the id of its claim', async () => {
  const folder = copyOfData();
  const add = (status: string) =>
    ask(
      `add edge baidu supports deepseek-v3 --status ${status} --source ${SOURCE} --said-by scmp --quote "Huawei and Baidu – worked overtime"`,
      { cwd: folder },
    );
  expect((await add('available')).out).toContain('New warnings');
  expect((await add('in-progress')).out).not.toContain('New warnings');
});

const BAIDU = `baidu.supports.deepseek-models@${SOURCE}`;
const MOORE = `moore-threads.supports.deepseek-r1@${SOURCE}`;

describe('set', () => {
  test.each([
    [
      'huawei.supports.deepseek-models+in-progress+scmp+during-the-lunar-new-year-holiday@scmp-deepseek-chips note x',
      `chipkb source ${SOURCE}`,
    ],
    ['huawei location Shenzhen', 'chipkb show huawei'],
    [`${SOURCE} published-basis x`, `chipkb source ${SOURCE}`],
  ])('%s names a command that works after the change', async (words, next) => {
    const folder = copyOfData();
    const { err, out } = await ask(`set ${words}`, { cwd: folder });
    expect(err + out).toContain(next);
    expect(await ask(next.slice('chipkb '.length), { cwd: folder })).toMatchObject({ code: 0 });
  });

  test.each<[string, (folder: string) => string, string]>([
    ['set nvidia location "Santa Clara"', vendors, '  location: Santa Clara\n'],
    ['set NVIDIA location 圣克拉拉', vendors, '  location: 圣克拉拉\n'],
    [
      'set baidu location --unset',
      vendors,
      '- id: baidu\n  name: Baidu\n  kind: company\n  roles: [cloud-provider]\n  aliases:',
    ],
    ['set huawei roles cloud-provider chip-vendor', vendors, '  roles: [cloud-provider, chip-vendor]\n'],
    ['set huawei roles infrastructure --append', vendors, '  roles: [cloud-provider, infrastructure]\n'],
    ['set huawei links https://www.huawei.com', vendors, '  links:\n    - https://www.huawei.com\n'],
    ['set baidu aliases "{name: 度娘, lang: zh}" --append', vendors, '    - {name: 度娘, lang: zh}\n'],
    [`set ${SOURCE} retrieved 2025-03-01`, source, '\nretrieved: 2025-03-01\ntext:'],
    [`set ${SOURCE} extent.last 40`, source, 'extent: {first: 1, last: 40}\n'],
    [
      `set baidu.supports.deepseek-models@${SOURCE} note "Only this one."`,
      source,
      '    to: deepseek-models\n',
    ],
    [`set ${SOURCE} publisher reuters`, source, '\npublisher: reuters\n'],
    [`set ${SOURCE} republished-by Reuters`, source, '\nrepublished-by: reuters\n'],
    [
      `set ${BAIDU} date=2025-01-29/2025-02-04 "date-basis=The holiday = 2025."`,
      source,
      `    from: [baidu]
    to: deepseek-models
    status: in-progress
    printed: worked overtime
    said-by: scmp
    printed-date: during the Lunar New Year holiday
    date: 2025-01-29/2025-02-04
    date-basis: The holiday = 2025.
`,
    ],
    [`set ${SOURCE} extent.first=1 extent.last=40`, source, '\nextent: {first: 1, last: 40}\n'],
    [
      'set huawei roles=chip-vendor roles=infrastructure location=Shenzhen',
      vendors,
      '  roles: [chip-vendor, infrastructure]\n',
    ],
    [
      `set ${MOORE} printed-date date date-basis --unset`,
      source,
      '    to: [deepseek-r1]\n    status: pledged\n    via: kuae\n    printed: will open\n    said-by: moore-threads\n    channel: WeChat post\n    note:',
    ],
    [`set ${SOURCE} author "A. Writer"`, source, '\nauthor: A. Writer\npublisher: scmp\n'],
  ])('%s', async (line, read, expected) => {
    const folder = copyOfData();
    await done(folder, line);
    expect(read(folder)).toContain(expected);
  });

  test('splitting an entry keeps the comments of each part, and quoting in both', async () => {
    const folder = copyOfData();
    const path = join(folder, 'sources', `${SOURCE}.yaml`);
    const before = `    to: # the two
      - deepseek-v3 # the one
      # and
      - deepseek-r1 # the other
    status: pledged # a plan
    via: 'kuae'
`;
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(
        '    to: [deepseek-v3, deepseek-r1]\n    status: pledged\n    via: kuae\n',
        before,
      ),
    );
    await done(folder, `set moore-threads.supports.deepseek-v3@${SOURCE} note Changed.`);
    expect(source(folder)).toContain(
      `    to: # the two\n      # and\n      - deepseek-r1 # the other\n    status: pledged # a plan\n    via: 'kuae'\n`,
    );
    expect(source(folder)).toContain(
      `    to: # the two\n      - deepseek-v3 # the one\n    status: pledged # a plan\n    via: 'kuae'\n`,
    );
  });

  test('removing a record removes the comments right above it, and formatting keeps their order', async () => {
    const folder = copyOfData();
    const path = join(folder, 'entities', 'people.yaml');
    const record = (id: string) => `- id: ${id}\n  name: ${id}\n  kind: person\n  description: A person.\n`;
    const text = `${readFileSync(path, 'utf8')}\n# About xaver\n${record('xaver')}\n# About yolanda\n${record('yolanda')}# one\n  # two\n${record('zeno')}`;
    writeFileSync(path, text);
    await done(folder, 'remove xaver');
    expect(readFileSync(path, 'utf8')).toBe(text.replace(`# About xaver\n${record('xaver')}\n`, ''));
    await done(folder, 'fmt');
    expect(readFileSync(path, 'utf8')).toContain(`${record('yolanda')}\n# one\n# two\n${record('zeno')}`);
    await done(folder, 'remove zeno');
    expect(readFileSync(path, 'utf8')).toMatch(/# About yolanda\n- id: yolanda\n(?: {2}.*\n)+$/);
  });

  test('setting the same value of one claim of a list changes nothing', async () => {
    const folder = copyOfData();
    const before = source(folder);
    const { err } = await ask(`set moore-threads.supports.deepseek-r1@${SOURCE} status pledged`, {
      cwd: folder,
    });
    expect(err).toBe('Nothing to change.\n');
    expect(source(folder)).toBe(before);
  });

  test('changing one claim of a list moves it to its own entry', async () => {
    const folder = copyOfData();
    await done(folder, `set moore-threads.supports.deepseek-r1@${SOURCE} note Changed.`);
    const claims = await askJson<{ from: { id: string }; to: { id: string }; note: string }[]>(
      `why moore-threads deepseek-r1 --data ${folder}`,
    );
    expect(claims.map(({ note }) => note)).toEqual(['Changed.']);
    const other = await askJson<{ note: string }[]>(`why moore-threads deepseek-v3 --data ${folder}`);
    expect(other.map(({ note }) => note.slice(0, 16))).toEqual(['The future tense']);
  });

  test.each([
    ['set nvidia nonsense x', 2, 'there is no field “nonsense”'],
    ['set nvidia id x', 2, 'chipkb rename nvidia'],
    ['set nvidia location', 2, 'no value for location is given'],
    ['set nvidia location a b', 2, 'location takes one value'],
    ['set nvidia location=x --unset', 2, '--unset takes no value'],
    ['set nvidia location x --unset', 2, 'there is no field “x” of nvidia'],
    [
      'set nvidia location=a b',
      2,
      '“b” is not of the form field=value\nPut text of several words in quotes.',
    ],
    ['set nvidia location=a location=b', 2, 'location takes one value'],
    ['set nvidia location=a nonsense=b', 2, 'there is no field “nonsense”'],
    [`set baidu.supports.deepseek-models@${SOURCE} said-by=nobody note=x`, 3, 'no entity is called “nobody”'],
    [
      `set ${BAIDU} date 2025-02-04`,
      4,
      `These fields can be changed together: \`chipkb set ${BAIDU} printed-date="…" date="2025-02-04" date-basis="…"\`.`,
    ],
    [`set ${MOORE} date --unset`, 4, `\`chipkb set ${MOORE} printed-date date date-basis --unset\``],
    ['set nvidia links --unset', 2, 'the field links is not set'],
    ['set nvidai location x', 3, 'no entity is called “nvidai”'],
    ['set ascend location x', 3, '“ascend” is ambiguous'],
    ['set nvidia kind model', 4, 'would introduce'],
    ['set nvidia name --unset', 4, 'this field is missing'],
    [`set ${SOURCE} publisher nobody`, 3, 'no entity is called “nobody”'],
    [`set baidu.supports.r9@${SOURCE} status available`, 3, 'no claim is called'],
    ['set nvidia __proto__.x y', 2, 'there is no field “__proto__”'],
    ['set nvidia location.foo x', 2, 'location is not a record'],
    ['set nvidia aliases.0 x', 2, 'aliases is not a record'],
    ['set huawai location x', 3, 'Did you mean?\n  huawei '],
    [`set nvidia.makes.x@${SOURCE} note x`, 3, 'no claim is called'],
    ['set nvidia aliases "[unclosed" --append', 2, 'is not YAML'],
  ])('refuses: %s', (line, code, words) => refused(line, code, words));

  test('setting the same value changes nothing', async () => {
    const { code, out, err } = await ask('set nvidia location US', { cwd: copyOfData() });
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'Nothing to change.\n' });
  });
});

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

describe('undoing a change restores every byte', () => {
  const there: [string, string][] = [
    ['add entity Example --kind framework --description "A framework."', 'remove example'],
    ['add entity Example --kind company --description "A firm."', 'remove example'],
    [
      `add edge deepseek-r1-based-models runs-on metax-gpus --source ${SOURCE} --said-by gitee-ai --quote "GPUs from Shanghai-based chip designer MetaX"`,
      `remove deepseek-r1-based-models.runs-on.metax-gpus@${SOURCE}`,
    ],
    ['add source kb.yaml --id note --publisher scmp --published 2025-02-05', 'remove note'],
    [`rename ${SOURCE} article`, `rename article ${SOURCE}`],
    ['set nvidia links https://nvidia.com', 'set nvidia links --unset'],
  ];
  test.each(there)('%s, %s', async (line, back) => {
    const folder = copyOfData();
    const before = snapshot(dirname(folder));
    await done(folder, line);
    expect(snapshot(dirname(folder))).not.toEqual(before);
    await done(folder, back);
    expect(snapshot(dirname(folder))).toEqual(before);
  });

  test('renaming an entity of each kind and back restores every byte', async () => {
    const folder = copyOfData();
    const before = snapshot(folder);
    const entities = await askJson<{ id: string; kind: string }[]>('list');
    // The last entity of each kind; `npm run test:slow` tries every entity.
    const tried = isSlow ? entities : [...new Map(entities.map((entity) => [entity.kind, entity])).values()];
    expect(tried.length).toBeGreaterThan(5);
    for (const { id } of tried) {
      await done(folder, `rename ${id} ${id}-2`);
      expect((await ask('check', { cwd: folder })).code).toBe(0);
      await done(folder, `rename ${id}-2 ${id}`);
      expect({ id, files: snapshot(folder) }).toEqual({ id, files: before });
    }
  });
});

describe('rename', () => {
  test('updates every reference and keeps the old id as an alias', async () => {
    const folder = copyOfData();
    await done(folder, 'rename huawei hw');
    expect(source(folder)).not.toMatch(/\bhuawei\b(?!-)/);
    expect(await askJson(`show huawei --data ${folder}`)).toMatchObject({ id: 'hw' });
    const [change] = await askJson<{ change: string; id: string; formerId: string }[]>(
      `diff ${join('data')} ${folder}`,
    );
    expect(change).toMatchObject({ change: 'renamed', id: 'hw', formerId: 'huawei' });
  });

  test('updates the exceptions in kb.yaml', async () => {
    const folder = copyOfData();
    const kb = join(folder, 'kb.yaml');
    await done(folder, 'add entity Example --kind framework --description "A framework."');
    writeFileSync(
      kb,
      `${readFileSync(kb, 'utf8')}exceptions:\n  - rule: mentioned\n    record: example\n    reason: A test.\n`,
    );
    await done(folder, 'rename example sample');
    expect(readFileSync(kb, 'utf8')).toContain('    record: sample\n');
    expect((await ask('check --strict', { cwd: folder })).code).toBe(0);
  });

  test.each([
    ['rename nvidia baidu', 4, '`chipkb merge nvidia baidu`'],
    ['rename nvidia "N V"', 2, '“N V” is not a valid id'],
    ['rename nvidia ../x', 2, 'is not a valid id'],
    [`rename ${SOURCE} ../x`, 2, 'is not a valid id'],
    ['rename nvidai x', 3, 'no entity is called'],
  ])('refuses: %s', (line, code, words) => refused(line, code, words));
});

describe('remove', () => {
  test.each([
    ['remove huawei', 4, 'With --cascade they are removed too.'],
    ['remove scmp --cascade', 4, 'It published or republished them'],
    ['remove the-star --cascade', 4, 'It published or republished them'],
    [`remove ${SOURCE}`, 4, 'With --cascade'],
    ['remove nobody', 3, 'no entity is called'],
  ])('refuses: %s', (line, code, words) => refused(line, code, words));

  test('--cascade removes references, and of a list only the one id', async () => {
    const folder = copyOfData();
    await done(folder, 'remove huawei-ai-modules --cascade');
    expect(source(folder)).toContain('to: [huawei-server-clusters, huawei-accelerator-cards]');
    expect((await ask('check --strict', { cwd: folder })).code).toBe(0);
    const folder2 = copyOfData();
    await done(folder2, `remove moore-threads.supports.deepseek-v3@${SOURCE}`);
    const rows = await askJson<{ model: { id: string } }[]>(`supports moore-threads --data ${folder2}`);
    expect(rows.map(({ model }) => model.id)).toEqual(['deepseek-r1']);
  });

  test.each([
    'nvidia',
    'huawei',
    'deepseek-r1',
    'deepseek-models',
    'gitee-ai',
    'metax-gpus',
    'zhang-jianzhong',
  ])('--cascade leaves valid data: %s', async (id) => {
    const folder = copyOfData();
    await done(folder, `remove ${id} --cascade`);
    const { code, out } = await ask('check', { cwd: folder });
    expect({ code, errors: out.match(/.*: error .*/g) }).toEqual({ code: 0, errors: null });
    expect(source(folder)).not.toMatch(new RegExp(`[ [:]${id}[,\\]\\n]`));
    expect((await ask('fmt --check', { cwd: folder })).code).toBe(0);
  });
});

describe('merge', () => {
  test('the second entity takes over names, roles and references', async () => {
    const folder = copyOfData();
    await done(folder, 'add entity "Example GPUs" --kind hardware --description x --alias 示例');
    const { out } = await done(folder, 'merge metax-gpus example-gpus');
    expect(out).toMatch(/^metax-gpus is merged into example-gpus, which keeps its own description\n/);
    expect(await askJson(`show "MetaX GPUs" --data ${folder}`)).toMatchObject({ id: 'example-gpus' });
    expect(await askJson(`show metax-gpus --data ${folder}`)).toMatchObject({ id: 'example-gpus' });
    expect(source(folder)).not.toContain('metax-gpus');
    expect((await ask('check --strict', { cwd: folder })).code).toBe(0);
  });

  const MERGED = `baidu-search supports deepseek-models --source ${SOURCE} --status in-progress --said-by scmp`;
  const HOLIDAY = 'during the Lunar New Year holiday';

  test('a claim that both have becomes one with both passages', async () => {
    const folder = copyOfData();
    await done(folder, 'add entity "Baidu Search" --kind company --description x');
    await done(
      folder,
      `add edge ${MERGED} --printed-date "${HOLIDAY}" --quote "Baidu – worked overtime ${HOLIDAY}"`,
    );
    const { out } = await done(folder, 'merge baidu-search baidu');
    expect(out).toContain('joined 1 claim that both had\n');
    const [claim, ...others] = await askJson<Claim[]>(
      `claims --from baidu --relation supports --data ${folder}`,
    );
    expect({ printed: claim?.printed, passages: claim?.evidence.length, others }).toEqual({
      printed: 'worked overtime',
      passages: 2,
      others: [],
    });
    // The entry that listed it still states the other claims.
    expect(source(folder)).toContain('from: [alibaba, tencent, huawei]\n');
    expect((await ask('check', { cwd: folder })).code).toBe(0);
  });

  test('claims that both have, but with different words, are a conflict', async () => {
    const folder = copyOfData();
    await done(folder, 'add entity "Baidu Search" --kind company --description x');
    await done(
      folder,
      `add edge ${MERGED} --printed-date "${HOLIDAY}" --printed worked --quote "Baidu – worked overtime ${HOLIDAY}"`,
    );
    await refused('merge baidu-search baidu', 4, 'is already recorded', folder);
  });

  test.each([
    ['merge huawei huawei', 2, 'into itself'],
    ['rename huawei huawei', 2, 'the id is already huawei'],
    ['merge huawei deepseek-r1', 2, 'of kind company'],
    ['merge alibaba scmp', 2, 'of kind'],
    ['merge huawei siliconflow', 4, 'would introduce'],
  ])('refuses: %s', (line, code, words) => refused(line, code, words));
});

describe('init', () => {
  test('creates a knowledge base that passes every check and answers questions', async () => {
    const folder = dirname(copyOfData());
    const { code } = await ask('init new', { cwd: folder });
    const cwd = join(folder, 'new');
    expect(code).toBe(0);
    for (const line of [
      'check --strict',
      'fmt --check',
      'vendors --json',
      'matrix --json',
      'coverage --json',
    ])
      expect({ line, code: (await ask(line, { cwd })).code }).toEqual({ line, code: 0 });
    expect(existsSync(join(cwd, 'seeds/.gitattributes'))).toBe(true);
  });

  test('overwrites nothing', async () => {
    const folder = copyOfData();
    await refused('init', 4, 'kb.yaml already exists', folder);
    await refused('init ../data', 4, 'kb.yaml already exists', folder);
  });

  test('the example source only lacks the records that it refers to', async () => {
    const folder = dirname(copyOfData());
    await ask('init new', { cwd: folder });
    const cwd = join(folder, 'new');
    writeFileSync(join(cwd, 'sources/example-news-chip.yaml'), file(cwd, 'sources/example.yaml.txt'));
    const { out } = await ask('check', { cwd });
    // Only what it refers to is missing: its entities, with their names, and its text.
    expect(new Set(out.match(/\[\w[\w-]*\]/g))).toEqual(new Set(['[reference]', '[text]', '[quote-names]']));
  });
});

test.each(['set nvidia location x', 'add entity X --kind person --description x', 'fmt', 'check', 'build'])(
  '%s says of a file in --data that it is no folder, and what it is for',
  async (line) => {
    const folder = copyOfData();
    await done(folder, 'build --output ../kb.db');
    const { code, out, err } = await ask(`${line} --data ../kb.db`, { cwd: folder });
    expect(code).toBe(4);
    expect((out + err).replace(/\s+/g, ' ')).toContain(
      'kb.db: error [folder] this is a file, not a folder; a file that `chipkb build` created only answers questions Name a folder that contains kb.yaml with --data',
    );
  },
);

describe('data with errors', () => {
  test('can be repaired by a command', async () => {
    const folder = copyOfData();
    const path = join(folder, 'entities/vendors.yaml');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(
        'kind: company\n  roles: [chip-vendor]',
        'kind: model\n  roles: [chip-vendor]',
      ),
    );
    expect((await ask('check', { cwd: folder })).code).toBe(4);
    await done(folder, 'set moore-threads kind company');
    expect((await ask('check', { cwd: folder })).code).toBe(0);
  });

  test('is not changed if a file cannot be parsed', async () => {
    const folder = copyOfData();
    writeFileSync(join(folder, 'entities/models.yaml'), '- id: [');
    await refused('set nvidia location x', 4, 'entities/models.yaml', folder);
  });
});

test('refuses to change the bundled data of an installed package', async () => {
  const elsewhere = join(dirname(copyOfData()), 'seeds');
  const installed = dirname(copyOfData());
  for (const line of ['set nvidia location x', 'fmt', 'add entity X --kind person --description x']) {
    const { code, err } = await ask(line, { cwd: elsewhere, packageFolder: installed });
    expect({ line, code, err }).toMatchObject({
      line,
      code: 2,
      err: expect.stringContaining('`chipkb init`'),
    });
  }
});

test('a dry run shows the diff and writes nothing', async () => {
  const folder = copyOfData();
  const before = snapshot(dirname(folder));
  const { code, out, err } = await ask('set nvidia location 上海 --dry-run', { cwd: folder });
  expect(code).toBe(0);
  expect(out).toContain('  -  location: US\n  +  location: 上海\n');
  expect(err).toContain('1 file would change; nothing was written');
  expect(snapshot(dirname(folder))).toEqual(before);
});

test('--json reports what was written', async () => {
  const { code, out, err } = await ask('set nvidia location x --json', { cwd: copyOfData() });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject({
    written: true,
    files: [{ file: 'entities/vendors.yaml', change: 'changed' }],
    warnings: [],
  });
});
