/** Receipts: passages with their lines, and the numbered list of the sources that an answer ends with. */
import type { Claim, Evidence } from '../../query/answers/claim.ts';
import { cellsOrAll, passagePlace, passageText } from '../passage.ts';
import { type Block, type Line, span, type TextBlock } from '../view.ts';
import { publishedInWords } from './parts.ts';

/** The sources of an answer, numbered in the order in which their passages are shown. */
export class NumberedSources {
  readonly #sources = new Map<string, { evidence: Evidence[]; number: string }>();

  /** `[1]` for the first source; the same number each time. */
  number(evidence: Evidence): string {
    const known = this.#sources.get(evidence.source);
    if (known) {
      known.evidence.push(evidence);
      return known.number;
    }
    const number = `[${this.#sources.size + 1}]`;
    this.#sources.set(evidence.source, { evidence: [evidence], number });
    return number;
  }

  /** The list of the sources that got a number. */
  block(): TextBlock {
    return {
      heading: 'Sources',
      lines: [...this.#sources.values()].flatMap(({ evidence, number }) => {
        const label = `  ${number} `;
        const below = (text: string, unbroken = true): Line => ({
          indent: label.length,
          text: [span('dim', text)],
          unbroken,
        });
        const [first] = evidence;
        if (first === undefined) return [];
        return [
          { indent: 0, label, text: [span('dim', sourceInWords(first))] },
          ...addressesOf(evidence).map((url) => below(url)),
          ...(first.archived === null ? [] : [below(`Archived: ${first.archived}`)]),
          ...namesBeside(evidence).map((words) => below(words, false)),
        ];
      }),
    };
  }
}

/** The web addresses of some evidence of one source: of the whole text, or of each line with a cell. */
const addressesOf = (evidence: readonly Evidence[]): string[] => [
  ...new Set(cellsOrAll(evidence).flatMap(({ url }) => url ?? [])),
];

/** The names and headings beside the tables of some cells, each once with its place. */
function namesBeside(evidence: readonly Evidence[]): string[] {
  const cells = new Set(cellsOrAll(evidence));
  const others = evidence.filter((one) => !cells.has(one));
  return [...new Set(others.map((one) => `Also printed: “${passageText(one)}”, ${passagePlace(one)}`))];
}

/** For example “SCMP, “A title”, 2025-02-05, republished by The Star (its-id)”. */
function sourceInWords(evidence: Evidence): string {
  const { source, publisher, title, published, republishedBy, origin } = evidence;
  const republication = republishedBy === null ? '' : `, republished by ${republishedBy.name}`;
  const copy = origin === null ? '' : `, a copy of ${origin}`;
  const checked = 'row' in evidence ? '; cells checked when recorded' : '';
  return `${publisher.name}, “${title}”, ${publishedInWords(published)}${republication} (${source}${copy}${checked})`;
}

/** Blocks; with quotes, the sources of their passages follow. */
export function withSources(quotes: boolean, tables: (sources: NumberedSources | null) => Block[]): Block[] {
  if (!quotes) return tables(null);
  const sources = new NumberedSources();
  return [...tables(sources), sources.block()];
}

/** The passages of some claims, each with its line, and after those of a claim their source. */
export const passagesOf = (claims: readonly Claim[], sources: NumberedSources): Line[] =>
  claims.flatMap(({ evidence }) => {
    const [number = ''] = evidence.map((one) => sources.number(one));
    return [
      ...quoteLines(cellsOrAll(evidence)),
      ...evidence.slice(0, 1).map(({ publisher, title, published }): Line => {
        const source = `${number} ${publisher.name}, “${title}”, ${publishedInWords(published)}`;
        return { indent: 4, text: [span('dim', source)] };
      }),
    ];
  });

/** The passages of a claim or remark, each after its line. */
export function quoteLines(evidence: readonly Evidence[]): Line[] {
  const places = evidence.flatMap((one) => ('quote' in one ? [passagePlace(one).length] : []));
  const width = Math.max(0, ...places);
  return evidence.map((one) =>
    'quote' in one
      ? { indent: 0, label: `    ${passagePlace(one).padEnd(width)}  `, text: [span('quote', one.quote)] }
      : { indent: 4, text: [span('dim', `${passagePlace(one)}: `), span('strong', passageText(one))] },
  );
}
