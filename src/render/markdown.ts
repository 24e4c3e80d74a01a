/** Draws a view as Markdown: headings in plain words, tables, quotes as block quotes, and names with links to their source. */
import type { Finding } from '../model/finding.ts';
import { clean } from './clean.ts';
import { cellOf } from './records.ts';
import {
  type Block,
  type Drawable,
  type Line,
  NONE,
  type Records,
  type RichText,
  type Style,
  spansOf,
  textOf,
} from './view.ts';

/** A view as Markdown; `empty` is printed if it has no rows. */
export function toMarkdown({ title, blocks, footer }: Drawable, empty: string | null): string {
  const parts = [
    ...(title === null ? [] : [`## ${plain(title)}`]),
    ...(empty === null ? [] : [paragraph(empty)]),
    ...blocks().flatMap(blockParts),
    ...(footer?.legend === undefined ? [] : [paragraph(footer.legend)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Records as a Markdown table. */
export const recordsToMarkdown = ({ columns, rows }: Records): string =>
  `${table(
    columns,
    rows.map((row) => columns.map((column) => cellOf(row, column))),
  )}\n`;

/** Escapes a text for Markdown, on one line. */
export const literal = (text: string): string =>
  clean(text).replace(/[\\|`*_<>[\]&]/g, (character) => `\\${character}`);

/** A text as a paragraph: nothing in it starts a heading or a list. */
export const paragraph = (text: RichText, boldQuotes = false): string =>
  inline(text, boldQuotes)
    .replace(/^[#+~=-]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');

function inline(text: RichText, boldQuotes: boolean): string {
  return spansOf(text)
    .map(({ text: own, style, href }) => {
      // Views keep a status on one line with no-break spaces; those of a quote belong to it.
      const isQuoted = style === 'quote' || style === 'context';
      const written = literal(isQuoted ? own : own.replaceAll('\u00a0', ' '));
      if (href !== undefined) return `[${written}](${addressOf(href)})`;
      // Markdown has no bold text that starts or ends with a space.
      const isBold = style === 'strong' || style === 'match' || (style === 'quote' && boldQuotes);
      return isBold && written !== '' && written === written.trim() ? `**${written}**` : written;
    })
    .join('')
    .trim();
}

/** The text without styles and links. */
const plain = (text: RichText): string => literal(textOf(text));

/** A web address that ends neither a link nor a cell. */
const addressOf = (href: string): string =>
  clean(href)
    .replace(/[\s<>|\\`]/g, encodeURIComponent)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');

/** Lines as a code block that nothing in them can end. `language` is that of the code. */
export function fenced(lines: readonly string[], language = ''): string {
  let longest = 2;
  for (const line of lines)
    for (const { length } of line.match(/`+/g) ?? []) longest = Math.max(longest, length);
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

function table(columns: readonly string[], rows: readonly (readonly RichText[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(literal)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(row.map((cell) => inline(cell, false)))),
  ].join('\n');
}

function blockParts(block: Block): string[] {
  const heading = block.heading === null ? [] : [`### ${plain(block.heading)}`];
  if ('columns' in block)
    return [
      ...heading,
      table(block.columns, block.rows),
      ...(block.notes ?? []).flatMap((lines, index) => [
        rowText(block.rows[index] ?? []),
        ...lineParts(lines),
      ]),
    ];
  if ('findings' in block) return [...heading, findingsTable(block.findings)];
  return [...heading, ...lineParts(block.lines)];
}

/** A row on one line, above its notes. */
const rowText = (row: readonly RichText[]): string =>
  row
    .map((cell) => inline(cell, false))
    .filter((cell) => cell !== '' && cell !== NONE)
    .join(' · ');

const findingsTable = (findings: readonly Finding[]): string =>
  table(
    ['Level', 'Position', 'Rule', 'Problem'],
    findings.map(({ level, place: { file, line, col }, rule, message }) => [
      level,
      line === 0 ? file : `${file}:${line}:${col}`,
      rule,
      message,
    ]),
  );

/** A paragraph for each line; one block quote for a quote with its context, and one code block for lines of code in a row. */
function lineParts(lines: readonly Line[]): string[] {
  const parts: string[] = [];
  let code: string[] = [];
  const isStyled = (text: RichText, style: Style) => spansOf(text).some((own) => own.style === style);
  const hasContext = lines.some(({ text }) => isStyled(text, 'context'));
  const endCode = () => {
    if (code.length === 0) return;
    parts.push(fenced(code));
    code = [];
  };
  for (const { text, label = '', unbroken = false } of lines) {
    const whole = clean(textOf(text));
    const isAddress = /^https?:\/\/\S+$/.test(whole);
    if (unbroken && !isAddress) {
      code.push(whole.replaceAll('\u00a0', ' '));
      continue;
    }
    endCode();
    const written = isAddress ? `<${addressOf(whole)}>` : paragraph(text, hasContext);
    const labelled = label.trim() === '' ? written : `${literal(label.trim())} ${written}`;
    const last = parts.at(-1) ?? '';
    if (!isStyled(text, 'quote') && !isStyled(text, 'context')) {
      if (whole !== '') parts.push(labelled);
    } else if (last.startsWith('> ') && label === '') parts[parts.length - 1] = `${last}\n>\n> ${labelled}`;
    else parts.push(`> ${labelled}`);
  }
  endCode();
  return parts;
}
