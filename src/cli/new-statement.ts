/** What the commands share that add a claim, a remark or a read mark: its source, its passages, and the fields of plain text. */
import { fail } from '../model/errors.ts';
import type { AuthoredQuote } from '../model/schema.ts';
import { REFERENCE_KINDS } from '../model/vocabulary.ts';
import type { TypedNames } from './id-resolver.ts';
import type { Options } from './option-values.ts';
import { single } from './typed-values.ts';

type PassageOptions = Pick<Options, 'source' | 'quote' | 'prefix' | 'suffix'>;

/** The values that each of them needs, for `required`. */
export const sourceAndQuote = ({ source, quote }: PassageOptions) => ({
  source: {
    flag: '--source',
    value: single('--source', source),
    why: '--source takes the id of the source.',
  },
  quote: { flag: '--quote', value: quote, why: '--quote takes the passage, verbatim.' },
});

/** The passages that were typed. Throws a usage error if several have one prefix or suffix. */
export function evidenceFrom({ prefix, suffix }: PassageOptions, quotes: readonly string[]): AuthoredQuote[] {
  if (quotes.length > 1 && (prefix !== undefined || suffix !== undefined))
    throw fail.usage('--prefix and --suffix need a single --quote', 'Quote more of the text instead.');
  return quotes.map((quote) => ({
    quote,
    ...(prefix !== undefined && { prefix }),
    ...(suffix !== undefined && { suffix }),
  }));
}

/** The fields of plain text that were typed, by their authored names. `names` are those of the options. */
export const textFields = <Name extends keyof Options>(
  options: Partial<Record<Name, string>>,
  names: readonly Name[],
): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const text = options[name];
      const field = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return text === undefined ? [] : [[field, text]];
    }),
  );

/** The source and the claimant, to be resolved. */
export function sourceAndClaimant(source: string, saidBy: string | undefined) {
  const claimant: TypedNames | undefined =
    saidBy === undefined ? undefined : { names: [saidBy], kinds: REFERENCE_KINDS['said-by'] };
  return { source: { names: [source], what: 'source', kinds: [] }, 'said-by': claimant };
}
