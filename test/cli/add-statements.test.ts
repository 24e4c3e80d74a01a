/** `add remark` and `add read`: what they record, and what they refuse. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Remark } from '../../src/query/answers/claim.ts';
import { done, file, refused, SOURCE, source } from '../support/changes.ts';
import { copyOfData, removeCopies } from '../support/copy.ts';
import { ask, askJson } from '../support/run.ts';

afterAll(removeCopies);

const GIANT = `--topic performance --summary "Nvidia is large." --source ${SOURCE} --quote "products from US GPU giant Nvidia"`;

describe('add remark', () => {
  test('records a remark with its fields, and the answers have it', async () => {
    const folder = copyOfData();
    await done(
      folder,
      `add remark 英伟达 "Huawei, Tencent" --said-by SCMP --note Words. --channel "a WeChat post" ${GIANT} --quote "said in a WeChat post on Tuesday" --printed-date Tuesday --date 2025-02-04 --date-basis "The Tuesday before."`,
    );
    expect(source(folder)).toContain(`
  - topic: performance
    subject: [nvidia, huawei, tencent]
    summary: Nvidia is large.
    said-by: scmp
    channel: a WeChat post
    printed-date: Tuesday
    date: 2025-02-04
    date-basis: The Tuesday before.
    note: Words.
    evidence:
      - quote: products from US GPU giant Nvidia
      - quote: said in a WeChat post on Tuesday

read:
`);
    const remarks = await askJson<Remark[]>(`remarks --about tencent --topic performance --data ${folder}`);
    expect(remarks.map(({ summary }) => summary)).toEqual(['Nvidia is large.']);
    expect((await ask('fmt --check', { cwd: folder })).code).toBe(0);
  });

  test('has no subject if nothing that it is about is recorded, and a note if no claimant is typed', async () => {
    const folder = copyOfData();
    const { out, err } = await ask(`add remark ${GIANT}`, { cwd: folder });
    expect(out).toContain('A remark (performance)\n');
    expect(err).toContain('No claimant is recorded');
    expect(source(folder)).toContain('  - topic: performance\n    subject: []\n');
  });

  test('refuses one that is recorded, by its id', async () => {
    const folder = copyOfData();
    await done(folder, `add remark nvidia huawei --said-by scmp ${GIANT}`);
    const again = `add remark huawei nvidia --said-by scmp ${GIANT.replace('products from US ', '')}`;
    const id = 'scmp.performance@scmp-deepseek-chips';
    await refused(again, 4, `this remark, as ${id}, already exists\n\`chipkb show ${id}\` shows it.`, folder);
    expect((await ask(`show ${id}`, { cwd: folder })).code).toBe(0);
    // Another topic, subject, claimant or passage is another remark.
    for (const line of [
      again.replace('performance', 'praise'),
      again.replace('huawei ', ''),
      again.replace('by scmp', 'by reuters'),
      again.replace('GPU giant Nvidia', 'push a shot in the arm'),
    ])
      await done(folder, `${line} --dry-run`);
  });

  test.each([
    [
      'add remark nvidia',
      2,
      '--source, --quote, --topic and --summary are missing\n--source takes the id of the source. --quote takes the passage, verbatim. --topic is one of description,',
    ],
    [`add remark nvidia ${GIANT} --topic praise`, 2, '--topic takes one value'],
    [
      `add remark nvidai huawai --said-by nobody ${GIANT}`,
      3,
      'no entity is called “nobody”; no entity is called “nvidai”; no entity is called “huawai”',
    ],
    [`add remark nvidia ${GIANT.replace(SOURCE, 'nowhere')}`, 3, 'no source is called “nowhere”\nSources:'],
    [`add remark nvidia ${GIANT} --quote "Nobody wrote this"`, 4, 'quote not found'],
    [
      `add remark nvidia ${GIANT} --quote "giant" --prefix x`,
      2,
      '--prefix and --suffix need a single --quote',
    ],
  ])('refuses: %s', (line, code, words) => refused(line, code, words));
});

const HEADLINE = `add read --source ${SOURCE} --quote "as demand from Chinese consumers and businesses soared" --why "no relation"`;

describe('add read', () => {
  test('marks passages as read, also the first of a source', async () => {
    const folder = copyOfData();
    await done(folder, `${HEADLINE} --quote "Photo: Reuters"`);
    expect(source(folder)).toContain(`
  - quote: as demand from Chinese consumers and businesses soared
    why: no relation

  - quote: "Photo: Reuters"
    why: no relation
`);
    expect((await ask('fmt --check', { cwd: folder })).code).toBe(0);
    await done(folder, 'add source kb.yaml --id note --publisher scmp --published 2025-02-05');
    const [line = ''] = file(folder, 'kb.yaml').split('\n');
    await done(folder, `add read --source note --quote "${line.replaceAll('"', '')}" --why comment`);
    expect(file(folder, 'sources/note.yaml')).toContain('edges: []\nread:\n  - quote: ');
  });

  test('refuses a passage that is marked already, with its place', async () => {
    const folder = copyOfData();
    await done(folder, HEADLINE);
    await refused(
      HEADLINE.replace('as demand from ', ''),
      4,
      `a read mark of this passage, sources/${SOURCE}.yaml:`,
      folder,
    );
  });

  test.each([
    ['add read', 2, '--source, --quote and --why are missing'],
    ['add read --source nowhere --quote x --why y', 3, 'no source is called “nowhere”'],
    [`add read --source ${SOURCE} --quote "Nobody wrote this" --why y`, 4, 'quote not found'],
    [`add read --source ${SOURCE} --quote DeepSeek --why y`, 4, 'occurs'],
    [
      `add read nvidia --source ${SOURCE} --quote DeepSeek --why y`,
      2,
      'too many arguments for chipkb add read',
    ],
  ])('refuses: %s', (line, code, words) => refused(line, code, words));
});
