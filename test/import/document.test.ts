import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { type ImportedDocument, importDocument } from '../../src/import/document.ts';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const utf8 = (text: string) => new TextEncoder().encode(text);

function imported(bytes: Uint8Array, name: string | null): ImportedDocument {
  const result = importDocument(bytes, name);
  if ('fault' in result) throw new Error(result.fault);
  return result;
}

const textOf = (body: string) => imported(utf8(`<!doctype html>${body}`), null).text;
const factsOf = (html: string) => imported(utf8(`<!doctype html>${html}<p>Words`), null).facts;
const droppedFrom = (html: string) =>
  imported(utf8(`<!doctype html>${html}`), null).dropped.map(({ what }) => what);

describe('import of a saved page or Markdown file', () => {
  it.each([
    ['news.html', 'news.txt'],
    ['chinese-gb18030.html', 'chinese.txt'],
    ['press-note.md', 'press-note.txt'],
  ])('extracts from %s the text %s in UTF-8', (name, expected) => {
    const { bytes, text } = imported(fixture(name), name);
    expect(text).toBe(fixture(expected).toString());
    expect(Buffer.from(bytes).toString()).toBe(text);
  });

  it('lists what it left out', () => {
    expect(imported(fixture('news.html'), null).dropped).toEqual([
      { what: '1 style sheet', count: 1 },
      { what: '4 scripts', count: 4 },
      { what: '1 page header (“The Example Times Home Sections Tech”)', count: 1 },
      { what: '1 cookie notice (“We value your privacy. Accept all”)', count: 1 },
      {
        what: '2 parts outside the main text (“Tech › Chips”, “Next in tech Another headline”)',
        count: 2,
      },
      { what: '1 aside (“Also read: ten gadgets”)', count: 1 },
      { what: '1 description of an image (“A shiny chip”)', count: 1 },
      { what: '2 hidden parts (“Subscribers only”, “secret”)', count: 2 },
      { what: '1 text for browsers without scripts', count: 1 },
      { what: '1 embedded page or recording', count: 1 },
      { what: '1 form (“Mail Go”)', count: 1 },
      { what: '2 footers (“Tags: chips, models”, “© 2025 The Example Times”)', count: 2 },
      { what: '2 invisible characters', count: 2 },
    ]);
  });

  it('proposes a record for the source', () => {
    expect(imported(fixture('news.html'), 'x.html').facts).toEqual({
      title: 'Chip firms rush to new models',
      author: [],
      url: 'https://news.example.com/2025/02/05/chip-firms-rush',
      published: '2025-02-05',
      publishedBasis: 'datePublished in the JSON-LD of the page',
      publisherName: 'The Example Times',
      extent: { first: 1, last: 33 },
      extentBasis: null,
    });
    expect(imported(fixture('chinese-gb18030.html'), null).facts).toMatchObject({
      title: '摩尔线程全面支持DeepSeek',
      published: '2025-02-04',
      extent: { first: 1, last: 11 },
    });
  });
});

test('drops the front matter of Markdown and proposes its fields', () => {
  const { format, dropped, facts } = imported(fixture('press-note.md'), 'note.md');
  expect(format).toBe('markdown');
  expect(dropped.map(({ what }) => what.split(' (')[0])).toEqual([
    '1 description of an image',
    '1 script',
    '1 front matter',
  ]);
  expect(facts).toEqual({
    title: 'Alpha supports R1',
    author: [],
    url: 'https://alpha.example.com/press/1',
    published: '2025-02-04',
    publishedBasis: 'the date in the front matter',
    publisherName: null,
    extent: { first: 1, last: 21 },
    extentBasis: null,
  });
  expect(imported(utf8('---\n\nNot front matter.\n\n---\n'), 'a.md').text).toBe('Not front matter.\n');
  expect(imported(utf8('---\r\ntitle: T\r\n---\r\nWords\r\n'), 'a.md')).toMatchObject({
    text: 'Words\n',
    facts: { title: 'T' },
  });
});

describe('import of a plain text', () => {
  it.each([
    'a\r\n\r\nb',
    '\ufeffTitle\n',
    'no line end',
    '<p>not a page</p>\n',
    '# not Markdown\n',
    'nbsp\u00a0 \u200b\n\n\n',
  ])('keeps the bytes of %j', (text) => {
    const result = imported(utf8(text), 'a.txt');
    expect(result).toMatchObject({ format: 'text', text, dropped: [] });
    expect(result.bytes).toEqual(utf8(text));
  });

  it('proposes an extent that ends before the boilerplate, with the reason', () => {
    const bytes = readFileSync(new URL('../../seeds/000_20976bf55dca39ff.txt', import.meta.url));
    expect(imported(bytes, 'seed.txt').facts).toEqual({
      title: 'Tech war: China’s chip firms embrace DeepSeek in AI self-sufficiency drive',
      author: [],
      url: null,
      published: null,
      publishedBasis: null,
      publisherName: null,
      extent: { first: 1, last: 38 },
      extentBasis:
        'from line 40, “Follow us on our official WhatsApp channel for breaking news…”, only short lines follow, as after the end of an article',
    });
  });

  it.each([
    ['\n\nTitle\n\nA sentence.\n\n', 3, 5],
    ['Title\r\n\r\nA sentence.\r\n', 1, 3],
    // A sentence follows, or most of the words: the line can be part of the document.
    ['Title\n\nA long sentence.\n\nRead more\n\nAnother sentence.\n', 1, 7],
    ['Related articles\n\nOne headline\n\nAnother headline\n', 1, 5],
    ['Follow us on a journey\n', 1, 1],
    ['标题\n\n这是很长的一句话，说了很多。\n\n相关阅读\n另一个标题\n', 1, 3],
  ])('proposes for %j the lines %i to %i', (text, first, last) =>
    expect(imported(utf8(text), null).facts.extent).toEqual({ first, last }),
  );

  it.each([
    ['\ufeff\n  Title here \nBody', 'Title here'],
    [`${'long '.repeat(50)}\nBody`, null],
  ])('proposes for %j the title %j', (text, title) =>
    expect(imported(utf8(text), null).facts.title).toBe(title),
  );
});

describe('extraction of the words of a page', () => {
  it.each([
    ['<p>a <b>b</b>c</p>', 'a bc\n'],
    ['<p>a</p>b<div>c</div><div>d</div>', 'a\n\nb\nc\nd\n'],
    ['<p>a<br><br><br>b<br></p><p>c', 'a\n\nb\n\nc\n'],
    ['<p>“curly” ‘quotes’ – — … ½ ﬁ e\u0301', '“curly” ‘quotes’ – — … ½ ﬁ e\u0301\n'],
    ['<p>a&nbsp;&nbsp;b\u202fc', 'a b\u202fc\n'],
    ['<p>中文\n中文\n，<b>\n字</b> 字 a\n中', '中文中文，字 字 a 中\n'],
    ['<p>한국\n한국', '한국 한국\n'],
    ['<p>👩‍💻 न\u200dम', '👩‍💻 न\u200dम\n'],
    ['<p>a&#1;b&#xfeff;&#xd800;', 'ab\ufffd\n'],
    ['<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>', '漢(kan)\n'],
    ['<details><summary>More</summary><p>inside</details>', 'More\n\ninside\n'],
    ['<dl><dt>a<dd>b<dt>c<dd>d</dl>', 'a\nb\nc\nd\n'],
    ['<span style="display:block">a</span><span style="color:red;display: flex">b</span>', 'a\nb\n'],
    ['<pre>  a\n\n\n b &nbsp;c  <b>d</b>  \n</pre>e', '  a\n\n b  c  d\n\ne\n'],
    ['<table><tr><td>a<td>b<br>c<tr><td><ul><li>d<li>e</ul><td></table>', 'a | b c\nd e\n'],
    ['<table><tr><td><td>b<td><td>d</table>', '| b | | d\n'],
    ['<table role=presentation><tr><td>a<td>b</table>', 'a\nb\n'],
    ['<table><tr><td><h2>a</h2><td><p>b<p>c</table>', 'a\n\nb\n\nc\n'],
    ['a<svg><title>t</title><text>x</text></svg><math><mi>x</mi></math>', 'ax\n'],
    ['<p aria-hidden=true>seen</p><p class="a sr-only">no</p>', 'seen\n'],
  ])('turns %s into %j', (body, text) => expect(textOf(body)).toBe(text));
});

describe('search for the main text of a page', () => {
  it.each([
    [
      'takes <main> and the heading outside it',
      '<div>x y</div><h1>H</h1><main><p>m</p></main><p>z',
      'H\n\nm\n',
    ],
    ['prefers a heading in <main>', '<h1>Site</h1><main><h1>H</h1><p>m</p></main>', 'H\n\nm\n'],
    ['takes an article with half of the words', '<div>x</div><article>long words</article>', 'long words\n'],
    [
      'ignores a small article',
      '<p>many more words here</p><article>teaser</article>',
      'many more words here\n\nteaser\n',
    ],
    [
      'takes the page header around the heading',
      '<header><nav>n</nav><h1>H</h1><p>deck</p></header><p>body',
      'H\n\ndeck\n\nbody\n',
    ],
    ['drops a page header without a heading', '<header>Site</header><h1>H</h1><p>body', 'H\n\nbody\n'],
    [
      'reads a page that is inside a form',
      '<form><h1>H</h1><p>body</p><input></form><form>mail</form>',
      'H\n\nbody\n',
    ],
    [
      'reads a page that is inside something like a cookie notice',
      '<div id=gdpr><h1>GDPR</h1><p>The law</div>',
      'GDPR\n\nThe law\n',
    ],
    ['reads a body that is hidden until loaded', '<body style="visibility:hidden"><p>a', 'a\n'],
  ])('%s', (_, html, text) => expect(textOf(html)).toBe(text));

  it('lists the boilerplate that it drops, with excerpts', () => {
    expect(droppedFrom('<p>a</p><nav>Home</nav><nav>Tech</nav><button>Go</button>')).toEqual([
      '2 navigation blocks (“Home”, “Tech”)',
      '1 button or form field (“Go”)',
    ]);
    expect(droppedFrom(`<p>words</p><aside>${'word '.repeat(30)}</aside>`)).toEqual([
      `1 aside (“${'word '.repeat(12).trim()}…”)`,
    ]);
  });
});

describe('metadata of a page', () => {
  it.each([
    ['<title>T | Site</title><h1>Logo</h1><h1>T</h1>', 'T'],
    ['<title>T | Site</title>', 'T | Site'],
    ['<meta property="og:title" content="O"><title>T</title>', 'O'],
    ['<svg><title>Icon</title></svg>', null],
    ['<h1>A<br>B</h1>', 'A B'],
  ])('gives for %s the title %j', (html, title) => expect(factsOf(html).title).toBe(title));

  it.each([
    ['<link rel=canonical href="https://a.example/b">', 'https://a.example/b'],
    [
      '<link rel=canonical href="/b"><meta property="og:url" content="http://a.example/c d">',
      'http://a.example/c%20d',
    ],
    ['<link rel=canonical href="javascript:alert(1)">', null],
    ['<link rel=canonical href="file:///etc">', null],
    ['<!-- saved from url=(0021)https://a.example/s -->', 'https://a.example/s'],
  ])('gives for %s the address %j', (html, url) => expect(factsOf(html).url).toBe(url));

  it.each([
    ['<meta property="article:published_time" content="2025-02-05T23:30:00-08:00">', '2025-02-05'],
    ['<p itemprop=datePublished content="2025/2/5">x', '2025-02-05'],
    ['<p><time datetime="2024-02-29">x</time>', '2024-02-29'],
    ['<p><time>yesterday</time>', null],
    ['<meta name=citation_publication_date content="2025/2">', '2025-02'],
    ['<meta name=citation_publication_date content="2025/13">', null],
    ['<meta name=pubdate content="2025-02 to 2025-03">', null],
    [
      '<meta property="article:published_time" content="2025-02-30"><meta name=pubdate content=2025-03-01>',
      '2025-03-01',
    ],
    ['<meta name=pubdate content="5 February">', null],
    ['<script type="application/ld+json">{broken</script>', null],
    [
      '<script type="application/ld+json">[{"@type":"BlogPosting","datePublished":"2025-02-05"}]</script>',
      '2025-02-05',
    ],
    ['<script type="application/ld+json">{"@type":"Event","datePublished":"2025-02-05"}</script>', null],
  ])('gives for %s the publication date %j', (html, date) => expect(factsOf(html).published).toBe(date));
});

describe('the proposed author', () => {
  const jsonLd = (author: unknown) =>
    `<script type="application/ld+json">${JSON.stringify({ '@type': 'Article', author })}</script>`;
  it.each<[string, string[]]>([
    ['<meta name="author" content=" A.\n Writer ">', ['A. Writer']],
    [
      '<meta name="citation_author" content="A"><meta name="citation_author" content="B"><meta name="dc.creator" content="C">',
      ['A', 'B'],
    ],
    ['<meta property="article:author" content="https://example.org/a">', []],
    [
      `<meta property="article:author" content="https://example.org/a">${jsonLd([{ name: 'A' }, 'B'])}`,
      ['A', 'B'],
    ],
    [jsonLd({ '@type': 'Person', name: 'A. Writer' }), ['A. Writer']],
    [jsonLd(7), []],
  ])('is, for %s, %j', (head, author) => expect(factsOf(head).author).toEqual(author));

  it.each<[string, string[]]>([
    ['author: A. Writer', ['A. Writer']],
    ['author: [A. Writer, "B. Writer"]', ['A. Writer', 'B. Writer']],
    ['author:\n  - A. Writer', []],
  ])('is, for the front matter %j, %j', (fields, author) =>
    expect(imported(utf8(`---\n${fields}\n---\nWords\n`), 'a.md').facts.author).toEqual(author),
  );
});

describe('detection of the format', () => {
  it.each([
    ['<!DOCTYPE HTML><p>a', null, 'html'],
    ['\ufeff \n<!-- c --><?xml version="1.0"?><html lang=en><p>a', 'a.txt', 'html'],
    ['<p>a', 'A.HTM', 'html'],
    ['<p>a', null, 'text'],
    ['# a', 'a.MD', 'markdown'],
    ['# a', 'a.markdown', 'markdown'],
    ['# a', null, 'text'],
    ['<htmlish>', null, 'text'],
  ])('takes %j with the file name %j for %s', (text, name, format) =>
    expect(imported(utf8(text), name).format).toBe(format),
  );
});

describe('decoding of a page', () => {
  const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
  it.each([
    ['defaults to UTF-8', utf8('<html><p>“é”'), '“é”\n'],
    ['detects UTF-16 by its byte order mark', Buffer.from('\ufeff<html><p>“é”', 'utf16le'), '“é”\n'],
    [
      'reads a declared ISO 8859-1 as Windows-1252',
      latin1('<html><meta charset=iso-8859-1><p>\x93\xe9\x94 \x80'),
      '“é” €\n',
    ],
    ['reads GBK', latin1('<html><meta charset="GBK"><p>\xc4\xa6\xb6\xfb\xa3\xa0\xa8\xbc'), '摩尔　ḿ\n'],
    ['reads Big5', latin1('<html><meta charset=big5><p>\xbc\xaf\xba\xb8'), '摩爾\n'],
    ['reads a false declaration of UTF-16 as UTF-8', utf8('<html><meta charset=utf-16><p>é'), 'é\n'],
    [
      'ignores a declaration in a comment',
      utf8('<html><!-- <meta charset=gbk> --><meta charset=utf-8><p>é'),
      'é\n',
    ],
  ])('%s', (_, bytes, text) => expect(imported(bytes, null).text).toBe(text));
});

describe('a document that is not text is a fault that says what to do', () => {
  const bytes = (...codes: number[]) => Uint8Array.from(codes);
  it.each([
    [
      '%PDF-1.7 …',
      'a.pdf',
      'is a PDF; save its words as a text file (pdftotext, or copy and paste) and add that',
    ],
    [
      'PK\u0003\u0004',
      'a.docx',
      'is a zip archive or an office document; unpack it, or save it as plain text and add that',
    ],
    [bytes(0x89, 0x50, 0x4e, 0x47), null, 'is a PNG image; a source is text, so add a transcript of it'],
    [
      'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n',
      'a.mhtml',
      'is a web archive (MHTML); save the page as “HTML only” and add that',
    ],
    [Buffer.from('\ufeffabc', 'utf16le'), 'a.txt', 'is UTF-16 text; save it as UTF-8 and add that'],
    ['a\0b', null, 'contains NUL bytes, so it is not text; save its words as UTF-8 text and add that'],
    [bytes(0x61, 0xff), null, 'is not UTF-8 text; save it as UTF-8 and add that'],
    [bytes(0x61, 0xff), 'a.md', 'is not UTF-8 text; save it as UTF-8 and add that'],
    [
      bytes(0x61, 0xff),
      'a.html',
      'is not UTF-8 and declares no charset; save the page as UTF-8 and add that',
    ],
    [
      Buffer.from('<html><meta charset=gbk>\xff', 'latin1'),
      null,
      'is not valid in the charset “gbk” that it declares; save the page as UTF-8 and add that',
    ],
    [
      '<html><meta charset=klingon>',
      null,
      'declares the charset “klingon”, which is unknown; save the page as UTF-8 and add that',
    ],
    ['', null, 'contains no text'],
    ['\ufeff \n\n', null, 'contains no text'],
    ['---\ntitle: T\n---\n', 'a.md', 'contains no text'],
    [
      '<html><nav>Home</nav><script>x</script>',
      null,
      'contains no text outside scripts, menus and the like; save the page from a browser that shows it',
    ],
    [`${'> '.repeat(200)}a`, 'a.md', 'nests lists or quotations too deeply to be read'],
  ])('%j with the file name %j', (content, name, fault) =>
    expect(importDocument(typeof content === 'string' ? utf8(content) : content, name)).toEqual({ fault }),
  );
});
