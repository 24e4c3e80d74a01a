/** From a page to its words: the main text, line by line, and an account of what was left out. */

import { roleOf } from './boilerplate.ts';
import { type DroppedList, droppedList } from './dropped.ts';
import { attribute, type Element, type ParentNode, textsIn, walk } from './html-tree.ts';
import { lineWriter } from './line-writer.ts';
import { findMainPart } from './main-part.ts';

/** What a page says. */
export interface PageText {
  /** One paragraph a line, one line end at the end; empty where the page holds no words. */
  text: string;
  dropped: DroppedList;
  /** The headings of the first level in the text. */
  headings: string[];
  /** The `datetime` of each `<time>` in the text. */
  times: string[];
}

// As in the style sheet that HTML gives browsers (15.3): 2 where a margin parts an element from the next, 1 where a line does.
const GAPS = new Map<string, 1 | 2>([
  ...gaps(2, 'article blockquote details dir dl fieldset figcaption figure form h1 h2 h3 h4 h5 h6'),
  ...gaps(2, 'header hgroup hr main menu ol p pre section table ul'),
  ...gaps(1, 'address body caption center dd div dt footer legend li search summary td th tr'),
]);

function gaps(lines: 1 | 2, names: string): [string, 1 | 2][] {
  return names.split(' ').map((name) => [name, lines]);
}

const LISTS = new Set(['ul', 'ol', 'menu', 'dir']);
const CELLS = new Set(['td', 'th']);
const BLOCK_STYLE = /(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item)/i;

/** Reads the main text of a page. */
export function readPage(page: ParentNode): PageText {
  const part = findMainPart(page);
  const out = lineWriter();
  const dropped = droppedList();
  const headings: string[] = [];
  const times: string[] = [];
  let root: Element | null = null;
  let dataTable: Element | null = null;
  let cells = 0;
  let items = 0;
  let preformatted = 0;
  let headingMark = 0;

  function leaveOut(element: Element): boolean {
    const kind = part.droppedAs(element);
    if (kind !== null) {
      dropped.add(kind, textsIn(element));
      return true;
    }
    if (root !== null || part.isRoot(element) || part.holdsRoot(element) || element.tagName === 'head')
      return false;
    if (part.hasWords(element)) dropped.add('outside', textsIn(element));
    return true;
  }

  function block(element: Element): void {
    const { tagName } = element;
    if (dataTable !== null && CELLS.has(tagName)) return;
    const lines = GAPS.get(tagName) ?? (BLOCK_STYLE.test(attribute(element, 'style') ?? '') ? 1 : null);
    if (lines !== null) out.gap(LISTS.has(tagName) && items > 0 ? 1 : lines);
  }

  walk(page, {
    enter(element) {
      if (leaveOut(element)) return false;
      if (root === null && part.isRoot(element)) root = element;
      if (root === null) return true;
      const { tagName } = element;
      block(element);
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
      } else if (CELLS.has(tagName) && dataTable !== null && cells++ > 0) out.nextCell();
      return true;
    },
    leave(element) {
      if (root === null) return;
      const { tagName } = element;
      if (tagName === 'li') items -= 1;
      else if (tagName === 'pre') preformatted -= 1;
      else if (tagName === 'h1') headings.push(out.since(headingMark));
      else if (tagName === 'tr' && dataTable !== null) out.endRow();
      block(element);
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
  if (out.invisible() > 0) dropped.add('invisible', [], out.invisible());
  return { text: out.finish(), dropped, headings: headings.filter((heading) => heading !== ''), times };
}

/** Whether a table is one of data, and not one that only sets out the page: it has rows of several cells, no table and no heading inside. */
function isDataTable(table: Element): boolean {
  const role = roleOf(table);
  if (role === 'presentation' || role === 'none') return false;
  let columns = 0;
  let sets = false;
  walk(table, {
    enter(element) {
      const { tagName } = element;
      sets ||= tagName === 'table' || tagName === 'article' || /^h[1-6]$/.test(tagName);
      if (sets) return false;
      if (tagName === 'tr') {
        const cells = element.childNodes.filter((child) => CELLS.has(child.nodeName));
        columns = Math.max(columns, cells.length);
      }
      return true;
    },
  });
  return columns > 1 && !sets;
}
