/** The commands that change a knowledge base: what they write, what they refuse, and that undoing a change restores every byte. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Claim } from '../../src/query/answers/claim.ts';
import { done, file, refused, SOURCE, source } from '../support/changes.ts';
import { copyOfData, removeCopies } from '../support/copy.ts';
import { ask, askJson } from '../support/run.ts';
import { isSlow } from '../support/runs.ts';
import { snapshot } from '../support/spawned.ts';

afterAll(removeCopies);

const vendors = (folder: string) => file(folder, 'entities/vendors.yaml');

test('a warning is new only once, though another claim changes the id of its claim', async () => {
  const folder = copyOfData();
  const add = (status: string) =>
    ask(
      `add edge baidu supports deepseek-models --status ${status} --source ${SOURCE} --said-by scmp --quote "Baidu – worked overtime during the Lunar New Year holiday to support DeepSeek’s new models"`,
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
