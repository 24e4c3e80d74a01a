/** The article that a page describes in JSON-LD, in the words of schema.org. */

/** What is read of it; null where it isn't stated. */
export interface Article {
  headline: string | null;
  datePublished: string | null;
  url: string | null;
  publisher: string | null;
}

const ARTICLE = /(?:Article|Posting|Report)$/;

/** Reads the first article in a JSON-LD text; null where it has none or isn't JSON. */
export function readJsonLd(code: string): Article | null {
  let value: unknown;
  try {
    value = JSON.parse(code);
  } catch {
    return null;
  }
  const todo: unknown[] = [value];
  for (let at = 0; at < todo.length; at++) {
    const one = todo[at];
    if (Array.isArray(one)) for (const part of one) todo.push(part);
    if (!isObject(one)) continue;
    if (types(one).some((type) => ARTICLE.test(type))) return articleOf(one);
    todo.push(one['@graph'], one.mainEntity);
  }
  return null;
}

function articleOf(article: Record<string, unknown>): Article {
  const { headline, datePublished, url, mainEntityOfPage, publisher } = article;
  return {
    headline: textOf(headline),
    datePublished: textOf(datePublished),
    url: textOf(url) ?? textOf(mainEntityOfPage) ?? idOf(mainEntityOfPage),
    publisher: textOf(publisher) ?? nameOf(Array.isArray(publisher) ? publisher[0] : publisher),
  };
}

function types({ '@type': type }: Record<string, unknown>): string[] {
  return [type].flat().filter((one) => typeof one === 'string');
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const nameOf = (value: unknown): string | null => (isObject(value) ? textOf(value.name) : null);
const idOf = (value: unknown): string | null => (isObject(value) ? textOf(value['@id']) : null);
