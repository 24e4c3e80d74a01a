/** Finds the tables and headings of Markdown: pipe tables (GitHub Flavored Markdown), those in tabs of MkDocs, and HTML tables. */
import type { StateBlock, Token } from 'markdown-it';
import type { PrintedCell } from '../../model/printed-tables.ts';
import { isCutOff, markdownParser, splitFrontMatter } from '../markdown.ts';
import type { FoundRow, TableCollector } from './collector.ts';
import { findHtmlTables } from './html-tables.ts';
import type { PagePart } from './outline.ts';
import { printedText, separatesWords } from './printed-text.ts';

/** The first line of a tab, an admonition or a collapsed block of MkDocs. Its content is indented by 4 more. */
const TAB = /^(?:={3}[!+]{0,2} "([^"]*)"|(?:!{3}|\?{3}\+?) [\w -]*(?:"([^"]*)")?)$/;
const TAB_INDENT = 4;

const parser = markdownParser();
parser.block.ruler.before('fence', 'tab', parseTab, {
  alt: ['paragraph', 'reference', 'blockquote', 'list'],
});

/** A block rule of markdown-it: parses the lines of a tab as blocks inside it. */
function parseTab(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  const indent = state.sCount[start] ?? 0;
  if (indent - state.blkIndent >= TAB_INDENT) return false;
  const line = state.src.slice((state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0), state.eMarks[start]);
  const found = TAB.exec(line.trimEnd());
  if (found === null) return false;
  if (silent) return true;
  const inside = state.blkIndent + TAB_INDENT;
  let next = start + 1;
  while (next < end && (state.isEmpty(next) || (state.sCount[next] ?? 0) >= inside)) next++;
  const open = state.push('tab_open', '', 1);
  open.content = found[1] ?? found[2] ?? '';
  open.map = [start, next];
  state.blkIndent = inside;
  state.md.block.tokenize(state, start + 1, next);
  state.blkIndent = inside - TAB_INDENT;
  state.push('tab_close', '', -1).map = [start, next];
  state.line = next;
  return true;
}

/** Finds the tables and headings of Markdown; null if its blocks or HTML elements are nested too deeply. Throws TooManyCells. */
export function findMarkdownTables(text: string, collector: TableCollector): PagePart[] | null {
  const { body } = splitFrontMatter(text);
  const blank = '\n'.repeat(text.split('\n').length - body.split('\n').length);
  const source = blank + body;
  const lines = source.split('\n');
  const env = {};
  const tokens = parser.parse(source, env);
  if (isCutOff(tokens)) return null;
  const parts: PagePart[] = [];
  for (const [index, token] of tokens.entries()) {
    const line = (token.map?.[0] ?? 0) + 1;
    if (token.type === 'heading_open') {
      const level = Number(token.tag.slice(1));
      parts.push({ line, type: 'heading', level, text: inlineText(tokens[index + 1]?.children) });
    } else if (token.type === 'tab_open') parts.push({ line, type: 'tab', text: printedText(token.content) });
    else if (token.type === 'tab_close') parts.push({ line: (token.map?.[1] ?? 0) + 1, type: 'tab-end' });
    else if (token.type === 'table_open') parts.push(tableAt(index));
    else if (token.type === 'code_block' || token.type === 'inline') remarkRows(token, tokens[index - 1]);
  }
  const html = findHtmlTables(htmlLines(tokens, lines), collector);
  return html === null ? null : [...parts, ...html];

  function tableAt(start: number): PagePart {
    const rows: FoundRow[] = [];
    let index = start + 1;
    for (let token = tokens[index]; token && token.type !== 'table_close'; token = tokens[++index]) {
      if (token.type === 'tr_open') rows.push({ line: (token.map?.[0] ?? 0) + 1, cells: [] });
      const row = rows.at(-1);
      if (token.type === 'inline' && row)
        row.cells.push({ text: inlineText(token.children), line: row.line });
    }
    const [header, ...body] = rows;
    const texts = header?.cells.map((cell) => cell?.text ?? '') ?? [];
    const line = header?.line ?? 0;
    const table = { line, header: [texts], rows: body.map((row) => asWritten(row)) };
    return { line, type: 'table', table };
  }

  /** markdown-it drops the cells beyond the header and adds empty ones where a row is too short. */
  function asWritten({ line, cells }: FoundRow): FoundRow {
    const written = splitRow(lines[line - 1] ?? '');
    const extra = written.slice(cells.length).map(
      (cell): PrintedCell => ({
        text: inlineText(parser.parseInline(cell.trim(), env)[0]?.children),
        line,
      }),
    );
    return { line, cells: [...cells.slice(0, written.length), ...extra] };
  }

  /** Remarks a paragraph or indented code that looks like rows of a table. */
  function remarkRows(token: Token, opener: Token | undefined): void {
    if (token.type === 'inline' && opener?.type !== 'paragraph_open') return;
    const row = token.content.split('\n').findIndex((line) => line.trimStart().startsWith('|'));
    const start = (token.map?.[0] ?? 0) + 1;
    if (row !== -1) collector.remark(start + row, 'the line begins with “|”, but is in no table');
  }
}

/** The text of inline Markdown as a reader sees it. */
function inlineText(tokens: readonly Token[] | null | undefined): string {
  const texts = (tokens ?? []).map(({ type, content }) => {
    if (type === 'softbreak' || type === 'hardbreak') return ' ';
    if (type === 'html_inline') return separatesWords(tagNameOf(content)) ? ' ' : '';
    return type === 'image' ? '' : content;
  });
  return printedText(texts.join(''));
}

/** The name of the element that a tag starts or ends; that of an inline element for a comment. */
const tagNameOf = (tag: string): string => /^<\/?([a-z][a-z0-9-]*)/i.exec(tag)?.[1]?.toLowerCase() ?? 'span';

/** Splits a row at its pipes, except those after a backslash, as markdown-it does. The row may be inside a quotation. */
function splitRow(line: string): string[] {
  const cells = line
    .replace(/^[\s>]+/, '')
    .trimEnd()
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll('\\|', '|'));
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells;
}

/**
 * The lines that are HTML, at their places in an otherwise blank text. An HTML table goes on after a blank line, where Markdown
 * ends a block of HTML, up to its end or the next heading or pipe table.
 */
function htmlLines(tokens: readonly Token[], lines: readonly string[]): string {
  const html: string[] = Array(lines.length).fill('');
  let done = 0;
  let openTables = 0;
  for (const { type, map } of tokens) {
    if (type === 'heading_open' || type === 'table_open') openTables = 0;
    if (map === null || (type !== 'html_block' && openTables === 0)) continue;
    for (done = Math.max(done, map[0]); done < map[1]; done++) {
      const line = lines[done] ?? '';
      html[done] = line;
      openTables += (line.match(/<table\b/gi)?.length ?? 0) - (line.match(/<\/table\b/gi)?.length ?? 0);
    }
    openTables = Math.max(0, openTables);
  }
  return html.join('\n');
}
