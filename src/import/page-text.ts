/** Extracts the main text of a page, line by line, and lists what was left out. */
import { roleOf } from './boilerplate.ts';
import { type DroppedList, droppedList } from './dropped.ts';
import { attribute, type Element, type ParentNode, textsIn, walk } from './html-tree.ts';
import { lineWriter } from './line-writer.ts';
import { findMainPart } from './main-part.ts';

/** The main text of a page. */
export interface PageText {
  /** One line per paragraph, ending with one line break; empty if the page contains no words. */
  text: string;
  dropped: DroppedList;
  /** The text of each `<h1>` in the main text. */
  headings: string[];
  /** The `datetime` of each `<time>` in the main text. */
  times: string[];
}

/**
 * Line breaks around block elements, by the default style sheet of the HTML standard (15.3): 2 for those with a margin, 1
 * for the others.
 */
const BLOCK_GAPS = new Map<string, 1 | 2>([
  ...gaps(2, 'article blockquote details dir dl fieldset figcaption figure form h1 h2 h3 h4 h5 h6'),
  ...gaps(2, 'header hgroup hr main menu ol p pre section table ul'),
  ...gaps(1, 'address body caption center dd div dt footer legend li search summary td th tr'),
]);

function gaps(lines: 1 | 2, names: string): [string, 1 | 2][] {
  return names.split(' ').map((name) => [name, lines]);
}

const LIST_TAGS = new Set(['ul', 'ol', 'menu', 'dir']);
const CELL_TAGS = new Set(['td', 'th']);
const BLOCK_STYLE = /(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item)/i;

/** Extracts the main text of a page. */
export function readPage(page: ParentNode): PageText {
  const part = findMainPart(page);
  const out = lineWriter();
  const dropped = droppedList();
  const headings: string[] = [];
  const times: string[] = [];
  let root: Element | null = null;
  let dataTable: Element | null = null;
  /** Cells so far in the current row of a data table. */
  let cells = 0;
  /** Depth of open `<li>` and `<pre>`. */
  let items = 0;
  let preformatted = 0;
  let headingMark = 0;

  /** True if an element is not part of the text; records it if it contains words. */
  function isLeftOut(element: Element): boolean {
    const kind = part.droppedAs(element);
    if (kind !== null) {
      dropped.add(kind, textsIn(element));
      return true;
    }
    if (root !== null || part.isRoot(element) || part.containsRoot(element) || element.tagName === 'head')
      return false;
    if (part.hasWords(element)) dropped.add('outside', textsIn(element));
    return true;
  }

  /** Starts a new line or paragraph before and after a block element. */
  function breakAround(element: Element): void {
    const { tagName } = element;
    if (dataTable !== null && CELL_TAGS.has(tagName)) return;
    const lines = BLOCK_GAPS.get(tagName) ?? (BLOCK_STYLE.test(attribute(element, 'style') ?? '') ? 1 : null);
    if (lines !== null) out.gap(LIST_TAGS.has(tagName) && items > 0 ? 1 : lines);
  }

  walk(page, {
    enter(element) {
      if (isLeftOut(element)) return false;
      if (root === null && part.isRoot(element)) root = element;
      if (root === null) return true;
      const { tagName } = element;
      breakAround(element);
      if (tagName === 'br') out.lineBreak();
      else if (tagName === 'img') {
        const words = attribute(element, 'alt');
        if (words) dropped.add('alt', [words]);
      } else if (tagName === 'time') times.push(attribute(element, 'datetime') ?? '');
      else if (tagName === 'li') items += 1;
      else if (tagName === 'pre') preformatted += 1;
      else if (tagName === 'h1') headingMark = out.mark();
      else if (tagName === 'table' && isDataTable(element)) dataTable = element;
      else if (tagName === 'tr' && dataTable !== null) {
        out.startRow();
        cells = 0;
      } else if (CELL_TAGS.has(tagName) && dataTable !== null && cells++ > 0) out.nextCell();
      return true;
    },
    leave(element) {
      if (root === null) return;
      const { tagName } = element;
      if (tagName === 'li') items -= 1;
      else if (tagName === 'pre') preformatted -= 1;
      else if (tagName === 'h1') headings.push(out.since(headingMark));
      else if (tagName === 'tr' && dataTable !== null) out.endRow();
      breakAround(element);
      if (element === dataTable) dataTable = null;
      if (element === root) root = null;
    },
    text(value) {
      if (root === null) {
        if (value.trim() !== '') dropped.add('outside', [value]);
      } else if (preformatted > 0) out.preformatted(value);
      else out.text(value);
    },
  });
  const invisible = out.droppedCharacters();
  if (invisible > 0) dropped.add('invisible', [], invisible);
  return { text: out.finish(), dropped, headings: headings.filter((heading) => heading !== ''), times };
}

/** True if a table contains data; false if it only lays out the page: no row has several cells, or it contains a heading or another table. */
function isDataTable(table: Element): boolean {
  const role = roleOf(table);
  if (role === 'presentation' || role === 'none') return false;
  let columns = 0;
  let isLayout = false;
  walk(table, {
    enter(element) {
      const { tagName } = element;
      isLayout ||= tagName === 'table' || tagName === 'article' || /^h[1-6]$/.test(tagName);
      if (isLayout) return false;
      if (tagName === 'tr') {
        const cells = element.childNodes.filter((child) => CELL_TAGS.has(child.nodeName));
        columns = Math.max(columns, cells.length);
      }
      return true;
    },
  });
  return columns > 1 && !isLayout;
}
