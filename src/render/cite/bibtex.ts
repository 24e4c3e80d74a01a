/** Citations in BibTeX, for LaTeX with bibtex or biblatex. */
import type { Citation } from '../../query/answers/cite.ts';
import { clean } from '../clean.ts';
import { certainParts, citedPassages, encodedAddress, notesOf } from './words.ts';

/** One `@misc` entry for each source, with its id as the key. */
export const toBibtex = (citations: readonly Citation[]): string => citations.map(entryOf).join('\n');

function entryOf(citation: Citation): string {
  const { id, title, author, publisher, published, url, retrieved } = citation.source;
  const [year, month] = certainParts(citation.source);
  const fields: [string, string | null][] = [
    // The braces keep each name whole and the capitals of the title as they are printed.
    [
      'author',
      author.length === 0 ? null : `{${author.map((name) => `{${escapedForTex(name)}}`).join(' and ')}}`,
    ],
    ['title', `{{${escapedForTex(title)}}}`],
    ['howpublished', `{${escapedForTex(publisher.name)}}`],
    ['year', year === undefined ? null : `{${year}}`],
    ['month', MONTH_MACROS[Number(month) - 1] ?? null],
    ['date', published === null ? null : `{${published}}`],
    ['url', url === null ? null : `{${encodedAddress(url)}}`],
    ['urldate', retrieved === null ? null : `{${retrieved}}`],
    ['note', `{${notesOf(citation.source).map(escapedForTex).join('. ')}}`],
    // Standard styles print the note but not the annotation.
    ['annote', `{${citedPassages(citation).map(escapedForTex).join(' ')}}`],
  ];
  const printed = fields.filter(([, value]) => value !== null && value !== '{}');
  return `@misc{${id},\n${printed.map(([name, value]) => `  ${name} = ${value},\n`).join('')}}\n`;
}

/** The names of the months that BibTeX defines. */
const MONTH_MACROS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The characters that have a meaning in LaTeX. BibTeX counts braces even after a backslash, so they get names. */
const TEX_COMMANDS: ReadonlyMap<string, string> = new Map([
  ['\\', '{\\textbackslash}'],
  ['{', '{\\textbraceleft}'],
  ['}', '{\\textbraceright}'],
  ['~', '{\\textasciitilde}'],
  ['^', '{\\textasciicircum}'],
]);

const escapedForTex = (text: string): string =>
  clean(text).replace(/[\\{}~^$&#_%]/g, (found) => TEX_COMMANDS.get(found) ?? `\\${found}`);
