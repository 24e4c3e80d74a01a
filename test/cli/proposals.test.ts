/** `add claims`, `add source --claims` and `import entities`: what is recorded, and each fault at its place in the document. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkProposals } from '../../src/kb/check-proposals.ts';
import { loadKb } from '../../src/load/load-kb.ts';
import { parseProposals } from '../../src/load/proposals.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { EditedAnswer } from '../../src/query/answers/edited.ts';
import { copyOfData, removeCopies } from '../support/copy.ts';
import { packageFolder, run, wordsOf } from '../support/run.ts';
import { snapshot } from '../support/spawned.ts';

afterAll(removeCopies);

const SOURCE = 'scmp-deepseek-chips';
const OWNS = `{relation: owns, from: alibaba, to: scmp, said-by: scmp, evidence: [{quote: Alibaba owns the South China Morning Post.}]}`;
const PARTNERS =
  '{relation: partners-with, from: gitee-ai, to: metax, said-by: gitee-ai, evidence: [{quote: chip designer MetaX}, {quote: Gitee AI said in a WeChat post}]}';

/** Writes a document beside a knowledge base, runs a line there, and returns what it printed. */
async function add(document: string, flags = '', folder = copyOfData(), name = 'claims.yaml') {
  writeFileSync(join(dirname(folder), name), document);
  const ran = await run([...wordsOf(`add claims ../${name}`), ...wordsOf(flags).filter(Boolean)], {
    cwd: folder,
  });
  return { ...ran, folder };
}

const bundled = loadKb({
  folder: join(packageFolder, 'data'),
  shownFrom: join(packageFolder, 'data'),
  receiptsFile: '',
}).records;
const bundledSource = bundled.sources.find(({ value }) => value.id === SOURCE) ?? null;

const inLine = ({ place, rule, message }: Finding) => `${place.line}:${place.col} ${rule} ${message}`;

/** What `add claims` finds wrong with a document for the bundled knowledge base, as `line:column rule message`. */
const faults = (document: string): string[] =>
  checkProposals(bundled, bundledSource, parseProposals('claims.yaml', document), {}).faults.map(inLine);

const source = (folder: string, id = SOURCE) => readFileSync(join(folder, 'sources', `${id}.yaml`), 'utf8');

/** Asserts that a knowledge base is valid and formatted. */
async function expectClean(folder: string) {
  for (const line of ['check', 'fmt --check']) {
    const { code, err, out } = await run(wordsOf(line), { cwd: folder });
    expect({ line, code, out: code === 0 ? '' : out, err: code === 0 ? '' : err }).toEqual({
      line,
      code: 0,
      out: '',
      err: '',
    });
  }
}

describe('a fault is reported at its place in the document', () => {
  test.each<[string, string, string]>([
    [
      'a quote that is not in the text',
      'read: [{quote: Baidu owns Tencent, why: x}]',
      '2:16 quote quote not found in 000_20976bf55dca39ff.txt',
    ],
    ['a quote that occurs twice', 'read: [{quote: DeepSeek, why: x}]', '2:16 quote the quote occurs'],
    ['a quote from boilerplate', 'read: [{quote: "Related stories:", why: x}]', '2:16 quote'],
    [
      'an unknown entity',
      `edges: [${OWNS.replace('alibaba', 'ali-baba')}]`,
      '2:32 reference no entity has the id “ali-baba”',
    ],
    [
      'a relation between the wrong kinds',
      `edges: [${OWNS.replace('alibaba', 'deepseek-r1')}]`,
      '2:32 relation-ends deepseek-r1 is of kind model',
    ],
    [
      'a missing field',
      'read: [{quote: Alibaba owns the South China Morning Post.}]',
      '2:8 schema read[1].why: this field is missing',
    ],
    [
      'an unknown field',
      'read: [{quote: x, why: y, because: z}]',
      '2:27 schema read[1]: there is no field “because” here',
    ],
    ['a list that is no list', 'read: {quote: x}', '2:7 schema read: expected a list, found a record'],
    ['an unknown list', 'claims: []', '2:1 schema there is no field “claims” here'],
    [
      'an invisible character in the reason of a read mark',
      'read: [{quote: Alibaba owns the South China Morning Post., why: "x\\u202ey"}]',
      '2:65 invisible',
    ],
    ['an item that is empty', 'read: [~]', '2:8 schema read[1]: expected a record, found nothing'],
    ['a document without proposals', 'read: []', '1:1 schema the document contains no proposals'],
    ['YAML that is not valid', 'read: [', '3:1 yaml'],
    [
      'an id that is taken',
      'entities: [{id: baidu, name: Other, kind: company, description: x}]',
      '2:17 unique-id the id “baidu” is taken: entities/vendors.yaml:',
    ],
    [
      'a name that is taken',
      'entities: [{id: b2, name: 百度, kind: company, description: x}]',
      '2:27 unique-name “百度” already names baidu: entities/vendors.yaml:',
    ],
    [
      'a claim that is recorded with fewer details',
      `edges: [${OWNS.replace(', said-by: scmp', '')}]`,
      `2:9 duplicate this is recorded already, as alibaba.owns.scmp@${SOURCE}`,
    ],
    [
      'a claim that closes a cycle',
      `edges: [{relation: member-of, from: deepseek-models, to: deepseek-r1, said-by: scmp, evidence: [{quote: support DeepSeek’s new models}]}]`,
      '2:58 cycle',
    ],
    [
      'a status on a relation that has none',
      `edges: [${OWNS.replace('to: scmp', 'to: epa-efe, status: available')}]`,
      '2:54 status “owns” takes no status',
    ],
  ])('%s', async (_, lines, expected) => {
    const found = faults(`source: ${SOURCE}\n${lines}\n`);
    expect(
      found.filter((one) => one.startsWith(expected)),
      found.join('\n'),
    ).toHaveLength(1);
  });

  test('the command reports all faults of all proposals, each once, and writes nothing', async () => {
    const document = [
      `source: ${SOURCE}`,
      'entities:',
      '  - {id: cambricon, name: Cambricon, kind: chip, description: A chip firm.}',
      'edges:',
      '  - {relation: makes, from: cambricon, to: kuae, evidence: [{quote: Cambricon makes KUAE}]}',
      '  - {relation: owns, from: alibaba, to: no-such-paper, stat: us}',
      'read:',
      '  - {quote: "not in the text", why: x}',
    ].join('\n');
    const folder = copyOfData();
    writeFileSync(join(dirname(folder), 'claims.yaml'), document);
    const before = snapshot(dirname(folder));
    const { code, out, err } = await add(document, '--json', folder);
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(snapshot(dirname(folder))).toEqual(before);
    const { error } = JSON.parse(err) as { error: { findings: Finding[] } };
    expect(new Set(error.findings.map(({ place }) => place.file))).toEqual(new Set(['../claims.yaml']));
    expect(error.findings.map(inLine)).toEqual(faults(document));
    expect(faults(document).map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual([
      '3:44 schema',
      '5:69 quote',
      '6:5 schema',
      '6:56 schema',
      '8:13 quote',
    ]);
  });

  test('a fault beside the lists does not hide the faults in them', async () => {
    const found = await faults(
      `source: ${SOURCE}\nclaims: []\nremarks:\nread:\n  - {quote: not in the text, why: x}\n`,
    );
    expect(found.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual([
      '2:1 schema',
      '3:9 schema',
      '5:13 quote',
    ]);
  });

  test('shows only the part of a long line around each value', async () => {
    const read = Array.from({ length: 300 }, (_, n) => ({
      quote: `Nobody wrote this, number ${n}`,
      why: 'x',
    }));
    const { err } = await add(
      JSON.stringify({ source: SOURCE, read }),
      '--json',
      copyOfData(),
      'claims.json',
    );
    const { error } = JSON.parse(err) as { error: { findings: Finding[] } };
    expect(error.findings).toHaveLength(300);
    for (const [index, { place }] of error.findings.entries()) {
      const { col, width, excerpt, excerptCol } = place;
      expect(excerpt.length).toBeLessThan(120);
      expect(excerpt.slice(col - excerptCol, col - excerptCol + width)).toBe(
        `"Nobody wrote this, number ${index}"`,
      );
    }
  });

  test('an invalid field does not hide the other faults of its record', async () => {
    const found = await faults(
      `source: ${SOURCE}\nedges: [{relation: makes, from: no-such, to: kuae, saidBy: scmp, date: 2025, evidence: [{quote: Baidu owns Tencent}]}]\n`,
    );
    expect(found.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual([
      '2:33 reference',
      '2:52 schema',
      '2:72 schema',
      '2:97 quote',
      '2:97 quote-names',
    ]);
  });

  test('a claim that is proposed twice', async () => {
    expect(faults(`source: ${SOURCE}\nedges:\n  - ${PARTNERS}\n  - ${PARTNERS}\n`)).toEqual([
      expect.stringMatching(
        /^4:37 duplicate gitee-ai partners-with metax is already recorded, claims\.yaml:3/,
      ),
    ]);
  });

  test.each<[string, string, string, string]>([
    ['a claim without its claimant', 'edges', PARTNERS, PARTNERS.replace(' said-by: gitee-ai,', '')],
    [
      'a remark with other words and another order of subjects',
      'remarks',
      '{topic: background, subject: [alibaba, scmp], summary: A., evidence: [{quote: Alibaba owns the South China Morning Post.}]}',
      '{topic: background, subject: [scmp, alibaba], summary: B., evidence: [{quote: the South China Morning Post.}]}',
    ],
    [
      'a part of a passage that is marked as read',
      'read',
      '{quote: Alibaba owns the South China Morning Post., why: a}',
      '{quote: the South China Morning Post., why: b}',
    ],
  ])('a statement that repeats one of the same document: %s', async (_, list, first, second) => {
    const found = await faults(`source: ${SOURCE}\n${list}:\n  - ${first}\n  - ${second}\n`);
    expect(found.filter((one) => one.includes('duplicate'))).toEqual(['4:5 duplicate this repeats line 3']);
  });

  test('is drawn with a pointer, and says that nothing was written', async () => {
    const { code, err } = await add(
      `source: ${SOURCE}\nread:\n  - {quote: Alibaba owns DeepSeek, why: x}\n  - {quote: Alibaba owns the South China Morning Post., why: x}\n`,
    );
    expect(code).toBe(4);
    expect(err).toContain(
      '../claims.yaml:3:13: error [quote] quote not found in 000_20976bf55dca39ff.txt\n  3 │   - {quote: Alibaba owns DeepSeek, why: x}\n    │             ^^^^^^^^^^^^^^^^^^^^^\n',
    );
    expect(err).toContain(
      "error: 1 of 2 proposals in ../claims.yaml can't be recorded\nNothing was written. --accept-valid records the other.\n",
    );
  });
});

describe('add claims', () => {
  test('records entities and lists of every kind, valid and formatted', async () => {
    const folder = copyOfData();
    const document = `source: ${SOURCE}
entities:
  - {id: gitee-servers, description: The servers of Gitee AI., kind: hardware, name: Gitee servers}
edges:
  - {evidence: [{quote: offering four DeepSeek-R1-based models through servers powered by GPUs}, {quote: "Gitee AI said in a WeChat post on Sunday"}], to: [metax-gpus], from: [gitee-servers], relation: runs-on, said-by: gitee-ai}
remarks:
  - {topic: background, subject: [baidu], summary: Worked over the holiday., said-by: scmp, evidence: [{quote: worked overtime during the Lunar New Year holiday}]}
read:
  - {quote: Alibaba owns the South China Morning Post., why: the claim above}
`;
    const { code, out } = await add(document, '', folder);
    expect({ code, title: out.split('\n')[0] }).toEqual({
      code: 0,
      title: '1 entity, 1 claim, 1 remark, 1 read mark',
    });
    expect(source(folder)).toContain(
      '\n  - relation: runs-on\n    from: [gitee-servers]\n    to: [metax-gpus]\n    said-by: gitee-ai\n    evidence:\n      - quote: offering four',
    );
    expect(readFileSync(join(folder, 'entities/hardware.yaml'), 'utf8')).toContain(
      '\n- id: gitee-servers\n  name: Gitee servers\n  kind: hardware\n  description: The servers of Gitee AI.\n',
    );
    await expectClean(folder);
  });

  test('records nothing twice if it runs again, and says so', async () => {
    const document = `source: ${SOURCE}\nedges: [${PARTNERS}]\n`;
    const { folder } = await add(document);
    const before = snapshot(dirname(folder));
    const { code, err } = await add(document, '', folder);
    expect({ code, err }).toEqual({ code: 0, err: '1 proposal already recorded.\nNothing to change.\n' });
    expect(snapshot(dirname(folder))).toEqual(before);
  });

  test.each<[string, string, string]>([
    [
      'JSON that is indented with tabs',
      'claims.json',
      `{\n\t"source": "${SOURCE}",\n\t"read": [\n\t\t{"quote": "Alibaba owns the South China Morning Post.", "why": "x\\u4e2d"}\n\t]\n}`,
    ],
    [
      'a fence around the document',
      'a.yaml',
      `\n\`\`\`yaml\nsource: ${SOURCE}\nread: [{quote: Alibaba owns the South China Morning Post., why: x中}]\n\`\`\`\n`,
    ],
    [
      'a byte order mark',
      'b.yaml',
      `\uFEFFsource: ${SOURCE}\nread: [{quote: Alibaba owns the South China Morning Post., why: x中}]\n`,
    ],
    [
      'CRLF',
      'c.yaml',
      `source: ${SOURCE}\r\nread:\r\n  - quote: Alibaba owns the South China Morning Post.\r\n    why: x中\r\n`,
    ],
  ])('reads %s', async (_, name, document) => {
    const { code, err, folder } = await add(document, '-q', copyOfData(), name);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(source(folder)).toContain('  - quote: Alibaba owns the South China Morning Post.\n    why: x中\n');
  });

  test('counts lines from the start of the file if the document is in a fence', async () => {
    const found = faults(`\n\`\`\`yaml\nsource: ${SOURCE}\nread: [{quote: nothing, why: x}]\n\`\`\`\n`);
    expect(found[0]).toMatch(/^4:16 quote /);
  });

  test('reads the one fenced block of a text, and counts lines from its start', async () => {
    const read = (quote: string) => `source: ${SOURCE}\nread: [{quote: "${quote}", why: x中}]\n`;
    const around = (document: string) => `Here it is:\n\n\`\`\`yaml\n${document}\`\`\`\nDone.\n`;
    const { code } = await add(around(read('Alibaba owns the South China Morning Post.')));
    expect(code).toBe(0);
    expect((await faults(around(read('Nobody wrote this at all'))))[0]).toMatch(/^5:16 quote /);
  });

  test('reads standard input', async () => {
    const folder = copyOfData();
    const input = `read: [{quote: Alibaba owns the South China Morning Post., why: x}]\n`;
    const { code } = await run(['add', 'claims', '-', '--source', SOURCE], { cwd: folder, input });
    expect(code).toBe(0);
    expect(source(folder)).toContain('    why: x\n');
  });

  test.each<[string, string, number, string]>([
    [
      'a document that does not name its source',
      `edges: [${OWNS}]`,
      2,
      'does not name the source of its claims',
    ],
    ['a source that does not exist', `source: no-such\nedges: [${OWNS}]`, 3, 'no source is called “no-such”'],
    [
      'another source than the document names',
      `source: x\nedges: [${OWNS}]`,
      2,
      '--source names scmp-deepseek-chips, but',
    ],
  ])('refuses %s', async (what, document, code, words) => {
    const ran = await add(document, what.startsWith('another') ? `--source ${SOURCE}` : '');
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(words);
  });

  test('needs no source for entities only', async () => {
    const { code, folder } = await add(
      'entities: [{id: x1, name: X 1, kind: hardware, description: A card.}]',
    );
    expect(code).toBe(0);
    await expectClean(folder);
  });
});

test.each(['--dry-run', '--accept-valid', '--strict'])(
  '--review and %s contradict each other',
  async (flag) => {
    const { code, err } = await add(`source: ${SOURCE}\nedges: [${PARTNERS}]\n`, `--review ${flag}`);
    expect(code).toBe(2);
    expect(err).toContain(`--review and ${flag} contradict each other`);
  },
);

describe('--accept-valid', () => {
  const MIXED = `source: ${SOURCE}
entities:
  - {id: good, name: Good, kind: company, description: A firm.}
  - {id: bad, name: Baidu, kind: company, description: A firm with the name of another.}
edges:
  - {relation: partners-with, from: baidu, to: good, evidence: [{quote: China’s major cloud service providers – including Alibaba Group Holding}]}
  - {relation: partners-with, from: baidu, to: bad, evidence: [{quote: China’s major cloud service providers – including Alibaba Group Holding}]}
  - {relation: owns, from: baidu, to: scmp, evidence: [{quote: Baidu owns SCMP}]}
`;

  test('records what is valid, and exits with 4', async () => {
    const { code, out, folder } = await add(MIXED, '--accept-valid --json');
    const { written, refused } = JSON.parse(out) as EditedAnswer;
    expect({ code, written }).toEqual({ code: 4, written: true });
    expect(refused.map(({ rule, place }) => `${place.line} ${rule}`)).toEqual(
      expect.arrayContaining(['4 unique-name', '7 reference', '8 quote']),
    );
    expect(source(folder)).toContain('    to: good\n');
    expect(source(folder)).not.toContain('    to: bad\n');
    await expectClean(folder);
  });

  test('leaves out what has a warning too, with --strict', async () => {
    const { code, folder, out } = await add(
      `source: ${SOURCE}\nread: [{quote: Alibaba owns the South China Morning Post., why: x}, {quote: Reuters, why: y}]\n`,
      '--accept-valid --strict',
    );
    expect({ code, title: out.split('\n')[0] }).toEqual({
      code: 4,
      title: '1 read mark · 1 proposal refused',
    });
    expect(source(folder)).not.toContain('    why: y\n');
  });

  test('writes nothing if a claim causes a warning about a recorded entity, with --strict', async () => {
    const develops =
      '{relation: develops, from: baidu, to: deepseek-models, said-by: scmp, evidence: [{quote: Baidu – worked overtime during the Lunar New Year holiday to support DeepSeek’s new models}]}';
    const folder = copyOfData();
    const { code, err } = await add(`source: ${SOURCE}\nedges: [${develops}]\n`, '--strict', folder);
    expect(code).toBe(4);
    expect(err).toContain('warning [developer-role] a claim says that baidu develops a model');
    expect(err).toContain('error: this change would introduce 1 warning\nNothing was written.\n');
    expect(source(folder)).not.toContain('from: baidu\n    to: deepseek-models\n    said-by: scmp');
  });

  test('records what repeats a refused proposal', async () => {
    const wrong = PARTNERS.replace('chip designer MetaX', 'chip designer MetaX of Beijing');
    const { code, out, folder } = await add(
      `source: ${SOURCE}\nedges:\n  - ${wrong}\n  - ${PARTNERS}\n`,
      '--accept-valid',
    );
    expect({ code, title: out.split('\n')[0] }).toEqual({ code: 4, title: '1 claim · 1 proposal refused' });
    expect(source(folder)).toContain('      - quote: chip designer MetaX\n');
  });

  test('is an error if nothing is valid', async () => {
    const { code, err } = await add(
      `source: ${SOURCE}\nread: [{quote: nothing, why: x}]\n`,
      '--accept-valid',
    );
    expect(code).toBe(4);
    expect(err).toContain("1 of 1 proposal in ../claims.yaml can't be recorded\nNothing was written.\n");
  });
});

describe('add source --claims', () => {
  const article = join(packageFolder, 'test/fixtures/notes/lantern-note.md');
  const CLAIMS = `source: lantern-note
entities:
  - {id: lantern-newsroom, name: Lantern Newsroom, kind: publisher, description: A press room.}
  - {id: lantern-chips, name: Lantern Chips, kind: company, roles: [chip-vendor], description: A chip firm.}
edges:
  - relation: supports
    from: lantern-chips
    to: deepseek-models
    status: in-progress
    with: alibaba
    said-by: lantern-chips
    evidence: [{quote: QUOTE}]
`;
  const line = (flags = '') =>
    wordsOf(`add source ${article} --claims ../claims.yaml --publisher LanternNewsroom ${flags}`.trim());

  test('records a source of a new publisher with its claims in one command', async () => {
    const folder = copyOfData();
    const claims = CLAIMS.replace(
      'QUOTE',
      'Lantern Chips is working with Alibaba to bring DeepSeek’s models',
    );
    writeFileSync(join(dirname(folder), 'claims.yaml'), claims);
    const { code, out, err } = await run(line(), { cwd: folder });
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')[0]).toBe(
      'Lantern Chips opens its L7 cards to DeepSeek models (lantern-note) · 2 entities, 1 claim',
    );
    expect(source(folder, 'lantern-note')).toContain('\npublisher: lantern-newsroom\n');
    await expectClean(folder);
  });

  test('records nothing, not even the text, if a claim is invalid', async () => {
    const folder = copyOfData();
    writeFileSync(join(dirname(folder), 'claims.yaml'), CLAIMS.replace('QUOTE', 'Lantern owns the sea'));
    const before = snapshot(dirname(folder));
    const { code, err } = await run(line(), { cwd: folder });
    expect(code).toBe(4);
    expect(err).toContain('../claims.yaml:12:24: error [quote] quote not found in lantern-note.txt');
    expect(snapshot(dirname(folder))).toEqual(before);
  });

  test('reports a publisher that is not valid where the document describes it', async () => {
    const folder = copyOfData();
    const claims = CLAIMS.replace('kind: publisher', 'kind: paper');
    writeFileSync(join(dirname(folder), 'claims.yaml'), claims);
    const { code, err } = await run(line(), { cwd: folder });
    expect(code).toBe(4);
    expect(err).toContain('../claims.yaml:3:58: error [schema] entities[1].kind: “paper” is not one of');
  });

  test('says that the source exists, and not that its claims do', async () => {
    const folder = copyOfData();
    const claims = CLAIMS.replace('QUOTE', 'Lantern Chips is working with Alibaba');
    writeFileSync(join(dirname(folder), 'claims.yaml'), claims);
    for (const expected of ['', 'error: a source with the id lantern-note already exists'])
      expect((await run(line('--quiet'), { cwd: folder })).err).toContain(expected);
  });

  test.each([
    ['--id other', '--id names other, but the claims name the source lantern-note'],
    ['--claims ../no-such.yaml', 'there is no file “../no-such.yaml”'],
  ])('%s is an error', async (flags, words) => {
    const folder = copyOfData();
    writeFileSync(join(dirname(folder), 'claims.yaml'), CLAIMS);
    const { code, err } = await run(line(flags), { cwd: folder });
    expect({ code, err: err.split('\n').find((one) => one.startsWith('error')) }).toEqual({
      code: 2,
      err: `error: ${words}`,
    });
  });

  test('refuses a source with the id of an entity of its document', async () => {
    const folder = copyOfData();
    writeFileSync(
      join(dirname(folder), 'claims.yaml'),
      CLAIMS.replace('source: lantern-note', 'source: lantern-chips'),
    );
    const { code, err } = await run(line(), { cwd: folder });
    expect(code).toBe(2);
    expect(err).toContain('the source and an entity of ../claims.yaml have the id lantern-chips');
  });
});

describe('import entities', () => {
  const imported = async (name: string, content: string, flags = '') => {
    const folder = copyOfData();
    writeFileSync(join(dirname(folder), name), content);
    const ran = await run([...wordsOf(`import entities ../${name}`), ...wordsOf(flags).filter(Boolean)], {
      cwd: folder,
    });
    return { ...ran, folder };
  };
  const ROWS = [
    ['id', 'name', 'kind', 'roles', 'aliases', 'description'],
    ['hygon', 'Hygon', 'company', 'chip-vendor; cloud-provider', '海光', '"A firm, in ""China""."'],
  ];
  const HYGON =
    '- id: hygon\n  name: Hygon\n  kind: company\n  roles: [chip-vendor, cloud-provider]\n  aliases:\n    - 海光\n  description: A firm, in "China".\n';

  test.each<[string, string]>([
    ['e.csv', ROWS.map((row) => row.join(',')).join('\n')],
    [
      'e.csv',
      `\uFEFF${ROWS.map((row) => row.join(';').replace('r; c', 'r, c').replace('chip-vendor, cloud-provider', '"chip-vendor; cloud-provider"')).join('\r\n')}\r\n`,
    ],
    ['e.tsv', `${ROWS.map((row) => row.join('\t')).join('\n\n')}\n`],
    ['a-csv-file-with-no-extension', ROWS.map((row) => row.join(',')).join('\n')],
    ['e.yaml', HYGON],
    ['e.yaml', `entities:\n${HYGON.replace(/^(?=.)/gm, '  ')}`],
    [
      'e.json',
      '[{"id": "hygon", "name": "Hygon", "kind": "company", "roles": ["chip-vendor", "cloud-provider"], "aliases": ["海光"], "description": "A firm, in \\"China\\"."}]',
    ],
  ])('reads %s', async (name, content) => {
    const { code, err, folder } = await imported(name, content, '-q');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(readFileSync(join(folder, 'entities/vendors.yaml'), 'utf8')).toContain(`\n${HYGON}`);
    await expectClean(folder);
  });

  test.each<[string, string, string[]]>([
    [
      'all faults, each at its row',
      'id,name,kind,description\n\na,A 1,company,"x\ny"\nb,B 1,chip,x\nbaidu,C 1,company,x\n',
      ['3 invisible', '5 schema', '6 unique-id'],
    ],
    ['an unknown field', 'id,nam\na,b\n', ['1 schema']],
    ['a repeated field', 'id,id\na,b\n', ['1 schema']],
    ['a row that is too long', 'id,name\na,b,c\n', ['2 schema']],
    ['an open quotation mark', 'id,name\na,"b\n', ['2 schema']],
    ['an empty file', '', ['1 schema']],
    ['a missing field', 'id,name,kind\na,A 1,company\nb,B 1,company\n', ['1 schema']],
    ['a missing cell', 'id,name,kind,description\na,A 1,company,\n', ['2 schema']],
  ])('reports %s', async (_, content, expected) => {
    const { code, err } = await imported('e.csv', content, '--json');
    expect(code).toBe(4);
    const { error } = JSON.parse(err) as { error: { findings: Finding[] } };
    expect(error.findings.map(({ place, rule }) => `${place.line} ${rule}`)).toEqual(expected);
  });

  test('leaves claims to add claims', async () => {
    const { code, err } = await imported('e.yaml', `source: ${SOURCE}\nedges: [${OWNS}]\n`);
    expect(code).toBe(2);
    expect(err).toContain('`chipkb add claims ../e.yaml` records all of it.');
  });

  test('imports a thousand entities', async () => {
    const rows = Array.from({ length: 1000 }, (_, n) => `e${n},Entity number ${n},hardware,Card ${n}.`);
    const { code, folder } = await imported('e.csv', ['id,name,kind,description', ...rows].join('\n'), '-q');
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'entities/hardware.yaml'), 'utf8')).toContain('\n- id: e999\n');
  });
});
