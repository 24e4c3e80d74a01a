/** From a received document to the plain text of a source, with proposals for its record. Bytes in, data out: nothing is read or written. */
import type { Extent } from '../model/selector.ts';
import { decodePage, decodeText } from './decode.ts';
import type { Dropped } from './dropped.ts';
import { parseHtml } from './html-tree.ts';
import { renderMarkdown, splitFrontMatter } from './markdown.ts';
import { dayOf, pageFacts, webAddress } from './page-facts.ts';
import { readPage } from './page-text.ts';
import { firstLine, proposeExtent } from './plain-text.ts';
import { proposeId } from './propose-id.ts';
import { type Format, formatOf } from './sniff.ts';

/** What is proposed for the record of the source; null where the document doesn't say. A person decides. */
export interface Proposal {
  id: string | null;
  title: string | null;
  url: string | null;
  /** YYYY-MM-DD. */
  published: string | null;
  /** Where the day was read, in words. */
  publishedBasis: string | null;
  /** As printed; not the id of an entity. */
  publisherName: string | null;
  extent: Extent;
  /** Why the extent ends before the text does; null where it is the whole text. */
  extentBasis: string | null;
}

export interface ImportedDocument {
  format: Format;
  /** What is stored: of a plain text exactly the bytes received, else the extracted text in UTF-8 with LF. */
  bytes: Uint8Array;
  /** The same as text. */
  text: string;
  /** What was left out, in words, each kind once. */
  dropped: Dropped[];
  proposal: Proposal;
}

type Result = ImportedDocument | { fault: string };

const NO_WORDS = { fault: 'holds no words' };

/** Reads a document; `fileName` is null for what comes through a pipe. A fault is in words that follow the name of the document. */
export function importDocument(bytes: Uint8Array, fileName: string | null): Result {
  const format = formatOf(bytes, fileName);
  if (typeof format === 'object') return format;
  const decoded = format === 'html' ? decodePage(bytes) : decodeText(bytes);
  if ('fault' in decoded) return decoded;
  if (format === 'text') return importText(bytes, decoded.text);
  return format === 'html' ? importPage(decoded.text) : importMarkdown(decoded.text);
}

function importText(bytes: Uint8Array, text: string): Result {
  const found = proposeExtent(text);
  if (found === null) return NO_WORDS;
  const title = firstLine(text);
  const proposal = {
    id: proposeId(title, null, null),
    title,
    url: null,
    published: null,
    publishedBasis: null,
    publisherName: null,
    extent: found.extent,
    extentBasis: found.basis,
  };
  return { format: 'text', bytes, text, dropped: [], proposal };
}

function importPage(html: string): Result {
  const page = parseHtml(html);
  if (page === null)
    return { fault: 'leaves too many of its tags open to be read; save the page anew and add that' };
  const read = readPage(page);
  if (read.text === '')
    return {
      fault: 'holds no words outside scripts, menus and the like; save the page from a browser that shows it',
    };
  const facts = pageFacts(html, page, read);
  return extracted('html', read.text, read.dropped.list(), facts);
}

function importMarkdown(text: string): Result {
  const { frontMatter, fields, body } = splitFrontMatter(text);
  const html = renderMarkdown(body);
  const page = html === null ? null : parseHtml(html);
  if (page === null) return { fault: 'has lists or quotations too deep in each other to be read' };
  const read = readPage(page);
  if (read.text === '') return NO_WORDS;
  if (frontMatter !== null) read.dropped.add('frontMatter', [frontMatter]);
  const published = dayOf(fields.get('date') ?? '');
  const facts = {
    title: read.headings[0] ?? fields.get('title') ?? null,
    url: webAddress(fields.get('url') ?? fields.get('canonical') ?? ''),
    published,
    publishedBasis: published && 'the date in the front matter',
    publisherName: fields.get('publisher') ?? null,
  };
  return extracted('markdown', read.text, read.dropped.list(), facts);
}

function extracted(
  format: Format,
  text: string,
  dropped: Dropped[],
  facts: Omit<Proposal, 'id' | 'extent' | 'extentBasis'>,
): ImportedDocument {
  const { title, publisherName, url } = facts;
  const last = text.split('\n').length - 1;
  return {
    format,
    bytes: new TextEncoder().encode(text),
    text,
    dropped,
    proposal: {
      id: proposeId(title, publisherName, url),
      ...facts,
      extent: { first: 1, last },
      extentBasis: null,
    },
  };
}
