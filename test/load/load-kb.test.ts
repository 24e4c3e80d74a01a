import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadKb } from '../../src/load/load-kb.ts';
import { receiptKey, writeReceipts } from '../../src/load/receipts.ts';
import { tempFolder } from './temp-folder.ts';

const KB = 'format: 1\ntitle: Test\ndescription: A test.\nlicence: none\n';
const ENTITY = '- id: a\n  name: A\n  kind: model\n  description: An entity.\n';
const TEXT = 'head\nA runs B, B waits.\nfoot\n';
const SHA = createHash('sha256').update(TEXT).digest('hex');
const SOURCE = `id: s
title: A source
publisher: p
published: 2025-02-05
text: s.txt
sha256: ${SHA}
extent: { first: 2, last: 2 }
edges:
  - relation: supports
    from: a
    to: b
    status: pledged
    evidence:
      - quote: A runs B
`;
const WHOLE = { 'kb.yaml': KB, 'entities/a.yaml': ENTITY, 'sources/s.yaml': SOURCE, 'seeds/s.txt': TEXT };

const load = (folder: string) =>
  loadKb({ folder, shownFrom: folder, receiptsFile: join(folder, 'receipts.json') });
const faults = (folder: string) =>
  load(folder).findings.map(({ message, place }) => `${place.file}:${place.line}:${place.col} ${message}`);

/** The faults of a knowledge base whose files differ in these; an undefined one is left out. */
function faultsOf(changes: Record<string, string | undefined>): string[] {
  const files = Object.entries({ ...WHOLE, ...changes }).filter(([, text]) => text !== undefined);
  return faults(tempFolder(Object.fromEntries(files) as Record<string, string>));
}

const entity = (more: string) => ({ 'entities/a.yaml': ENTITY + more });
const edge = (from: string, to: string) => ({ 'sources/s.yaml': SOURCE.replace(from, to) });

describe('loadKb', () => {
  it('reads a whole knowledge base', () => {
    const { records, findings } = load(tempFolder(WHOLE));
    expect(findings).toEqual([]);
    expect(records.kb?.value.title).toBe('Test');
    expect(records.entities.map(({ value }) => value.id)).toEqual(['a']);
    const [source] = records.sources;
    expect(source?.stem).toBe('s');
    expect(source?.text).toEqual({ text: TEXT, sha256: SHA, starts: [0, 5, 24, 29] });
    expect([...(source?.evidence.values() ?? [])]).toEqual([
      { state: 'found', position: { start: 5, end: 13, line: 2 } },
    ]);
  });

  it.each<[string, Record<string, string | undefined>, string[]]>([
    ['no kb.yaml', { 'kb.yaml': undefined }, ['.:0:0 the folder contains no kb.yaml']],
    ['an empty kb.yaml', { 'kb.yaml': '' }, ['kb.yaml:1:1 the file is empty']],
    [
      'a byte order mark',
      { 'kb.yaml': `\ufeff${KB}` },
      ['kb.yaml:0:0 the file starts with a byte order mark'],
    ],
    ['an empty entity file', { 'entities/b.yaml': '' }, ['entities/b.yaml:1:1 the file is empty']],
    ['files with another extension', { 'entities/README.md': 'x', 'sources/x.txt': 'x' }, []],
    ['no entities, no sources', { 'entities/a.yaml': undefined, 'sources/s.yaml': undefined }, []],
    [
      'a folder in place of a file',
      { 'entities/b.yaml/x': '' },
      ['entities/b.yaml:0:0 the file is not a regular file'],
    ],
    [
      'a file in place of a folder',
      { 'entities/a.yaml': undefined, entities: 'x' },
      ['entities:0:0 the folder is not a folder'],
    ],
    [
      'a missing text',
      { 'seeds/s.txt': undefined },
      ["sources/s.yaml:5:7 the text “s.txt” is missing, so its quotes can't be checked"],
    ],
    [
      'a text outside the folder of texts',
      edge('s.txt', '../kb.yaml'),
      ['sources/s.yaml:5:7 “../kb.yaml” leads out of the folder of the texts; nothing outside it is read'],
    ],
    [
      'a text with an absolute path',
      edge('s.txt', '/etc/passwd'),
      ['sources/s.yaml:5:7 “/etc/passwd” leads out of the folder of the texts; nothing outside it is read'],
    ],
    [
      'texts outside the parent folder',
      { 'kb.yaml': `${KB}texts: ../../etc\n` },
      ['kb.yaml:5:8 the folder of the texts must be in the folder of the knowledge base or next to it'],
    ],
    [
      'the root as folder of texts',
      { 'kb.yaml': `${KB}texts: /\n` },
      ['kb.yaml:5:8 the folder of the texts must be in the folder of the knowledge base or next to it'],
    ],
    [
      'the parent folder as folder of texts',
      { 'kb.yaml': `${KB}texts: ..\n` },
      ['kb.yaml:5:8 the folder of the texts must be in the folder of the knowledge base or next to it'],
    ],
    ['texts inside the knowledge base', { 'kb.yaml': `${KB}texts: ./seeds\n` }, []],
    [
      'errors in several files',
      { 'entities/a.yaml': 'x: &y 1', 'sources/s.yaml': '1' },
      [
        'entities/a.yaml:1:7 the anchor &y is not allowed',
        'sources/s.yaml:1:1 expected a record, found the number “1”',
      ],
    ],
  ])('checks the files: %s', (_, changes, expected) => expect(faultsOf(changes)).toEqual(expected));

  it.each<[string, Record<string, string>, string[]]>([
    [
      'a missing field',
      { 'kb.yaml': KB.replace('title: Test\n', '') },
      ['kb.yaml:1:1 title: this field is missing'],
    ],
    [
      'another format',
      { 'kb.yaml': KB.replace('1', '3') },
      ['kb.yaml:1:9 format: this program reads the formats 1 and 2, not 3'],
    ],
    ['an unknown field', { 'kb.yaml': `${KB}titel: x\n` }, ['kb.yaml:5:1 there is no field “titel” here']],
    [
      '__proto__ as a field',
      { 'kb.yaml': `${KB}__proto__: { texts: .. }\n` },
      ['kb.yaml:5:1 the key “__proto__” is not allowed'],
    ],
    [
      'constructor as a field',
      { 'kb.yaml': `${KB}constructor: x\n` },
      ['kb.yaml:5:1 there is no field “constructor” here'],
    ],
    ['a list in place of a record', { 'kb.yaml': '[]' }, ['kb.yaml:1:1 expected a record, found a list']],
    [
      'a record in place of a list',
      { 'entities/a.yaml': 'a: 1' },
      ['entities/a.yaml:1:1 expected a list, found a record'],
    ],
    [
      'a number in place of text',
      { 'kb.yaml': KB.replace('Test', '1.10') },
      ['kb.yaml:2:8 title: expected text, found the number “1.1”'],
    ],
    [
      'a boolean in place of text',
      { 'kb.yaml': KB.replace('Test', 'true') },
      ['kb.yaml:2:8 title: expected text, found the boolean “true”'],
    ],
    ['no value', { 'kb.yaml': KB.replace(' Test', '') }, ['kb.yaml:2:7 title: expected text, found nothing']],
    ['empty text', { 'kb.yaml': KB.replace('Test', '" "') }, ['kb.yaml:2:8 title: must not be empty']],
    [
      'an unknown kind',
      { 'entities/a.yaml': ENTITY.replace('model', 'modle') },
      [
        'entities/a.yaml:3:9 [1].kind: “modle” is not one of company, model, hardware, service, framework, publisher, person',
      ],
    ],
    [
      'a bad id',
      { 'entities/a.yaml': ENTITY.replace('id: a', 'id: A_b') },
      [
        'entities/a.yaml:1:7 [1].id: an id consists of lower-case letters and digits in words joined by hyphens or dots, such as moore-threads',
      ],
    ],
    [
      'an empty list',
      entity('  aliases: []\n'),
      ['entities/a.yaml:5:12 [1].aliases: the list is empty; leave the field out instead'],
    ],
    [
      'a number as alias',
      entity('  aliases: [x, 1.1]\n'),
      ['entities/a.yaml:5:16 [1].aliases[2]: expected text or a record, found the number “1.1”'],
    ],
    [
      'a list as alias',
      entity('  aliases: [[x]]\n'),
      ['entities/a.yaml:5:13 [1].aliases[1]: expected text or a record, found a list'],
    ],
    [
      'an unknown language',
      entity('  aliases: [{ name: x, lang: fr }]\n'),
      ['entities/a.yaml:5:30 [1].aliases[1].lang: “fr” is not one of en, zh, zh-Hans, zh-Hant'],
    ],
    [
      'an impossible date',
      edge('2025-02-05', '2025-02-30'),
      ['sources/s.yaml:4:12 published: “2025-02-30” is not a date'],
    ],
    [
      'a fraction as line number',
      edge('first: 2', 'first: 1.5'),
      ['sources/s.yaml:7:18 extent.first: expected a whole number, found the number “1.5”'],
    ],
    [
      'a number as an end of a claim',
      edge('from: a', 'from: 1'),
      ['sources/s.yaml:10:11 edges[1].from: expected text or a list, found the number “1”'],
    ],
    [
      'an empty list of ends',
      edge('to: b', 'to: []'),
      ['sources/s.yaml:11:9 edges[1].to: the list is empty; leave the field out instead'],
    ],
    [
      'a bad id in a list of ends',
      edge('to: b', 'to: [b, C]'),
      [
        'sources/s.yaml:11:13 edges[1].to[2]: an id consists of lower-case letters and digits in words joined by hyphens or dots, such as moore-threads',
      ],
    ],
    [
      'a number as version',
      edge('to: b', 'to: b\n    via: { id: k, version: 1.10 }'),
      ['sources/s.yaml:12:28 edges[1].via.version: expected text, found the number “1.1”'],
    ],
    [
      'a number as version, in a list',
      edge('to: b', 'to: b\n    via: [{ id: k, version: 1.10 }]'),
      ['sources/s.yaml:12:29 edges[1].via[1].version: expected text, found the number “1.1”'],
    ],
    [
      'an unknown relation',
      edge('supports', 'loves'),
      [
        'sources/s.yaml:9:15 edges[1].relation: “loves” is not one of supports, makes, develops, operates, runs-on, partners-with, owns, founded, worked-at, derived-from, member-of',
      ],
    ],
    [
      'a misspelt quote',
      edge('quote', 'qoute'),
      [
        'sources/s.yaml:14:9 edges[1].evidence[1].quote: this field is missing',
        'sources/s.yaml:14:9 edges[1].evidence[1]: there is no field “qoute” here',
      ],
    ],
    [
      'no evidence',
      edge('\n      - quote: A runs B', ' []'),
      ['sources/s.yaml:13:15 edges[1].evidence: the list is empty; at least one quote is needed'],
    ],
  ])('reports a schema error with its place: %s', (_, changes, expected) =>
    expect(faultsOf(changes)).toEqual(expected),
  );

  it('suggests quotes if YAML reads a text as a number', () => {
    const [finding] = load(tempFolder({ ...WHOLE, 'kb.yaml': KB.replace('Test', '1.10') })).findings;
    expect(finding?.hint).toBe('Put it in quotes, so that YAML keeps it as text.');
  });

  it.each([
    ['once inside the extent', 'A runs B', 'found'],
    ['outside the extent', 'foot', 'outside'],
    ['nowhere', 'A runs C', 'missing'],
    ['twice', 'B', 'repeated'],
  ])('finds that a quote occurs %s', (_, quote, state) => {
    const { records } = load(
      tempFolder({ ...WHOLE, 'sources/s.yaml': SOURCE.replace('quote: A runs B', `quote: ${quote}`) }),
    );
    expect([...(records.sources[0]?.evidence.values() ?? [])].map(({ state: found }) => found)).toEqual([
      state,
    ]);
  });

  it('takes the position of a quote from its receipt if the text is missing', () => {
    const position = { start: 5, end: 13, line: 2 };
    const key = receiptKey(SHA, { first: 2, last: 2 }, { quote: 'A runs B' });
    const { 'seeds/s.txt': _, ...files } = WHOLE;
    const { records, findings } = load(
      tempFolder({ ...files, 'receipts.json': writeReceipts(new Map([[key, position]])) }),
    );
    expect(findings.map(({ level, rule }) => [level, rule])).toEqual([['info', 'text']]);
    expect([...(records.sources[0]?.evidence.values() ?? [])]).toEqual([
      { state: 'found-when-built', position },
    ]);
  });

  it.each<[string, (folder: string) => void, string[]]>([
    [
      'entities through a link that leads outside',
      (kb) => symlinkSync('../../secret.yaml', join(kb, 'entities/x.yaml')),
      ['entities/x.yaml:0:0 the file lies outside the knowledge base; only what is inside it is read'],
    ],
    [
      'entities in Latin-1',
      (kb) => writeFileSync(join(kb, 'entities/x.yaml'), Buffer.from([0xe9])),
      ['entities/x.yaml:0:0 the file is not UTF-8 text; save it as UTF-8'],
    ],
    [
      'entities from a pipe',
      (kb) => execFileSync('mkfifo', [join(kb, 'entities/x.yaml')]),
      ['entities/x.yaml:0:0 the file is not a regular file'],
    ],
  ])('does not read %s', (_, make, expected) => {
    const around = tempFolder({
      'secret.yaml': ENTITY,
      ...Object.fromEntries(Object.entries(WHOLE).map(([name, text]) => [`kb/${name}`, text])),
    });
    make(join(around, 'kb'));
    expect(faults(join(around, 'kb'))).toEqual(expected);
  });

  it('does not read a text through a link that leaves the folder of texts', () => {
    const { 'seeds/s.txt': _, ...files } = WHOLE;
    const folder = tempFolder({ ...files, 'seeds/other.txt': '', secret: TEXT });
    symlinkSync('../secret', join(folder, 'seeds/s.txt'));
    expect(faults(folder)).toEqual([
      'sources/s.yaml:5:7 the text “s.txt” lies outside the knowledge base; only what is inside it is read',
    ]);
  });

  it('does not read texts from a folder that links to another place', () => {
    const around = tempFolder({
      's.txt': TEXT,
      'inner/kb/kb.yaml': KB,
      'inner/kb/sources/s.yaml': SOURCE,
    });
    symlinkSync(around, join(around, 'inner/kb/seeds'));
    expect(faults(join(around, 'inner/kb'))).toEqual([
      'kb.yaml:1:1 the folder of the texts must be in the folder of the knowledge base or next to it',
    ]);
  });

  it('reports a missing folder and a file in its place', () => {
    const folder = tempFolder({ 'a.txt': '' });
    expect(faults(join(folder, 'none')).join()).toMatch(/there is no such folder/);
    expect(faults(join(folder, 'a.txt')).join()).toMatch(/this is a file, not a folder/);
  });

  it('shows paths relative to shownFrom', () => {
    const folder = tempFolder({ 'kb/kb.yaml': '' });
    const shown = (shownFrom: string) =>
      loadKb({ folder: join(folder, 'kb'), shownFrom, receiptsFile: '' }).findings.map(
        ({ place }) => place.file,
      );
    expect(shown(folder)).toEqual(['kb/kb.yaml']);
    expect(shown('/nowhere')).toEqual([join(folder, 'kb/kb.yaml')]);
  });
});
