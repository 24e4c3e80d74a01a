/** What a page says of itself in its head: title, address, day and publisher, as proposals for the record of the source. */

import { attribute, type ParentNode, textsIn, walk } from './html-tree.ts';
import { type Article, readJsonLd } from './json-ld.ts';
import type { PageText } from './page-text.ts';

/** What is proposed of a page; null where it says nothing. */
export interface PageFacts {
  title: string | null;
  url: string | null;
  published: string | null;
  /** Where `published` was read, in words. */
  publishedBasis: string | null;
  publisherName: string | null;
}

// Names of meta elements that hold the day of publication: Open Graph, Dublin Core, Highwire Press, Sina, and the plain ones.
const DAY_NAMES = [
  'article:published_time',
  'og:published_time',
  'dcterms.issued',
  'dc.date.issued',
  'citation_publication_date',
  'weibo: article:create_at',
  'publishdate',
  'pubdate',
];

// “Save as” of Chrome and Internet Explorer writes where the page came from.
const SAVED_FROM = /<!--\s*saved from url=\(\d+\)(\S+)\s*-->/;

interface Head {
  metas: Map<string, string>;
  canonical: string | null;
  title: string | null;
  jsonLd: Article | null;
  /** The day that an element marks as the day of publication. */
  marked: string | null;
}

function readHead(page: ParentNode): Head {
  const head: Head = { metas: new Map(), canonical: null, title: null, jsonLd: null, marked: null };
  walk(page, {
    enter(element) {
      const { tagName } = element;
      const content = attribute(element, 'content');
      if (attribute(element, 'itemprop')?.toLowerCase() === 'datepublished')
        head.marked ??= content ?? attribute(element, 'datetime');
      if (tagName === 'meta') {
        const name = (attribute(element, 'property') ?? attribute(element, 'name'))?.toLowerCase();
        if (name && content && !head.metas.has(name)) head.metas.set(name, content);
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

/** Reads what a page says of itself; `html` is its code, `read` its main text. */
export function pageFacts(html: string, page: ParentNode, read: PageText): PageFacts {
  const { metas, canonical, title, jsonLd, marked } = readHead(page);
  const given = [metas.get('og:title'), jsonLd?.headline, title].filter((one) => one != null);
  const days: [string | null | undefined, string][] = [
    [metas.get('article:published_time'), 'article:published_time of the page'],
    [jsonLd?.datePublished, 'datePublished in the JSON-LD of the page'],
    ...DAY_NAMES.map((name): [string | undefined, string] => [metas.get(name), `${name} of the page`]),
    [marked, 'datePublished of the page'],
    [read.times[0], 'the first <time> in the text'],
  ];
  const day = days.map(([value, basis]) => ({ value: dayOf(value ?? ''), basis })).find(({ value }) => value);
  const addresses = [canonical, metas.get('og:url'), jsonLd?.url, SAVED_FROM.exec(html.slice(0, 4096))?.[1]];
  return {
    title: headline(
      read.headings,
      given.map(oneLine).filter((one) => one !== ''),
    ),
    url: addresses.map((address) => webAddress(address ?? '')).find((address) => address !== null) ?? null,
    published: day?.value ?? null,
    publishedBasis: day?.basis ?? null,
    publisherName: oneLine(metas.get('og:site_name') ?? jsonLd?.publisher ?? '') || null,
  };
}

/** The heading as printed, where the head of the page names one of them; else the first heading; else what the head says. */
function headline(headings: readonly string[], given: readonly string[]): string | null {
  const named = headings.find((heading) => given.some((one) => one.includes(heading)));
  return named ?? headings[0] ?? given[0] ?? null;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The day with which a date begins, as YYYY-MM-DD, in the time zone in which it is written; null where there is no such day. */
export function dayOf(text: string): string | null {
  const [, year, month, day] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/.exec(text.trim()) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${written}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(written) ? written : null;
}

/** An address on the web, in full; null where it is none. */
export function webAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
