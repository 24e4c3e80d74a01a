/** Finds the main text of a page by its markup and by how much of the text each element contains. */
import { boilerplateKind, canWrapPage, roleOf } from './boilerplate.ts';
import type { DroppedKind } from './dropped.ts';
import { type Element, type ParentNode, walk } from './html-tree.ts';

/** The main text of a page: one element or two, called roots, without the boilerplate in them. */
export interface MainPart {
  /** Returns the kind of boilerplate that an element is; null if it is not, or if it contains a root. */
  droppedAs(element: Element): DroppedKind | null;
  isRoot(element: Element): boolean;
  /** True if an element is a root or contains one. */
  containsRoot(element: Element): boolean;
  hasWords(element: Element): boolean;
}

/** The position of an element among all elements in document order (`to` exclusive) and the length of its text without spaces. */
interface ElementExtent {
  from: number;
  to: number;
  weight: number;
}

interface Survey {
  extents: Map<Element, ElementExtent>;
  body: Element | null;
  mains: Element[];
  articles: Element[];
  /** Each `<h1>` with the page header around it. */
  headings: { heading: Element; header: Element | null }[];
  headers: Set<Element>;
}

const SECTION_TAGS = new Set(['main', 'article', 'section']);

/** Measures the elements of a page and collects those that can be its main text or headline. */
function survey(page: ParentNode): Survey {
  const found: Survey = {
    extents: new Map(),
    body: null,
    mains: [],
    articles: [],
    headings: [],
    headers: new Set(),
  };
  const open: ElementExtent[] = [];
  let at = 0;
  let sections = 0;
  let header: Element | null = null;
  walk(page, {
    enter(element) {
      const kind = boilerplateKind(element);
      if (kind !== null && !canWrapPage(kind)) return false;
      const { tagName } = element;
      if (tagName === 'head') return false;
      const extent = { from: at++, to: at, weight: 0 };
      found.extents.set(element, extent);
      open.push(extent);
      const role = roleOf(element);
      if (tagName === 'body') found.body = element;
      if (tagName === 'main' || role === 'main') found.mains.push(element);
      if (tagName === 'article' || role === 'article') found.articles.push(element);
      if (tagName === 'h1') found.headings.push({ heading: element, header });
      if (header === null && (role === 'banner' || (tagName === 'header' && sections === 0))) {
        header = element;
        found.headers.add(element);
      }
      if (SECTION_TAGS.has(tagName)) sections += 1;
      return true;
    },
    leave(element) {
      const extent = open.pop();
      if (extent === undefined) return;
      extent.to = at;
      const parent = open.at(-1);
      if (parent !== undefined) parent.weight += extent.weight;
      if (SECTION_TAGS.has(element.tagName)) sections -= 1;
      if (element === header) header = null;
    },
    text(value) {
      const extent = open.at(-1);
      if (extent !== undefined) extent.weight += value.replace(/\s+/g, '').length;
    },
  });
  return found;
}

/**
 * Finds the main text: `<main>`, or else an `<article>` with half of the words, or else the body. If it has no `<h1>`, the
 * first `<h1>` outside it is a second root, together with the page header around it.
 */
export function findMainPart(page: ParentNode): MainPart {
  const { extents, body, mains, articles, headings, headers } = survey(page);
  const weight = (element: Element | null) => (element && extents.get(element)?.weight) ?? 0;
  const heaviest = (elements: Element[]) =>
    elements.reduce<Element | null>((best, one) => (weight(one) > weight(best) ? one : best), null);
  const contains = (outer: Element, inner: Element | null) => {
    const around = extents.get(outer);
    const inside = inner && extents.get(inner);
    return around && inside ? around.from <= inside.from && inside.to <= around.to : false;
  };
  const isHalf = (element: Element | null) => weight(element) * 2 >= weight(body);

  const article = heaviest(articles);
  const main = heaviest(mains) ?? (article !== null && isHalf(article) ? article : body);
  const hasHeading = headings.some(
    ({ heading, header }) =>
      main !== null &&
      contains(main, heading) &&
      (header === null || contains(header, main)) &&
      weight(heading) > 0,
  );
  const outer = hasHeading ? undefined : headings.find(({ heading }) => weight(heading) > 0);
  const headline = outer ? (outer.header ?? outer.heading) : null;
  const roots = [main, headline].filter((root) => root !== null);

  return {
    droppedAs(element) {
      if (roots.some((root) => contains(element, root))) return null;
      const kind = boilerplateKind(element);
      if (kind !== null) return canWrapPage(kind) && isHalf(element) && weight(element) > 0 ? null : kind;
      return headers.has(element) ? 'header' : null;
    },
    isRoot: (element) => roots.includes(element),
    containsRoot: (element) => roots.some((root) => contains(element, root)),
    hasWords: (element) => weight(element) > 0,
  };
}
