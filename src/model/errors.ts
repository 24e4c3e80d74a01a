/** The text of each known error, in one place. */
import { dirname } from 'node:path';
import { count } from './count.ts';
import type { Finding, Place } from './finding.ts';
import { type Candidate, KnownError, type Suggestion, type UnresolvedName } from './known-error.ts';

/** The package for a Node without SQLite: the optional peer dependency in package.json. */
export const SQLITE_PACKAGE = '@photostructure/sqlite@1.2.1';

const withArticle = (kind: string) => (kind === 'hardware' ? kind : `a ${kind}`);

const SYSTEM_REASONS = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EIO', 'input/output error'],
  ['EMFILE', 'too many open files'],
  ['ENFILE', 'too many open files'],
  ['ESTALE', 'stale file handle'],
  ['ELOOP', 'too many symbolic links'],
  ['EISDIR', 'it is a folder'],
  ['EROFS', 'the file system is read-only'],
  ['ENOENT', 'no such file or folder'],
  ['ENOTDIR', 'no such file or folder'],
  ['ENOSPC', 'no space left on device'],
  ['EDQUOT', 'disk quota exceeded'],
  ['EFBIG', 'the file would be too large'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ERR_INVALID_ARG_VALUE', 'the name contains a NUL'],
]);

/** What a system error means, in words; its code if that is not known. */
export const systemReason = (code: string): string => SYSTEM_REASONS.get(code) ?? code;

/** An error of the system, such as a full disk. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException & { code: string } =>
  error instanceof Error && 'syscall' in error && 'code' in error;

/** Words in a sentence: “a, b and c”. */
const inWords = (words: readonly string[]): string =>
  [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' and ');

function whatIsWrong({ name, what, close }: UnresolvedName): string {
  if (close === null) return `“${name}” is ambiguous`;
  return name.trim() === '' ? `no ${what} has an empty name` : `no ${what} is called “${name}”`;
}

/** The candidates for a name under their headings, which name it if it is one of several. */
function candidateLists(
  { name, what, candidates, close }: UnresolvedName,
  isOneOfSeveral: boolean,
): Suggestion[] {
  if (close === null)
    return [{ heading: isOneOfSeveral ? `“${name}” can mean:` : 'It can mean:', candidates }];
  const similar = isOneOfSeveral ? `Similar to “${name}”:` : 'Similar names:';
  return [
    {
      heading: isOneOfSeveral ? `Did you mean for “${name}”?` : 'Did you mean?',
      candidates: candidates.filter(({ id }) => close.has(id)),
    },
    {
      heading: what === 'source' ? 'Sources:' : similar,
      candidates: candidates.filter(({ id }) => !close.has(id)),
    },
  ];
}

const nextStep = ({ name, close, hint }: UnresolvedName, isOneOfSeveral: boolean): string =>
  close === null && isOneOfSeveral ? `Use one of the ids for “${name}”.` : hint;

/** How many sources an error suggests. */
const MAX_SOURCES = 5;

/** An id that no source has, with the first few sources as candidates. */
export const unknownSource = (id: string, sources: Iterable<{ id: string; title: string }>): UnresolvedName =>
  withoutAdding(
    id,
    'source',
    Array.from(sources, (one) => ({ id: one.id, name: one.title, kind: 'source' })).slice(0, MAX_SOURCES),
    new Set(),
    'Run `chipkb sources` for a list.',
  );

/** A name that can't be added. */
const withoutAdding = (
  typed: string,
  what: string,
  candidates: readonly Candidate[],
  close: UnresolvedName['close'],
  hint: string,
): UnresolvedName => ({ typed, name: typed, what, candidates, close, kinds: [], hint });

/** Why a repository of another project can't be read. */
export interface RepositoryFault {
  message: string;
  /** The next step. */
  hint: string;
}

/** The faults of repositories of other projects, one for each source that is read from them. */
export const repositoryFaults = {
  /** `fault`: in words that follow the name of the folder. */
  folder: (folder: string, fault: string): RepositoryFault => ({
    message: `${folder} ${fault}`,
    hint: 'Name a clone, a folder of its files, or a folder of clones.',
  }),
  git: (folder: string, detail: string): RepositoryFault => ({
    message: `${folder} can't be read with git: ${detail}`,
    hint: 'Check that `git log` works in that folder.',
  }),
  noCommits: (folder: string): RepositoryFault => ({
    message: `${folder} is a folder of files without commits`,
    hint: 'Name a clone, which has the newer commit.',
  }),
  revision: (folder: string, revision: string): RepositoryFault => ({
    message: `the clone ${folder} lacks the commit ${revision}`,
    hint: `Run \`git fetch origin ${revision}\` in that folder.`,
  }),
  olderCommit: (older: string, olderDay: string, recordedDay: string): RepositoryFault => ({
    message: `the commit ${older} is of ${olderDay}, before the recorded one of ${recordedDay}`,
    hint: 'Name a newer commit with --to. To undo an update, restore the file of the source with git.',
  }),
  notDescendant: (commit: string, recorded: string): RepositoryFault => ({
    message: `the commit ${commit} does not descend from the recorded one, ${recorded}`,
    hint: `Name a commit with --to whose history contains it: \`git branch --all --contains ${recorded}\` lists branches.`,
  }),
  otherClone: (folder: string, remotes: readonly string[], url: string): RepositoryFault => ({
    message: `${folder} is a clone of ${remotes.join(', ')}, not of ${url}`,
    hint: 'Name another clone. If this is a fork, add the repository with `git remote add upstream <address>`.',
  }),
  notFound: (from: string, url: string, path: string): RepositoryFault => ({
    message: `${from} contains neither a clone of ${url} nor ${path}`,
    hint: 'Run `git clone --bare <address>` in that folder.',
  }),
};

/** Creates known errors. */
export const fail = {
  usage: (message: string, hint?: string) =>
    new KnownError('usage', message, hint === undefined ? {} : { hint }),

  /** `missing`: each option that was not typed, with a sentence that says what it takes. */
  missingOptions: (missing: readonly { flag: string; why: string }[]) =>
    fail.usage(
      `${inWords(missing.map(({ flag }) => flag))} ${missing.length === 1 ? 'is' : 'are'} missing`,
      missing.map(({ why }) => why).join(' '),
    ),

  /** `close`: the ids of the candidates that the text may be a typo of. */
  noSuchEntity: (
    typed: string,
    what: string,
    candidates: readonly Candidate[],
    listCommand: string,
    close: ReadonlySet<string> = new Set(),
  ) =>
    fail.unresolvedNames([
      withoutAdding(typed, what, candidates, close, `Run \`${listCommand}\` for a list.`),
    ]),

  ambiguousName: (typed: string, candidates: readonly Candidate[]) =>
    fail.unresolvedNames([withoutAdding(typed, 'entity', candidates, null, 'Use one of these ids.')]),

  /** `names`: at least one. */
  unresolvedNames: (names: readonly UnresolvedName[]) =>
    new KnownError(
      names.some(({ close }) => close !== null) ? 'no-such-entity' : 'ambiguous-name',
      names.map(whatIsWrong).join('; '),
      {
        names,
        suggestions: names.flatMap((name) => candidateLists(name, names.length > 1)),
        hint: [...new Set(names.map((name) => nextStep(name, names.length > 1)))].join(' '),
      },
    ),

  wrongKind: (
    entity: Candidate,
    command: string,
    expected: string,
    related: readonly Candidate[],
    next: string,
  ) =>
    new KnownError(
      'wrong-kind',
      `${entity.name} is ${withArticle(entity.kind)}; ${command} expects a ${expected}`,
      {
        suggestions: [{ heading: `Related to ${entity.name}:`, candidates: related }],
        hint: `Try \`${next}\`.`,
      },
    ),

  /** `readings`: command lines that quote the names, one for each reading. */
  unclearNames: (typed: string, readings: readonly string[]) =>
    new KnownError('unclear-split', `it is unclear where each name in “${typed}” ends`, {
      hint: `Quote the names: ${readings.join(' or ')}.`,
    }),

  noSuchRevision: (typed: string, folder: string) =>
    new KnownError(
      'no-such-revision',
      `“${typed}” is neither a knowledge base folder nor a git revision of ${folder}`,
      { hint: 'Run `git log --oneline` for a list of revisions.' },
    ),

  noRepository: (typed: string, folder: string, detail: string) =>
    new KnownError(
      'no-such-revision',
      `“${typed}” is not a knowledge base folder, and ${folder} is not in a readable git repository: ${detail}`,
      { hint: 'Name two folders, or choose a knowledge base in a git repository with --data.' },
    ),

  noGit: (typed: string, detail: string) =>
    new KnownError(
      'no-such-revision',
      `“${typed}” is not a knowledge base folder, and git does not run: ${detail}`,
      { hint: 'Check that `git --version` works here, or name two folders.' },
    ),

  /** `sources`: their ids, at least one. */
  noText: (sources: readonly string[], command: string) =>
    new KnownError(
      'no-text',
      `the text of ${sources.join(', ')} is not included here, and ${command} needs it`,
      {
        hint: `\`chipkb source ${sources[0]}\` prints its passages; --data names a knowledge base with the text, such as a clone of the project.`,
      },
    ),

  needsText: (source: string) =>
    fail.usage(
      `the source ${source} is tables: it has cells and no quotes`,
      `\`chipkb source ${source}\` prints them, and \`chipkb update ${source}\` reads a newer commit; what its symbols and labels mean is at the top of sources/${source}.yaml, and \`edges\` there take \`printed\` words as evidence.`,
    ),

  invalidData: (
    folder: string,
    findings: readonly Finding[],
    hint = 'chipkb refuses to answer from invalid data.',
  ) => {
    const errors = findings.filter(({ level }) => level === 'error').length;
    return new KnownError('invalid-data', `${folder} has ${count(errors, 'error')}`, { findings, hint });
  },

  mayNotRead: (path: string) =>
    new KnownError('not-built', `cannot read ${path}: permission denied`, {
      hint: 'Ask its owner for permission.',
    }),

  notBuilt: (path: string) =>
    new KnownError('not-built', `${path} is neither a folder nor a file that \`chipkb build\` created`, {
      hint: 'Name a folder that contains kb.yaml, or build the file again.',
    }),

  notOurs: (path: string) =>
    new KnownError('already-there', `${path} exists and was not created by \`chipkb build\``, {
      hint: 'Nothing was written; name another file with --output.',
    }),

  throughLink: (path: string) =>
    new KnownError('already-there', `${path} is a link, and nothing is written through links`, {
      hint: 'Name the file itself with --output.',
    }),

  damaged: (path: string) =>
    new KnownError('damaged', `${path} is damaged`, {
      hint: 'Delete it and run `chipkb build` again.',
    }),

  /** `what`: the part of the file that `chipkb build` did not write. */
  changedByOthers: (path: string, what: string) =>
    new KnownError('damaged', `${path} was changed by another program: ${what}`, {
      hint: 'Run `chipkb build` again.',
    }),

  hasJournal: (path: string, journal: string) =>
    new KnownError('unreadable', `cannot read ${path}: ${journal} is the journal of an unfinished change`, {
      hint: `Wait for the program that is changing it; if there is none, delete both files and run \`chipkb build\` again.`,
    }),

  missingRecord: (id: string) =>
    new KnownError('damaged', `the knowledge base has no record “${id}”, to which another record refers`, {
      hint: 'Run `chipkb build` again.',
    }),

  /** `reason`: in the words of SQLite. */
  unreadable: (path: string, reason: string) =>
    new KnownError('unreadable', `cannot read ${path}: ${reason}`, { hint: 'Run the command again.' }),

  damagedCache: () =>
    new KnownError(
      'damaged-cache',
      'the cache of this knowledge base is damaged, or another process is changing it',
      {
        hint: 'Run the command again.',
      },
    ),

  otherFormat: (path: string, found: number, expected: number) =>
    new KnownError('not-built', `${path} has format ${found}; this chipkb reads format ${expected}`, {
      hint: 'Run `chipkb build` again.',
    }),

  noSqlite: () =>
    new KnownError('no-sqlite', 'this Node has no SQLite; Node 22.13 and later have it', {
      hint: `Run \`npm install ${SQLITE_PACKAGE}\` in chipkb's folder; add \`-g\` if chipkb is installed globally.`,
    }),

  wouldBeInvalid: (findings: readonly Finding[], next = '') => {
    const counts = (['error', 'warning'] as const).flatMap((level) => {
      const found = findings.filter((finding) => finding.level === level).length;
      return found === 0 ? [] : [count(found, level)];
    });
    return new KnownError('would-be-invalid', `this change would introduce ${counts.join(' and ')}`, {
      findings,
      hint: `Nothing was written. ${next}`.trimEnd(),
    });
  },

  /** `findings`: their places are in the document of proposals. */
  invalidProposals: (message: string, findings: readonly Finding[], hint: string) =>
    new KnownError('would-be-invalid', message, { findings, hint }),

  unverified: (quote: string, text: string) =>
    new KnownError('would-be-invalid', `quote not found in ${text}, or that file was modified: “${quote}”`, {
      hint: 'Nothing was written: every quote must be checked first.',
    }),

  alreadyThere: (what: string, hint?: string) =>
    new KnownError('already-there', `${what} already exists`, hint === undefined ? {} : { hint }),

  stillReferenced: (id: string, by: readonly string[], hint: string) => {
    const shown = by.slice(0, 5).join(', ');
    const more = by.length > 5 ? ` and ${by.length - 5} more` : '';
    return new KnownError('still-referenced', `${id} is referred to by ${shown}${more}`, { hint });
  },

  cancelled: (hint = 'Nothing was written.') => new KnownError('cancelled', 'cancelled', { hint }),

  claimOfTable: (id: string, source: string, { file, line }: Place) =>
    fail.usage(
      `${id} is what a table states, so it can’t be changed by itself`,
      `Its row is at ${file}:${line}. Change what \`legend\`, \`names\` or \`columns\` of ${source} say it means, then run \`chipkb check\`.`,
    ),

  unsupportedEdit: (message: string, hint = 'Edit the file by hand, then run `chipkb check`.') =>
    new KnownError('unsupported-edit', message, { hint }),

  conflict: (path: string) =>
    new KnownError('conflict', `${path} was changed by another program at the same time`, {
      hint: 'Nothing was written; run the command again.',
    }),

  interrupted: (folder: string) =>
    new KnownError('unfinished-change', `a change of ${folder} was interrupted`, {
      hint: '`chipkb recover`, in that folder or with --data, shows the change, and finishes or undoes it.',
    }),

  invalidJournal: (journal: string, reason: string) =>
    new KnownError('unfinished-change', `${journal} can't be used to recover: ${reason}`, {
      hint: `Nothing was changed. Correct that, or check the files yourself and delete ${dirname(journal)}.`,
    }),

  changedSince: (path: string, journal: string) =>
    new KnownError('unfinished-change', `${path} was changed after the interruption`, {
      hint: `Nothing was written. ${journal} contains its old and new content: save one of them as the file. To keep all files as they are, delete ${dirname(journal)}.`,
    }),

  invalidLock: (lock: string, fault: string) =>
    new KnownError('invalid-lock', `${lock} ${fault}`, {
      hint: `If no other chipkb command is running, delete ${dirname(lock)}.`,
    }),

  locked: (owner: string, seconds: number, lock: string, hasJournal: boolean) =>
    new KnownError('locked', `waited ${seconds} seconds for another command: ${owner}`, {
      hint: hasJournal
        ? `Try again later; if that process no longer runs, delete ${lock}/holder.json and run \`chipkb recover\`.`
        : `Try again later; if that process no longer runs, delete ${lock}.`,
    }),

  busy: (folder: string, seconds: number) =>
    new KnownError('locked', `other commands kept changing ${folder} for ${seconds} seconds`, {
      hint: 'Run the command again.',
    }),

  notRestored: (path: string) =>
    new KnownError('unwritable', `${path} was changed, and could not be restored after an error`, {
      hint: 'Check the file.',
    }),

  /** A fault of the machine that the command could not handle otherwise. */
  system: ({ path, syscall, code }: NodeJS.ErrnoException & { code: string }) =>
    new KnownError(
      'system',
      `cannot access ${path ?? (syscall === 'uv_cwd' ? 'the current folder' : 'a file')}: ${systemReason(code)} (${syscall})`,
      {
        hint: 'Run the command again; if it fails again, check the disk and the permissions.',
      },
    ),

  unwritable: (path: string, code: string) =>
    new KnownError('unwritable', `cannot write ${path}: ${systemReason(code)}`, {
      hint: 'Nothing was changed.',
    }),
};
