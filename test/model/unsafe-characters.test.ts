import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clean } from '../../src/render/clean.ts';
import { toCsv, toJson, toYaml } from '../../src/render/formats.ts';
import { kbFolder } from '../support/edited-kb.ts';
import { run } from '../support/run.ts';

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));

const CONTROLS = [...range(0x00, 0x08), ...range(0x0b, 0x0c), ...range(0x0e, 0x1f), ...range(0x7f, 0x9f)];
const BIDI = range(0, 0xffff).filter((character) => /\p{Bidi_Control}/u.test(character));
const HIDDEN = [0xad, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0x2061, 0x2064, 0xfeff, 0x2028, 0x2029];
const FILLERS = [0x115f, 0x1160, 0x3164, 0xffa0];
const OTHERS = [0xfff9, 0xfffa, 0xfffb, 0xe0001, 0xe0041, 0xe007f];
const UNSAFE = [
  ...CONTROLS,
  ...BIDI,
  ...[...HIDDEN, ...FILLERS, ...OTHERS].map((point) => String.fromCodePoint(point)),
];
const SAFE = ['摩尔线程', 'e\u0301', '1️⃣', '👨‍👩‍👧‍👦', '👩🏽‍💻', 'عربي', '\u00a0', '\u3000', '–“”…'];

const hex = (character: string) =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

test('every format removes or escapes each unsafe character', async () => {
  const printed = async (text: string) => [
    clean(text),
    toJson([text]),
    await toYaml([text]),
    [...toCsv({ columns: ['text'], rows: [{ text }] }, { rawCsv: true })].join(''),
  ];
  const passing = [];
  for (const character of UNSAFE) {
    const outputs = await printed(`a${character}b`);
    if (outputs.some((output) => output.includes(character))) passing.push(hex(character));
  }
  expect(passing).toEqual([]);
});

test('every format prints safe text unchanged', async () => {
  for (const text of SAFE) {
    expect(clean(text)).toBe(text);
    expect(toJson(text)).toBe(`"${text}"\n`);
    expect(await toYaml(text)).toBe(`${text}\n`);
  }
});

test('check reports each unsafe character in a name, and no other', async () => {
  const folder = kbFolder();
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const aliases = [...UNSAFE.map((character) => `a${character}b`), ...SAFE].map(
    (text, index) =>
      `    - "${index}${text.replace(/./gsu, (character) => `\\U${hex(character).padStart(8, '0')}`)}"\n`,
  );
  appendFileSync(
    join(folder, 'data/entities/publishers.yaml'),
    `\n- id: test-press\n  name: Test Press\n  kind: publisher\n  aliases:\n${aliases.join('')}  description: A publisher.\n`,
  );
  const { out } = await run(['check', '--json', '--data', join(folder, 'data')]);
  const findings = JSON.parse(out) as { rule: string; message: string }[];
  const reported = findings.flatMap(({ rule, message }) =>
    rule === 'invisible' ? (/U\+([0-9A-F]+)/.exec(message)?.[1] ?? message) : [],
  );
  expect(reported).toEqual(UNSAFE.map(hex));
});
