/** The styles of `cite`, read back by small readers of the tests and, in the slow tests, by Debian's bibutils. */
import { spawnSync } from 'node:child_process';
import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Citation } from '../../src/query/answers/cite.ts';
import { toBibtex } from '../../src/render/cite/bibtex.ts';
import { toCsl } from '../../src/render/cite/csl.ts';
import { toFootnotes } from '../../src/render/cite/footnote.ts';
import { toRis } from '../../src/render/cite/ris.ts';
import { clean } from '../../src/render/clean.ts';
import { isSlow, runs } from '../support/runs.ts';
import { nastyText, UNSAFE } from './unsafe-text.ts';

const publisher = { id: 'gazette', name: 'Gazette & Sons', kind: 'publisher' } as const;

const citation = (source: Partial<Citation['source']> = {}): Citation => ({
  source: {
    id: 'gazette-100-percent',
    title: '100% of {A} & B_C #1 ~^ \\ $5: “Ärger” 摩尔线程',
    author: ['A. Writer', '李四'],
    publisher,
    republishedBy: { id: 'the-star', name: 'The Star', kind: 'publisher' },
    url: 'https://example.org/a_b?c=d%20e&f=#g',
    archived: 'https://web.archive.org/web/2025/https://example.org/a_b',
    published: '2025-02-05',
    publishedBasis: 'the address',
    retrieved: '2025-03-01',
    repository: null,
    origin: null,
    ...source,
  },
  claims: [],
  remarks: [],
});

const BARE = citation({
  author: [],
  republishedBy: null,
  url: null,
  archived: null,
  publishedBasis: null,
  retrieved: null,
});

describe('toBibtex', () => {
  it('escapes what has a meaning in LaTeX, and keeps addresses as they are', () => {
    expect(toBibtex([citation()])).toBe(`@misc{gazette-100-percent,
  author = {{A. Writer} and {李四}},
  title = {{100\\% of {\\textbraceleft}A{\\textbraceright} \\& B\\_C \\#1 {\\textasciitilde}{\\textasciicircum} {\\textbackslash} \\$5: “Ärger” 摩尔线程}},
  howpublished = {Gazette \\& Sons},
  year = {2025},
  month = feb,
  date = {2025-02-05},
  url = {https://example.org/a_b?c=d%20e&f=#g},
  urldate = {2025-03-01},
  note = {Read as republished by The Star. Basis of the date: the address. Archived: https://web.archive.org/web/2025/https://example.org/a\\_b},
}
`);
  });

  it('leaves out fields without a value', () => {
    expect(toBibtex([BARE]).match(/^ {2}\w+/gm)).toEqual(
      ['title', 'howpublished', 'year', 'month', 'date'].map((name) => `  ${name}`),
    );
  });

  it('writes any title so that it can be read back', () => {
    fc.assert(
      fc.property(nastyText, (title) => {
        const [field = ''] = /title = \{\{.*\}\},$/m.exec(toBibtex([citation({ title })])) ?? [];
        expect(unescaped(field.slice('title = {{'.length, -'}},'.length))).toBe(clean(title));
        expect(depth(field)).toBe(0);
      }),
      runs(200),
    );
  });
});

const NAMES = new Map(
  Object.entries({ backslash: '\\', braceleft: '{', braceright: '}', asciitilde: '~', asciicircum: '^' }),
);

/** The text that LaTeX prints. */
const unescaped = (text: string): string =>
  text.replace(/\{\\text(\w+)\}|\\(.)/g, (_, name: string | undefined, character: string) =>
    name === undefined ? character : (NAMES.get(name) ?? ''),
  );

/** The braces that are open at the end, as BibTeX counts them; -1 if one closes that was not open. */
const depth = (text: string): number =>
  [...text].reduce(
    (open, letter) => (open < 0 ? open : open + Number(letter === '{') - Number(letter === '}')),
    0,
  );

describe('toRis', () => {
  it('writes a tag and a value a line, TY first and ER last', () => {
    expect(toRis([citation({ title: 'One\r\nTY  - BOOK' }), BARE]).split('\r\n')).toEqual([
      'TY  - ELEC',
      'ID  - gazette-100-percent',
      'AU  - A. Writer',
      'AU  - 李四',
      'TI  - One TY  - BOOK',
      'T2  - Gazette & Sons',
      'PY  - 2025',
      'DA  - 2025/02/05/',
      'UR  - https://example.org/a_b?c=d%20e&f=#g',
      'Y2  - 2025/03/01/',
      'N1  - Read as republished by The Star',
      'N1  - Basis of the date: the address',
      'N1  - Archived: https://web.archive.org/web/2025/https://example.org/a_b',
      'ER  - ',
      '',
      'TY  - GEN',
      'ID  - gazette-100-percent',
      `TI  - ${BARE.source.title}`,
      'T2  - Gazette & Sons',
      'PY  - 2025',
      'DA  - 2025/02/05/',
      'ER  - ',
      '',
      '',
    ]);
  });

  it('writes any text on one line', () => {
    fc.assert(
      fc.property(nastyText, nastyText, (title, name) => {
        const lines = toRis([citation({ title, author: [name], url: `https://example.org/${title}` })]).split(
          '\r\n',
        );
        expect(lines.slice(0, -2).filter((line) => !/^[A-Z][A-Z0-9] {2}- /.test(line))).toEqual([]);
        expect(lines.join('')).not.toMatch(UNSAFE);
      }),
      runs(200),
    );
  });
});

/**
 * The rules of the official schema for what is written here: a known type and an id, no other fields, names and dates in their form.
 * https://resource.citationstyles.org/schema/latest/input/json/csl-data.json
 */
const date = {
  type: 'object',
  properties: {
    'date-parts': {
      type: 'array',
      minItems: 1,
      maxItems: 2,
      items: { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 3 },
    },
  },
  additionalProperties: false,
};
const text = { type: 'string' };
const CSL_DATA = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      type: { enum: ['article-newspaper', 'document', 'post-weblog', 'report', 'webpage'] },
      id: text,
      author: {
        type: 'array',
        items: { type: 'object', properties: { literal: text }, additionalProperties: false },
      },
      issued: date,
      accessed: date,
      title: text,
      'container-title': text,
      URL: text,
      note: text,
      annote: text,
    },
    required: ['type', 'id'],
    additionalProperties: false,
  },
};

describe('toCsl', () => {
  const isValid = new Ajv.Ajv({ strict: false }).compile(CSL_DATA);

  it('fits the schema of CSL-JSON', () => {
    const [full, bare] = [citation(), BARE].map((one) => JSON.parse(toCsl([one])) as [object]);
    expect({ full: isValid(full), bare: isValid(bare) }).toEqual({ full: true, bare: true });
    expect(full?.[0]).toMatchObject({
      type: 'webpage',
      title: citation().source.title,
      author: [{ literal: 'A. Writer' }, { literal: '李四' }],
      issued: { 'date-parts': [[2025, 2, 5]] },
      URL: citation().source.url,
    });
    expect(bare?.[0]).toEqual({
      id: 'gazette-100-percent',
      type: 'document',
      title: BARE.source.title,
      'container-title': 'Gazette & Sons',
      issued: { 'date-parts': [[2025, 2, 5]] },
    });
  });
});

describe('toFootnotes', () => {
  it('escapes Markdown, and encodes what would end an address', () => {
    const one = citation({ title: 'A *b* [c] <i>', url: 'https://example.org/a>b c_(d)', archived: null });
    expect(toFootnotes([one])).toBe(
      '[^gazette-100-percent]: A. Writer and 李四, “[A \\*b\\* \\[c\\] \\<i\\>](https://example.org/a%3Eb%20c_%28d%29)”, Gazette \\& Sons, 2025-02-05 (the address), republished by The Star, retrieved 2025-03-01.\n',
    );
  });
});

describe.runIf(isSlow)('bibutils', () => {
  const xml = (program: string, input: string): string => {
    const ran = spawnSync(program, [], { input, encoding: 'utf8' });
    if (ran.error) throw new Error(`${program} does not run: install Debian's package bibutils`);
    return ran.stdout;
  };

  it.each([
    ['bib2xml', toBibtex, '2025-02'],
    ['ris2xml', toRis, '2025-02-05'],
  ] as const)('%s reads title, author, date and address', (program, write, issued) => {
    const title = 'Prices rise 5% & more: what C# and {B} cost';
    const read = xml(program, write([citation({ title, author: ['Ann Writer', 'Bo Writer'] })]));
    const values = (name: string) =>
      [...read.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, value]) =>
        (value ?? '').replaceAll('&amp;', '&'),
      );
    expect([values('title')[0], values('subTitle')[0]].join(': ')).toBe(title);
    expect(read.match(/Writer/g)).toHaveLength(2);
    expect(values('dateIssued')).toEqual([issued]);
    expect(values('url')).toEqual([citation().source.url]);
  });
});
