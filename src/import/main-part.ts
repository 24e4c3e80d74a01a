/** Which part of a page is its main text: by the markup, and by how many of the words it holds. */
import { type DroppedKind, furnitureKind, mayHoldThePage, roleOf } from './boilerplate.ts';
import { type Element, type ParentNode, walk } from './html-tree.ts';

/** What was decided about a page. */
export interface MainPart {
  /** Why an element is left out; null where it, or something in it, stays. */
  droppedAs(element: Element): DroppedKind | null;
  /** Whether the element is one of those whose whole content is the main text. */
  isRoot(element: Element): boolean;
  /** Whether an element that is not itself the main text holds some of it. */
  holdsRoot(element: Element): boolean;
  /** Whether there are words in an element. */
  hasWords(element: Element): boolean;
}

/** Where an element begins and ends in the page, and how many characters of words are in it. */
interface Span {
  from: number;
  to: number;
  weight: number;
}

interface Survey {
  spans: Map<Element, Span>;
  body: Element | null;
  mains: Element[];
  articles: Element[];
  /** Headings of the first level, with the page header around them. */
  headings: { heading: Element; header: Element | null }[];
  headers: Set<Element>;
}

const SECTIONS = new Set(['main', 'article', 'section']);

function survey(page: ParentNode): Survey {
  const found: Survey = {
    spans: new Map(),
    body: null,
    mains: [],
    articles: [],
    headings: [],
    headers: new Set(),
  };
  const open: Span[] = [];
  let at = 0;
  let sections = 0;
  let header: Element | null = null;
  walk(page, {
    enter(element) {
      const kind = furnitureKind(element);
      if (kind !== null && !mayHoldThePage(kind)) return false;
      const { tagName } = element;
      if (tagName === 'head') return false;
      const span = { from: at++, to: at, weight: 0 };
      found.spans.set(element, span);
      open.push(span);
      const role = roleOf(element);
      if (tagName === 'body') found.body = element;
      if (tagName === 'main' || role === 'main') found.mains.push(element);
      if (tagName === 'article' || role === 'article') found.articles.push(element);
      if (tagName === 'h1') found.headings.push({ heading: element, header });
      if (header === null && (role === 'banner' || (tagName === 'header' && sections === 0))) {
        header = element;
        found.headers.add(element);
      }
      if (SECTIONS.has(tagName)) sections += 1;
      return true;
    },
    leave(element) {
      const span = open.pop();
      if (span === undefined) return;
      span.to = at;
      const around = open.at(-1);
      if (around !== undefined) around.weight += span.weight;
      if (SECTIONS.has(element.tagName)) sections -= 1;
      if (element === header) header = null;
    },
    text(value) {
      const span = open.at(-1);
      if (span !== undefined) span.weight += value.replace(/\s+/g, '').length;
    },
  });
  return found;
}

/**
 * Finds the main text: `<main>`; else the `<article>` that holds half of the words; else the body. Where it has no heading of
 * the first level, the first one outside it comes with it, in the page header that holds it.
 */
export function findMainPart(page: ParentNode): MainPart {
  const { spans, body, mains, articles, headings, headers } = survey(page);
  const weight = (element: Element | null) => (element && spans.get(element)?.weight) ?? 0;
  const heaviest = (elements: Element[]) =>
    elements.reduce<Element | null>((best, one) => (weight(one) > weight(best) ? one : best), null);
  const holds = (outer: Element, inner: Element | null) => {
    const around = spans.get(outer);
    const inside = inner && spans.get(inner);
    return around && inside ? around.from <= inside.from && inside.to <= around.to : false;
  };
  const isHalf = (element: Element | null) => weight(element) * 2 >= weight(body);

  const article = heaviest(articles);
  const main = heaviest(mains) ?? (article !== null && isHalf(article) ? article : body);
  const ownHeading = headings.some(
    ({ heading, header }) =>
      main !== null &&
      holds(main, heading) &&
      (header === null || holds(header, main)) &&
      weight(heading) > 0,
  );
  const outer = ownHeading ? undefined : headings.find(({ heading }) => weight(heading) > 0);
  const headline = outer ? (outer.header ?? outer.heading) : null;
  const roots = [main, headline].filter((root) => root !== null);

  return {
    droppedAs(element) {
      if (roots.some((root) => holds(element, root))) return null;
      const kind = furnitureKind(element);
      if (kind !== null) return mayHoldThePage(kind) && isHalf(element) && weight(element) > 0 ? null : kind;
      return headers.has(element) ? 'header' : null;
    },
    isRoot: (element) => roots.includes(element),
    holdsRoot: (element) => roots.some((root) => holds(element, root)),
    hasWords: (element) => weight(element) > 0,
  };
}
