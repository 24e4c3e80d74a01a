/** Findings as text: `file:line:col: level [rule] message`, the line with a pointer under the value, the next step. */
import type { Finding, Level } from '../model/finding.ts';
import { clean } from './clean.ts';
import type { Styler } from './style.ts';
import { type Style, span } from './view.ts';
import { type Width, widthFor } from './width.ts';

const LEVEL_STYLE: Record<Level, Style> = { error: 'bad', warning: 'weak', info: 'dim' };

/** Findings, each with an empty line after it. */
export async function drawFindings(findings: readonly Finding[], paint: Styler): Promise<string> {
  const width = await widthFor(textsOfFindings(findings));
  return findings.map((finding) => `${drawFinding(finding, paint, width)}\n`).join('');
}

/** One finding on several lines; ends with a line end. */
export function drawFinding(
  { level, rule, message, hint, place }: Finding,
  paint: Styler,
  width: Width,
): string {
  const where = place.line === 0 ? place.file : `${place.file}:${place.line}:${place.col}`;
  const lines = [
    `${paint(span('strong', clean(where)))}: ${paint(span(LEVEL_STYLE[level], level))} [${rule}] ${clean(message)}`,
  ];
  if (place.line > 0 && place.excerpt.trim() !== '') lines.push(...pointAt(place, paint, width));
  if (hint !== null) lines.push(`  ${paint(span('dim', clean(hint)))}`);
  return `${lines.join('\n')}\n`;
}

function pointAt(
  { line, col, excerpt, excerptCol, width: length }: Finding['place'],
  paint: Styler,
  width: Width,
): string[] {
  const start = col - excerptCol;
  const shown = clean(excerpt);
  const before = clean(excerpt.slice(0, start));
  const value = clean(excerpt.slice(start, start + length));
  const gutter = String(line);
  return [
    `  ${paint(span('dim', `${gutter} │`))} ${shown}`,
    `  ${' '.repeat(gutter.length)} ${paint(span('dim', '│'))} ${' '.repeat(width(before))}${paint(span('weak', '^'.repeat(Math.max(1, width(value)))))}`,
  ];
}

/** The texts of findings that have to be measured (see `widthFor`). */
export const textsOfFindings = (findings: readonly Finding[]): string[] =>
  findings.map(({ place }) => place.excerpt);
