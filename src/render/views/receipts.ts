/** Receipts: passages with their lines, and the numbered list of the sources that an answer ends with. */
import type { Claim, Evidence } from '../../query/answers/claim.ts';
import { passagePlace, passageText } from '../passage.ts';
import { type Block, type Line, type RichText, span, type TextBlock } from '../view.ts';
import { publishedInWords } from './parts.ts';

/** The sources of an answer, numbered in the order in which their passages are shown. */
export class NumberedSources {
  readonly #sources = new Map<string, { evidence: Evidence; number: string }>();

  /** `[1]` for the first source; the same number each time. */
  number(evidence: Evidence): string {
    const known = this.#sources.get(evidence.source);
    if (known) return known.number;
    const number = `[${this.#sources.size + 1}]`;
    this.#sources.set(evidence.source, { evidence, number });
    return number;
  }

  /** The list of the sources that got a number. */
  block(): TextBlock {
    return {
      heading: 'Sources',
      lines: [...this.#sources.values()].flatMap(({ evidence, number }) => {
        const label = `  ${number} `;
        const address = (text: RichText): Line => ({ indent: label.length, text, unbroken: true });
        return [
          { indent: 0, label, text: [span('dim', sourceInWords(evidence))] },
          ...(evidence.url === null ? [] : [address([span('dim', evidence.url)])]),
          ...(evidence.archived === null ? [] : [address([span('dim', `Archived: ${evidence.archived}`)])]),
        ];
      }),
    };
  }
}

/** For example “SCMP, “A title”, 2025-02-05, republished by The Star (its-id)”. */
function sourceInWords(evidence: Evidence): string {
  const { source, publisher, title, published, republishedBy } = evidence;
  const republication = republishedBy === null ? '' : `, republished by ${republishedBy.name}`;
  return `${publisher.name}, “${title}”, ${publishedInWords(published)}${republication} (${source})`;
}

/** Blocks; with quotes, the sources of their passages follow. */
export function withSources(quotes: boolean, tables: (sources: NumberedSources | null) => Block[]): Block[] {
  if (!quotes) return tables(null);
  const sources = new NumberedSources();
  return [...tables(sources), sources.block()];
}

/** The passages of some claims, each with its line, and after those of a claim their source. */
export const passagesOf = (claims: readonly Claim[], sources: NumberedSources): Line[] =>
  claims.flatMap(({ evidence }) => [
    ...quoteLines(evidence),
    ...evidence.slice(0, 1).map((first): Line => {
      const { publisher, title, published } = first;
      const source = `${sources.number(first)} ${publisher.name}, “${title}”, ${publishedInWords(published)}`;
      return { indent: 4, text: [span('dim', source)] };
    }),
  ]);

/** The passages of a claim or remark, each after its line. */
export function quoteLines(evidence: readonly Evidence[]): Line[] {
  const places = evidence.flatMap((one) => ('quote' in one ? [passagePlace(one).length] : []));
  const width = Math.max(0, ...places);
  return evidence.map((one) =>
    'quote' in one
      ? { indent: 0, label: `    ${passagePlace(one).padEnd(width)}  `, text: [span('quote', one.quote)] }
      : { indent: 4, text: [span('dim', `${passagePlace(one)}: `), span('quote', passageText(one))] },
  );
}
