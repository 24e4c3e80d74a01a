/** Converts a received document to the plain text of a source, with proposals for its record. Reads and writes no files. */
import type { Extent } from '../model/selector.ts';
import { decodePage, decodeText } from './decode.ts';
import type { Dropped } from './dropped.ts';
import { parseHtml } from './html-tree.ts';
import { renderMarkdown, splitFrontMatter } from './markdown.ts';
import { type DocumentFacts, leadingDate, pageFacts, webAddress } from './page-facts.ts';
import { readPage } from './page-text.ts';
import { proposeExtent, titleLine } from './plain-text.ts';
import { type DocumentFormat, detectFormat } from './sniff.ts';

/** What a document states about itself, and which lines of its text are the article; a person can correct both. */
export interface SourceFacts extends DocumentFacts {
  extent: Extent;
  /** Why the extent ends before the text does; null if it is the whole text. */
  extentBasis: string | null;
}

export interface ImportedDocument {
  format: DocumentFormat;
  /** What is stored: a plain text byte for byte as received, or the extracted text in UTF-8 with LF line ends. */
  bytes: Uint8Array;
  /** `bytes`, decoded. */
  text: string;
  dropped: Dropped[];
  facts: SourceFacts;
}

/** A fault completes a sentence that starts with the name of the document. */
type ImportResult = ImportedDocument | { fault: string };

const NO_TEXT = { fault: 'contains no text' };

/** Converts a document; `fileName` is null for standard input. Never throws: an unreadable document is a fault. */
export function importDocument(bytes: Uint8Array, fileName: string | null): ImportResult {
  const format = detectFormat(bytes, fileName);
  if (typeof format === 'object') return format;
  const decoded = format === 'html' ? decodePage(bytes) : decodeText(bytes);
  if ('fault' in decoded) return decoded;
  if (format === 'text') return importText(bytes, decoded.text);
  return format === 'html' ? importPage(decoded.text) : importMarkdown(decoded.text);
}

function importText(bytes: Uint8Array, text: string): ImportResult {
  const found = proposeExtent(text);
  if (found === null) return NO_TEXT;
  const facts = {
    title: titleLine(text),
    author: [],
    url: null,
    published: null,
    publishedBasis: null,
    publisherName: null,
    extent: found.extent,
    extentBasis: found.basis,
  };
  return { format: 'text', bytes, text, dropped: [], facts };
}

function importPage(html: string): ImportResult {
  const page = parseHtml(html);
  if (page === null)
    return { fault: 'leaves too many tags open to be read; save the page again and add that' };
  const read = readPage(page);
  if (read.text === '')
    return {
      fault:
        'contains no text outside scripts, menus and the like; save the page from a browser that shows it',
    };
  return extracted('html', read.text, read.dropped.list(), pageFacts(html, page, read));
}

function importMarkdown(text: string): ImportResult {
  const { frontMatter, fields, body } = splitFrontMatter(text);
  const html = renderMarkdown(body);
  const page = html === null ? null : parseHtml(html);
  if (page === null) return { fault: 'nests lists or quotations too deeply to be read' };
  const read = readPage(page);
  if (read.text === '') return NO_TEXT;
  if (frontMatter !== null) read.dropped.add('frontMatter', [frontMatter]);
  const published = leadingDate(fields.get('date') ?? '');
  return extracted('markdown', read.text, read.dropped.list(), {
    title: read.headings[0] ?? fields.get('title') ?? null,
    author: listedNames(fields.get('author') ?? ''),
    url: webAddress(fields.get('url') ?? fields.get('canonical') ?? ''),
    published,
    publishedBasis: published && 'the date in the front matter',
    publisherName: fields.get('publisher') ?? null,
  });
}

/** The names in a field of the front matter: one, or a list in brackets. */
function listedNames(field: string): string[] {
  const [, list] = /^\[(.*)\]$/.exec(field) ?? [];
  const names =
    list === undefined ? [field] : list.split(',').map((name) => name.replace(/^\s*["']?|["']?\s*$/g, ''));
  return names.filter((name) => name !== '');
}

function extracted(
  format: DocumentFormat,
  text: string,
  dropped: Dropped[],
  facts: DocumentFacts,
): ImportedDocument {
  const extent = { first: 1, last: text.split('\n').length - 1 };
  return {
    format,
    bytes: new TextEncoder().encode(text),
    text,
    dropped,
    facts: { ...facts, extent, extentBasis: null },
  };
}
