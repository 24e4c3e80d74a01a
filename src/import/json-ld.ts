/** Reads the description of an article from JSON-LD (schema.org). */

/** The properties of an article; null if a property is not stated. */
export interface JsonLdArticle {
  headline: string | null;
  authors: string[];
  datePublished: string | null;
  url: string | null;
  publisher: string | null;
}

const ARTICLE_TYPE = /(?:Article|Posting|Report)$/;

/** Returns the first article described in JSON-LD code; null if there is none or the code is not valid JSON. */
export function readJsonLd(code: string): JsonLdArticle | null {
  let value: unknown;
  try {
    value = JSON.parse(code);
  } catch {
    return null;
  }
  const queue: unknown[] = [value];
  for (const node of queue) {
    if (Array.isArray(node)) for (const item of node) queue.push(item);
    if (!isObject(node)) continue;
    const types = [node['@type']].flat();
    if (types.some((type) => typeof type === 'string' && ARTICLE_TYPE.test(type))) return articleFrom(node);
    queue.push(node['@graph'], node.mainEntity);
  }
  return null;
}

function articleFrom(node: Record<string, unknown>): JsonLdArticle {
  const { headline, author, datePublished, url, mainEntityOfPage, publisher } = node;
  return {
    headline: nonEmpty(headline),
    authors: [author].flat().flatMap((one) => nonEmpty(one) ?? property(one, 'name') ?? []),
    datePublished: nonEmpty(datePublished),
    url: nonEmpty(url) ?? nonEmpty(mainEntityOfPage) ?? property(mainEntityOfPage, '@id'),
    publisher: nonEmpty(publisher) ?? property([publisher].flat()[0], 'name'),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nonEmpty = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
const property = (value: unknown, key: string): string | null =>
  isObject(value) ? nonEmpty(value[key]) : null;
