import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { idOfSource } from '../../src/cli/id-from.ts';
import { importDocument } from '../../src/import/document.ts';
import { runs } from '../support/runs.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

function textOf(content: string, name: string | null): string {
  const result = importDocument(utf8(content), name);
  return 'fault' in result ? '' : result.text;
}

const wordsOf = (text: string) => text.split(/[\s|]+/).filter((word) => word !== '');

/** Part of a page: its HTML, and the words that a reader sees. */
interface Piece {
  html: string;
  seen: string[];
}

const word = fc.oneof(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.constantFrom('“R1”', 'it’s', '摩尔线程R1', '€5', 'V3.1', 'naïve', '👍', 'कि'),
);
const words = fc.array(word, { minLength: 1, maxLength: 5 });
const join = (pieces: readonly Piece[]): Piece => ({
  html: pieces.map(({ html }) => html).join(''),
  seen: pieces.flatMap(({ seen }) => seen),
});
const wrap = (tags: readonly string[]) => (inner: fc.Arbitrary<Piece>) =>
  fc.tuple(fc.constantFrom(...tags), inner).map(([tag, { html, seen }]) => ({
    html: `<${tag}>${html}</${tag.split(' ')[0]}>`,
    seen,
  }));

const prose: fc.Arbitrary<Piece> = fc
  .tuple(words, fc.constantFrom(' ', '\n', '&nbsp;', '<br>', ' <i></i>', '<wbr> '))
  .map(([seen, between]) => ({ html: ` ${seen.join(between)} `, seen }));
const inline = fc.oneof(
  prose,
  wrap(['b', 'a href=/x', 'span', 'em', 'code', 'sup', 'x-term', 'time'])(prose),
);
const boilerplate = wrap([
  'script',
  'style',
  'nav',
  'textarea',
  'aside',
  'button',
  'noscript',
  'template',
  'div hidden',
  'div role=navigation',
  'p style="display:none"',
  'dialog open',
])(prose).map(({ html }) => ({ html, seen: [] }));
const table: fc.Arbitrary<Piece> = fc
  .array(fc.array(inline, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map((rows) =>
    join(
      rows.flatMap((row) => [
        { html: '<tr>', seen: [] },
        ...row.flatMap((cell) => [{ html: '<td>', seen: [] }, cell, { html: '</td>', seen: [] }]),
        { html: '</tr>', seen: [] },
      ]),
    ),
  )
  .map(({ html, seen }) => ({ html: `<table>${html}</table>`, seen }));

const flow = fc.letrec<{ block: Piece; flow: Piece }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    wrap(['p', 'h2', 'div', 'pre', 'figcaption'])(inline),
    boilerplate,
    table,
    wrap(['ul'])(wrap(['li'])(tie('flow'))),
    wrap(['div', 'section', 'blockquote', 'article', 'figure', 'details', 'header', 'center'])(tie('flow')),
    inline,
  ),
  flow: fc.array(tie('block'), { minLength: 1, maxLength: 4 }).map(join),
})).flow;

const page = (main: Piece) =>
  `<!doctype html><title>t</title><nav>menu</nav><main>first ${main.html}</main><div>outside</div>`;

describe('import of any page', () => {
  it('keeps every word of the main text in order and adds none', () =>
    fc.assert(
      fc.property(flow, (main) => {
        expect(wordsOf(textOf(page(main), null))).toEqual(['first', ...main.seen]);
      }),
      runs(100),
    ));

  it('writes trimmed lines, single blank lines and one final line break', () =>
    fc.assert(
      fc.property(flow, (main) => {
        const text = textOf(page({ ...main, html: main.html.replaceAll(/<\/?pre>/g, ' ') }), null);
        expect(text).toMatch(/^(?:\S(?:.*\S)?\n{1,2})*$/u);
        expect(text).not.toMatch(/\n\n$|\u00a0| {2}/);
      }),
      runs(100),
    ));

  it('extracts the same words again from its own output', () =>
    fc.assert(
      fc.property(flow, (main) => {
        const text = textOf(page(main), null);
        const paragraphs = text.split('\n').map((line) => `<div>${line}</div>`);
        expect(wordsOf(textOf(`<html>${paragraphs.join('')}`, null))).toEqual(wordsOf(text));
      }),
      runs(100),
    ));
});

test('keeps every word of Markdown in order', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('', '# ', '- ', '> ', '1. '), words), { minLength: 1, maxLength: 6 }),
      (lines) => {
        const markdown = lines.map(([mark, line]) => `${mark}*${line.join(' ')}*\n`).join('\n');
        expect(wordsOf(textOf(markdown, 'a.md'))).toEqual(lines.flatMap(([, line]) => line));
      },
    ),
    runs(100),
  ));

const TAGS =
  'html head body main article header nav p div b i a font table tr td th li ul pre h1 form svg math title select template script';
const tag = fc
  .tuple(
    fc.constantFrom('<', '</', '<!', ''),
    fc.constantFrom(...TAGS.split(' '), '!--', '!doctype html', 'meta charset=gbk', '![CDATA['),
    fc.constantFrom('>', '/>', ' hidden>', ' style="display:none', ' role=main>', '', '-->'),
  )
  .map((parts) => parts.join(''));
const soup = fc
  .array(fc.oneof({ weight: 3, arbitrary: tag }, fc.string({ unit: 'binary', maxLength: 5 })), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

describe('import never throws', () => {
  const name = fc.constantFrom(null, 'a.html', 'a.md', 'a.txt');
  const check = (bytes: Uint8Array, fileName: string | null): void => {
    const before = bytes.slice();
    const result = importDocument(bytes, fileName);
    expect(bytes).toEqual(before);
    if ('fault' in result) {
      expect(result.fault).toMatch(/^[a-z]/);
      return;
    }
    const { title, publisherName, url, extent } = result.facts;
    const { first, last } = extent;
    const lines = result.text.split('\n');
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(result.bytes)).toBe(result.text);
    expect(idOfSource(title, publisherName, url) ?? 'a').toMatch(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/);
    expect(1 <= first && first <= last && last <= lines.length).toBe(true);
    expect([lines[first - 1]?.trim(), lines[last - 1]?.trim()]).not.toContain('');
  };

  it('on random bytes', () =>
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), name, check), runs(100)));
  it('on tag soup', () =>
    fc.assert(
      fc.property(soup, name, (text, fileName) => {
        check(utf8(`<html>${text}`), fileName);
      }),
      runs(200),
    ));
  it('on arbitrary text', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), name, (text, fileName) => check(utf8(text), fileName)),
      runs(100),
    ));

  it.each([
    ['divisions', '<div>'.repeat(10_000)],
    ['tables', '<table><tr><td>'.repeat(5_000)],
    ['lists', '<ul><li>x'.repeat(5_000)],
    ['quotations', '<blockquote>'.repeat(10_000)],
    ['drawings', '<svg>'.repeat(10_000)],
    ['headers and headings', '<header><h1>x'.repeat(3_000)],
  ])('on thousands of nested %s', (_, html) => {
    const result = importDocument(utf8(`<html>${html}<p>words`), null);
    expect('fault' in result ? /^contains no text/.test(result.fault) : result.text).toBeTruthy();
  });

  it('on thousands of fonts that are never closed', () => {
    const fonts = Array.from({ length: 3_000 }, (_, index) => `<font color=${index}><p>x`);
    expect(importDocument(utf8(`<html>${fonts.join('')}`), null)).toEqual({
      fault: 'leaves too many tags open to be read; save the page again and add that',
    });
  });
});
