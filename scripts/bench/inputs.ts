/** Plain and hostile inputs of any size: texts, pages, Markdown and YAML, each a part that is repeated. */

/** What is repeated, and what comes before and after. */
export interface Repeated {
  start?: string;
  part: string;
  end?: string;
}

/** Fills about `size` bytes; each ID becomes another word. */
export function filled({ start = '', part, end = '' }: Repeated, size: number): string {
  let count = 0;
  const text = start + part.repeat(Math.ceil(size / Buffer.byteLength(part))) + end;
  return part.includes('ID') ? text.replace(/ID/g, () => `x${(count++).toString(36)}`) : text;
}

const PROSE = 'Acme Chips said on Tuesday that its N9 cluster now supports the M1 model of Beta Labs.';
const HAN = '砺铁芯片周二表示，其集群现已支持青雀一号模型。';

/** Texts that are stored as a source. */
export const TEXTS: Readonly<Record<string, Repeated>> = {
  'prose on one line': { part: `${PROSE} ` },
  'prose in lines': { part: `${PROSE}\n` },
  abbreviations: { part: 'Inc. ' },
  'Chinese on one line': { part: HAN },
  'Chinese in lines': { part: `${HAN}\n` },
  'joined emoji': { part: '👩‍👩‍👧‍👦' },
  'emoji with spaces': { part: '👩‍👩‍👧‍👦 ' },
  'combining marks': { part: `e${'\u0301'.repeat(20)}` },
  'one letter with marks': { start: 'e', part: '\u0301' },
  'nested quotation marks': { part: '“‘' },
  'quoted sentences': { part: '“Yes,” she said. ' },
  brackets: { part: '([{' },
  addresses: { part: 'https://example.com/a?b=c&d=e#f ' },
  'dates and versions': { part: '2025-02-04 3.1.4 ' },
  'no spaces': { part: 'a' },
  spaces: { start: 'A', part: ' ', end: 'b' },
  'empty lines': { start: 'A', part: '\n', end: 'b' },
  'known names': { part: 'Acme Chips, Beta Labs, N9 and M1, ' },
  'unknown names': { part: 'Foo Bar & Baz-Qux Inc. ' },
  'full stops': { start: 'A', part: '.', end: 'b' },
  'claims without full stops': { part: 'Acme Chips and Beta Labs with N9 support M1, ' },
  'brackets, then names': { part: '(A,' },
  hyphens: { part: 'A-' },
  'openers of sentences': { part: 'The ' },
  commas: { part: ', ' },
};

/** Pages of HTML. */
export const PAGES: Readonly<Record<string, Repeated>> = {
  paragraphs: { start: '<html>', part: `<p>${PROSE}</p>` },
  'nested elements': { start: '<html>', part: '<div>', end: 'text' },
  'nested headings': { start: '<html>', part: '<h1><div>', end: 'text' },
  'nested tables': { start: '<html>', part: '<table><tr><td>', end: 'text' },
  'cells that span many': {
    start: '<html><table>',
    part: '<tr><td rowspan=65534 colspan=1000>a<td>b',
  },
  'open formatting': { start: '<html>', part: '<b><i>text' },
  'open links': { start: '<html>', part: '<a href=x>text<p>' },
  attributes: { start: '<html><p ', part: 'aID ', end: '>text' },
  entities: { start: '<html><p>', part: '&amp;' },
  comments: { start: '<html>', part: '<!--a-->', end: 'text' },
  'open comments': { start: '<html>text', part: '<!--' },
  'open tags': { start: '<html>text', part: '<a ' },
  lists: { start: '<html>', part: '<ul><li>a' },
  'preformatted spaces': { start: '<html><pre>', part: ' ', end: 'text' },
  'hidden parts': { start: '<html>text', part: '<div hidden>a</div>' },
  classes: { start: '<html>text<p class="', part: 'a ', end: '">' },
};

/** Markdown. */
export const MARKDOWN: Readonly<Record<string, Repeated>> = {
  paragraphs: { part: `${PROSE}\n\n` },
  'open links': { part: '[a](' },
  'open brackets': { part: '[' },
  'open images': { part: '![' },
  emphasis: { part: '*a _b ' },
  'back quotes': { part: '`a``' },
  quotations: { part: '> ' },
  lists: { part: '- a\n' },
  tables: { start: 'a|b\n-|-\n', part: 'a|b\n' },
  'wide tables': { part: 'a|' },
  tags: { part: '<a>' },
  'open tags': { part: '<a ' },
  references: { part: '[a]: b\n' },
  'front matter': { start: '---\ntitle: t\n', part: 'a: b\n' },
};

/** Files of entities. */
export const YAML: Readonly<Record<string, Repeated>> = {
  entities: { part: '- { id: ID, name: Name ID, kind: company, description: d }\n' },
  'long scalar': {
    start: '- id: a\n  name: A\n  kind: company\n  description: ',
    part: 'word ',
    end: 'end\n',
  },
  'long block': { start: '- id: a\n  name: A\n  kind: company\n  description: >\n', part: '    word\n' },
  'quoted scalar': {
    start: '- id: a\n  name: A\n  kind: company\n  description: "',
    part: '\\u0041 ',
    end: '"\n',
  },
  'many keys': { start: '- id: a\n', part: '  kID: v\n' },
  'many aliases': {
    start: '- id: a\n  name: A\n  kind: company\n  description: d\n  aliases:\n',
    part: '    - aID\n',
  },
  anchors: { start: '- &a x\n', part: '- *a\n' },
  'many anchors': { part: '- &aID x\n' },
  'nested lists': { part: '- ' },
  'nested flow lists': { part: '[' },
  'flow list': { start: '[', part: 'a, ', end: 'a]\n' },
  comments: { start: '- id: a\n', part: '# c\n' },
  'empty lines': { start: '- id: a\n', part: '\n' },
  'open quotation mark': { start: '- id: "', part: 'a ' },
};
