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

/** Bytes that have a meaning in YAML or UTF-8. */
const BYTES = [...'\n\t :-?[]{}#&*!|>\'"%@`,0aZ~']
  .map((character) => character.charCodeAt(0))
  .concat(0x00, 0x7f, 0x80, 0xbf, 0xc3, 0xe2, 0xef, 0xff);

type Edit = (text: Buffer) => Buffer;

const at = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

/** Repeats one line, `where` of the way through the text (0 to 1); 0 times removes it. */
const repeatLine =
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
  at.map((where) => repeatLine(where, 0)),
  at.map((where) => repeatLine(where, 2)),
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

/** One to three random edits of a random file. */
export const damage = fc.record({
  file: fc.constantFrom(...files),
  edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
});

/** Each line of each file, once removed and once doubled. */
export function* everyLine(): Generator<{ file: string; edits: Edit[] }> {
  for (const [file, text] of texts) {
    const count = text.toString('latin1').split('\n').length;
    for (let line = 0; line < count; line++) {
      for (const times of [0, 2]) yield { file, edits: [repeatLine((line + 0.5) / count, times)] };
    }
  }
}

/** Copies the bundled knowledge base to `data` in a folder, and its texts to `seeds`. */
export function copyKb(folder: string): void {
  cpSync(data, join(folder, 'data'), { recursive: true });
  cpSync(join(packageFolder, 'seeds'), join(folder, 'seeds'), { recursive: true });
}

/** Damages a file of a copy that `copyKb` made; returns a function that restores it. */
export function writeDamaged(folder: string, { file, edits }: { file: string; edits: Edit[] }): () => void {
  const original = texts.get(file) ?? Buffer.alloc(0);
  writeFileSync(
    join(folder, 'data', file),
    edits.reduce<Buffer>((text, change) => change(text), original),
  );
  return () => writeFileSync(join(folder, 'data', file), original);
}
