/** The bundled knowledge base with one file damaged at random, for fuzzing. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { packageFolder } from './run.ts';

const data = join(packageFolder, 'data');
const files = [
  'kb.yaml',
  ...['entities', 'sources'].flatMap((folder) =>
    readdirSync(join(data, folder)).map((name) => join(folder, name)),
  ),
];
const texts = new Map(files.map((file) => [file, readFileSync(join(data, file))]));

/** Bytes that mean something in YAML or UTF-8. */
const BYTES = [...'\n\t :-?[]{}#&*!|>\'"%@`,0aZ~']
  .map((character) => character.charCodeAt(0))
  .concat(0x00, 0x7f, 0x80, 0xbf, 0xc3, 0xe2, 0xef, 0xff);

type Edit = (text: Buffer) => Buffer;

const at = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** Takes the line that holds a place and gives it back `times` times. */
const lines =
  (where: number, times: number): Edit =>
  (text) => {
    const all = text.toString('latin1').split('\n');
    const index = Math.floor(where * all.length);
    return Buffer.from(
      all.flatMap((line, own) => (own === index ? Array(times).fill(line) : [line])).join('\n'),
      'latin1',
    );
  };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(at, fc.constantFrom(...BYTES)).map(
    ([where, byte]): Edit =>
      (text) => {
        const copy = Buffer.from(text);
        copy[Math.floor(where * copy.length)] = byte;
        return copy;
      },
  ),
  fc.tuple(at, fc.integer({ min: 0, max: 7 })).map(
    ([where, bit]): Edit =>
      (text) => {
        const copy = Buffer.from(text);
        const index = Math.floor(where * copy.length);
        copy[index] = (copy[index] ?? 0) ^ (1 << bit);
        return copy;
      },
  ),
  at.map((where) => lines(where, 0)),
  at.map((where) => lines(where, 2)),
  at.map(
    (where): Edit =>
      (text) =>
        text.subarray(0, Math.floor(where * text.length)),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }).map(
    (text): Edit =>
      () =>
        Buffer.from(text),
  ),
);

/** Which file is damaged, and how. */
export const damage = fc.record({
  file: fc.constantFrom(...files),
  edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
});

/** Each line of each file, taken out and doubled. */
export function* everyLine(): Generator<{ file: string; edits: Edit[] }> {
  for (const [file, text] of texts) {
    const count = text.toString('latin1').split('\n').length;
    for (let line = 0; line < count; line++) {
      for (const times of [0, 2]) yield { file, edits: [lines((line + 0.5) / count, times)] };
    }
  }
}

/** Copies the knowledge base to a folder, once; the texts stand beside it. */
export function copyKb(folder: string): void {
  cpSync(data, join(folder, 'data'), { recursive: true });
  cpSync(join(packageFolder, 'seeds'), join(folder, 'seeds'), { recursive: true });
}

/** Writes the damage into a copy; gives back what undoes it. */
export function apply(folder: string, { file, edits }: { file: string; edits: Edit[] }): () => void {
  const sound = texts.get(file) ?? Buffer.alloc(0);
  writeFileSync(
    join(folder, 'data', file),
    edits.reduce<Buffer>((text, change) => change(text), sound),
  );
  return () => writeFileSync(join(folder, 'data', file), sound);
}
