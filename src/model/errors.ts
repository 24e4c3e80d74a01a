/** Every known error: its code, its exit code, and its words. An error that is not here is a fault of the program. */
import type { Finding } from './finding.ts';

/** The package for a Node without SQLite: the optional peer dependency in package.json. */
export const SQLITE_PACKAGE = '@photostructure/sqlite@1.2.1';

/**
 * Exit codes: 0 answered · 1 failed · 2 wrong usage · 3 no such entity, revision or text · 4 data invalid, or it would be after
 * the change. An interrupt ends the program by its signal, which shells report as 130.
 */
export const EXIT = {
  answered: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  invalidData: 4,
  interrupted: 130,
} as const;

const CODES = {
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
  'edit-by-hand': EXIT.failed,
  'no-sqlite': EXIT.failed,
  cancelled: EXIT.interrupted,
  'changed-meanwhile': EXIT.failed,
  'unfinished-change': EXIT.failed,
  locked: EXIT.failed,
  unwritable: EXIT.failed,
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

const SYSTEM_REASONS = new Map([
  ['EACCES', 'you may not'],
  ['EPERM', 'you may not'],
  ['EROFS', 'the file system is read-only'],
  ['ENOENT', 'there is no such folder'],
  ['ENOTDIR', 'there is no such folder'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'your share of the disk is used up'],
  ['EFBIG', 'the file would be too large'],
  ['ENAMETOOLONG', 'the name is too long'],
]);

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

  noSuchRevision: (typed: string, folder: string) =>
    new KnownError(
      'no-such-revision',
      `“${typed}” is neither a folder that holds kb.yaml nor a revision of the repository of ${folder}`,
      { hint: '`git log --oneline` lists the revisions.' },
    ),

  noRepository: (typed: string, folder: string, detail: string) =>
    new KnownError(
      'no-such-revision',
      `“${typed}” is no folder that holds kb.yaml, and ${folder} is in no repository that git can read: ${detail}`,
      { hint: 'Name two folders, or a knowledge base in a git repository with --data.' },
    ),

  noGit: (typed: string, detail: string) =>
    new KnownError(
      'no-such-revision',
      `“${typed}” is no folder that holds kb.yaml, and git does not run: ${detail}`,
      { hint: 'Install git to compare revisions, or name two folders.' },
    ),

  noText: (source: string) =>
    new KnownError('no-text', `the text of ${source} is not here, so there is nothing to read`, {
      hint: 'Ask a knowledge base that holds the text, with --data; the project itself does.',
    }),

  invalidData: (
    folder: string,
    findings: readonly Finding[],
    hint = 'Nothing is answered from data with errors.',
  ) => {
    const count = findings.filter(({ level }) => level === 'error').length;
    return new KnownError('invalid-data', `the knowledge base in ${folder} has ${errors(count)}`, {
      findings,
      hint,
    });
  },

  mayNotRead: (path: string) =>
    new KnownError('not-built', `${path} may not be read by you`, { hint: 'Its owner can allow it.' }),

  notBuilt: (path: string) =>
    new KnownError('not-built', `${path} is neither a folder nor a file that \`chipkb build\` made`, {
      hint: 'Name a folder that holds kb.yaml, or build the file anew.',
    }),

  notOurs: (path: string) =>
    new KnownError('already-there', `${path} is there, and is no file that \`chipkb build\` made`, {
      hint: 'Nothing was written; name another file with --output.',
    }),

  damaged: (path: string) =>
    new KnownError('damaged', `${path} is damaged`, {
      hint: 'Remove it, and build it anew with `chipkb build`.',
    }),

  damagedCache: () =>
    new KnownError('damaged-cache', 'what was kept of this knowledge base is damaged', {
      hint: 'It was removed; run the command again.',
    }),

  otherFormat: (path: string, found: number, wanted: number) =>
    new KnownError('not-built', `${path} has the form ${found}, and this chipkb reads the form ${wanted}`, {
      hint: 'Build it anew with `chipkb build`.',
    }),

  noSqlite: () =>
    new KnownError('no-sqlite', 'this Node has no SQLite; Node 22.13 and later have it', {
      hint: `\`npm install ${SQLITE_PACKAGE}\` in the folder of chipkb's package adds it (with \`-g\` if chipkb was installed so).`,
    }),

  wouldBeInvalid: (findings: readonly Finding[]) =>
    new KnownError('would-be-invalid', `this change would bring ${errors(findings.length)}`, {
      findings,
      hint: 'Nothing was written.',
    }),

  unverified: (quote: string, text: string) =>
    new KnownError(
      'would-be-invalid',
      `“${quote}” can’t be found in ${text}, or that text is not as recorded`,
      {
        hint: 'Nothing was written: a passage is recorded only where it is verified.',
      },
    ),

  alreadyThere: (what: string, hint?: string) =>
    new KnownError('already-there', `${what} is there already`, hint === undefined ? {} : { hint }),

  stillReferenced: (id: string, by: readonly string[], hint: string) => {
    const shown = by.slice(0, 5).join(', ');
    const more = by.length > 5 ? ` and ${by.length - 5} more` : '';
    return new KnownError('still-referenced', `${id} is named by ${shown}${more}`, { hint });
  },

  cancelled: (hint = 'Nothing was written.') => new KnownError('cancelled', 'broken off', { hint }),

  editByHand: (message: string, hint = 'Edit the file by hand; `chipkb check` tells whether it is right.') =>
    new KnownError('edit-by-hand', message, { hint }),

  changedMeanwhile: (path: string) =>
    new KnownError('changed-meanwhile', `${path} was changed by somebody else meanwhile`, {
      hint: 'Nothing was written; run the command again.',
    }),

  unfinished: (path: string, journal: string) =>
    new KnownError('unfinished-change', `a change was interrupted, and ${path} is not as it left it`, {
      hint: `Its files and their new content are named in ${journal}; put them right, then remove that file.`,
    }),

  locked: (holder: string, lock: string) =>
    new KnownError('locked', `the knowledge base is being changed by ${holder}`, {
      hint: `Try again later; if nothing runs there any more, remove ${lock}.`,
    }),

  mayNotFinish: (folder: string) =>
    new KnownError('unfinished-change', `a change of ${folder} was interrupted, and you may not finish it`, {
      hint: 'Any command of somebody who may write there finishes it.',
    }),

  unwritable: (path: string, code: string) =>
    new KnownError('unwritable', `${path} can’t be written: ${SYSTEM_REASONS.get(code) ?? code}`, {
      hint: 'Nothing was changed.',
    }),
};
