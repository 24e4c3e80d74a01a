/** Reads the metadata of a page: title, author, address, publication date and publisher. */
import { dayRange } from '../model/dates.ts';
import { attribute, type ParentNode, textsIn, walk } from './html-tree.ts';
import { type JsonLdArticle, readJsonLd } from './json-ld.ts';
import type { PageText } from './page-text.ts';

/** What a document states about itself; null if it does not state it. */
export interface DocumentFacts {
  title: string | null;
  /** As stated; empty if the document states none. */
  author: string[];
  url: string | null;
  /** YYYY-MM-DD. */
  published: string | null;
  /** Where `published` was read, in words. */
  publishedBasis: string | null;
  /** As printed; not the id of an entity. */
  publisherName: string | null;
}

/** Names under which `<meta>` gives the publication date: Open Graph, Dublin Core, Highwire Press, Sina, and plain ones. */
const DATE_META_NAMES = [
  'og:published_time',
  'dcterms.issued',
  'dc.date.issued',
  'citation_publication_date',
  'weibo: article:create_at',
  'publishdate',
  'pubdate',
];

/** Names under which `<meta>` gives an author; the first that a page has is used. */
const AUTHOR_META_NAMES = ['author', 'citation_author', 'dc.creator', 'article:author'];

// “Save as” in Chrome and Internet Explorer writes the address of the page into a comment.
const SAVED_FROM = /<!--\s*saved from url=\(\d+\)(\S+)\s*-->/;

interface PageHead {
  /** The first content of each name. */
  metas: Map<string, string>;
  /** Every content of the names of authors. */
  authors: { name: string; content: string }[];
  canonical: string | null;
  title: string | null;
  jsonLd: JsonLdArticle | null;
  /** The first date that an element marks with `itemprop="datePublished"`. */
  datePublished: string | null;
}

function readMetadata(page: ParentNode): PageHead {
  const head: PageHead = {
    metas: new Map(),
    authors: [],
    canonical: null,
    title: null,
    jsonLd: null,
    datePublished: null,
  };
  walk(page, {
    enter(element) {
      const { tagName } = element;
      const content = attribute(element, 'content');
      if (attribute(element, 'itemprop')?.toLowerCase() === 'datepublished')
        head.datePublished ??= content ?? attribute(element, 'datetime');
      if (tagName === 'meta') {
        const name = (attribute(element, 'property') ?? attribute(element, 'name'))?.toLowerCase();
        if (name && content && !head.metas.has(name)) head.metas.set(name, content);
        if (name && content && AUTHOR_META_NAMES.includes(name)) head.authors.push({ name, content });
      } else if (tagName === 'link') {
        const relations = attribute(element, 'rel')?.toLowerCase().split(/\s+/);
        if (relations?.includes('canonical')) head.canonical ??= attribute(element, 'href');
      } else if (tagName === 'title' && element.namespaceURI.endsWith('xhtml')) {
        head.title ??= oneLine([...textsIn(element)].join(''));
      } else if (
        tagName === 'script' &&
        attribute(element, 'type')?.toLowerCase() === 'application/ld+json'
      ) {
        const [code] = element.childNodes;
        if (code !== undefined && 'value' in code) head.jsonLd ??= readJsonLd(code.value);
      }
      return tagName !== 'svg';
    },
  });
  return head;
}

/** Reads the metadata of a page from its HTML code, its tree and its main text. */
export function pageFacts(html: string, page: ParentNode, { headings, times }: PageText): DocumentFacts {
  const { metas, authors, canonical, title, jsonLd, datePublished } = readMetadata(page);
  const titles = [metas.get('og:title'), jsonLd?.headline, title].filter((text) => text != null).map(oneLine);
  const dates: [string | null | undefined, string][] = [
    [metas.get('article:published_time'), 'article:published_time of the page'],
    [jsonLd?.datePublished, 'datePublished in the JSON-LD of the page'],
    ...DATE_META_NAMES.map((name): [string | undefined, string] => [metas.get(name), `${name} of the page`]),
    [datePublished, 'datePublished of the page'],
    [times[0], 'the first <time> in the text'],
  ];
  const date = dates
    .map(([text, basis]) => ({ value: leadingDate(text ?? ''), basis }))
    .find(({ value }) => value !== null);
  const addresses = [canonical, metas.get('og:url'), jsonLd?.url, SAVED_FROM.exec(html.slice(0, 4096))?.[1]];
  return {
    title: headline(
      headings,
      titles.filter((text) => text !== ''),
    ),
    author: statedAuthors(authors, jsonLd?.authors ?? []),
    url: addresses.map((address) => webAddress(address ?? '')).find((address) => address !== null) ?? null,
    published: date?.value ?? null,
    publishedBasis: date?.basis ?? null,
    publisherName: oneLine(metas.get('og:site_name') ?? jsonLd?.publisher ?? '') || null,
  };
}

/** The authors under the first name of `<meta>` that has any, otherwise those of the JSON-LD. The address of an author is not a name. */
function statedAuthors(metas: PageHead['authors'], jsonLd: readonly string[]): string[] {
  const named = metas.filter(({ content }) => webAddress(content) === null);
  const first = AUTHOR_META_NAMES.find((name) => named.some((meta) => meta.name === name));
  const stated = named.filter(({ name }) => name === first).map(({ content }) => content);
  const names = (stated.length > 0 ? stated : jsonLd).map(oneLine).filter((name) => name !== '');
  return [...new Set(names)];
}

/** Prefers the heading that the metadata confirms, then the first heading, then the first title of the metadata. */
function headline(headings: readonly string[], titles: readonly string[]): string | null {
  const confirmed = headings.find((heading) => titles.some((title) => title.includes(heading)));
  return confirmed ?? headings[0] ?? titles[0] ?? null;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * The day at the start of a text, in the time zone in which it is written, or the month that is the whole text, as `YYYY-MM-DD` or
 * `YYYY-MM`; null if there is none that exists.
 */
export function leadingDate(text: string): string | null {
  const [, ...parts] = /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2})(?!\d)|$)/.exec(text.trim()) ?? [];
  const date = parts.flatMap((part) => (part === undefined ? [] : [part.padStart(2, '0')])).join('-');
  return dayRange(date) === null ? null : date;
}

/** Normalises an absolute http or https address; null for anything else. */
export function webAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
