/** Every known error: its code, its exit code, and its words. An error that is not here is a fault of the program. */
import type { Finding } from './model/finding.ts';

/**
 * Exit codes: 0 answered · 1 unexpected failure · 2 wrong usage · 3 no such entity, or no text of a source · 4 data invalid. An interrupt ends the
 * program by its signal, which shells report as 130.
 */
export const EXIT = { answered: 0, failed: 1, usage: 2, notFound: 3, invalidData: 4 } as const;

const CODES = {
  usage: EXIT.usage,
  'no-such-entity': EXIT.notFound,
  'ambiguous-name': EXIT.notFound,
  'wrong-kind': EXIT.notFound,
  'unclear-split': EXIT.notFound,
  'no-text': EXIT.notFound,
  'invalid-data': EXIT.invalidData,
  unexpected: EXIT.failed,
} as const;

export type ErrorCode = keyof typeof CODES;

/** An entity as errors name it. */
interface Candidate {
  id: string;
  name: string;
  kind: string;
}

/** A known error: short words for the user, no stack. */
export class KnownError extends Error {
  readonly code: ErrorCode;
  /** The next step. */
  readonly hint: string | null;
  readonly candidates: readonly Candidate[];
  /** For `invalid-data`: what is wrong where. */
  readonly findings: readonly Finding[];

  constructor(
    code: ErrorCode,
    message: string,
    more: { hint?: string; candidates?: readonly Candidate[]; findings?: readonly Finding[] } = {},
  ) {
    super(message);
    this.code = code;
    this.hint = more.hint ?? null;
    this.candidates = more.candidates ?? [];
    this.findings = more.findings ?? [];
  }

  get exitCode(): number {
    return CODES[this.code];
  }
}

const errors = (count: number) => (count === 1 ? '1 error' : `${count} errors`);

/** The words of each known error, in one place. */
export const fail = {
  usage: (message: string, hint?: string) =>
    new KnownError('usage', message, hint === undefined ? {} : { hint }),

  noSuchEntity: (typed: string, wanted: string, candidates: readonly Candidate[], listCommand: string) =>
    new KnownError(
      'no-such-entity',
      typed.trim() === '' ? `an empty name names no ${wanted}` : `no ${wanted} is called “${typed}”`,
      {
        candidates,
        hint: `\`${listCommand}\` lists what there is.`,
      },
    ),

  ambiguousName: (typed: string, candidates: readonly Candidate[]) =>
    new KnownError('ambiguous-name', `“${typed}” can mean more than one thing`, {
      candidates,
      hint: 'Use one of the ids.',
    }),

  wrongKind: (entity: Candidate, wanted: string, candidates: readonly Candidate[], next: string) =>
    new KnownError(
      'wrong-kind',
      `${entity.name} is of kind ${entity.kind}, and this command asks for a ${wanted}`,
      {
        candidates,
        hint: `\`${next}\` may be what you look for.`,
      },
    ),

  unclearSplit: (typed: string, command: string, splits: readonly string[]) =>
    new KnownError('unclear-split', `it is not clear where in “${typed}” the first name ends`, {
      hint:
        splits.length > 0
          ? `Quote the names: ${splits.join(' or ')}.`
          : `Quote the names: chipkb ${command} "first name" "second name".`,
    }),

  noText: (source: string) =>
    new KnownError('no-text', `the text of ${source} is not here, so there is nothing to read`, {
      hint: 'Ask a knowledge base that holds the text, with --data; the project itself does.',
    }),

  invalidData: (folder: string, findings: readonly Finding[]) => {
    const count = findings.filter(({ level }) => level === 'error').length;
    return new KnownError('invalid-data', `the knowledge base in ${folder} has ${errors(count)}`, {
      findings,
      hint: 'Nothing is answered from data with errors.',
    });
  },
};
