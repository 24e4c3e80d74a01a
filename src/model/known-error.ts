/** The errors that a user can cause or meet, with their codes and exit codes. Any other error is a bug. */
import type { Finding } from './finding.ts';
import type { Kind } from './vocabulary.ts';

/** Exit codes. A program that a signal interrupts ends with that signal, which shells report as 130 for SIGINT. */
export const EXIT = {
  answered: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  invalidData: 4,
  /** Only with `--exit-status`. */
  noRows: 5,
  interrupted: 130,
} as const;

const EXIT_CODES = {
  usage: EXIT.usage,
  'no-such-entity': EXIT.notFound,
  'ambiguous-name': EXIT.notFound,
  'wrong-kind': EXIT.notFound,
  'unclear-split': EXIT.notFound,
  'no-such-revision': EXIT.notFound,
  'no-text': EXIT.notFound,
  'invalid-data': EXIT.invalidData,
  'not-built': EXIT.invalidData,
  damaged: EXIT.invalidData,
  'damaged-cache': EXIT.invalidData,
  'would-be-invalid': EXIT.invalidData,
  'already-there': EXIT.invalidData,
  'still-referenced': EXIT.invalidData,
  'unsupported-edit': EXIT.failed,
  'no-sqlite': EXIT.failed,
  cancelled: EXIT.interrupted,
  conflict: EXIT.failed,
  'unfinished-change': EXIT.invalidData,
  'invalid-lock': EXIT.invalidData,
  locked: EXIT.failed,
  unreadable: EXIT.failed,
  unwritable: EXIT.failed,
  system: EXIT.failed,
  unexpected: EXIT.failed,
} as const;

export type ErrorCode = keyof typeof EXIT_CODES;

/** An entity that the user may have meant. */
export interface Candidate {
  id: string;
  name: string;
  kind: string;
}

/** Candidates under a heading. */
export interface Suggestion {
  heading: string;
  candidates: readonly Candidate[];
}

/** A name that was typed and that names no entity, or several. */
export interface UnresolvedName {
  typed: string;
  /** The other name that was given instead at a terminal; the same text if none was. */
  name: string;
  /** What it should name, such as “model”. */
  what: string;
  /** Best first. */
  candidates: readonly Candidate[];
  /** The ids of the candidates that the name may be a typo of; null if it names all candidates. */
  close: ReadonlySet<string> | null;
  /** The kinds as which an entity of this name can be added. */
  kinds: readonly Kind[];
  hint: string;
}

/** A known error: a short message without a stack. */
export class KnownError extends Error {
  readonly code: ErrorCode;
  /** The next step. */
  readonly hint: string | null;
  readonly suggestions: readonly Suggestion[];
  /** What is invalid, and where; for errors about the data. */
  readonly findings: readonly Finding[];
  /** The names that are unknown or ambiguous, which a person can be asked about. */
  readonly names: readonly UnresolvedName[];

  constructor(
    code: ErrorCode,
    message: string,
    more: {
      hint?: string;
      suggestions?: readonly Suggestion[];
      findings?: readonly Finding[];
      names?: readonly UnresolvedName[];
    } = {},
  ) {
    super(message);
    this.code = code;
    this.hint = more.hint ?? null;
    this.suggestions = (more.suggestions ?? []).filter(({ candidates }) => candidates.length > 0);
    this.findings = more.findings ?? [];
    this.names = more.names ?? [];
  }

  get exitCode(): number {
    return EXIT_CODES[this.code];
  }

  /** The candidates of all suggestions, best first. */
  get candidates(): readonly Candidate[] {
    return this.suggestions.flatMap(({ candidates }) => candidates);
  }
}
