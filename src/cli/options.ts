/** Every option, once: its flags, its help, and how its value is read. */
import { InvalidArgumentError } from 'commander';
import { isIsoDate } from '../model/dates.ts';
import { KINDS, RELATIONS, ROLES, SCOPES, STATUSES, words } from '../model/vocabulary.ts';

/** The output formats of every command. */
export const COMMON_FORMATS = ['table', 'json', 'ndjson', 'csv', 'tsv', 'yaml', 'markdown', 'ids'] as const;

/** The output formats that only some commands have. */
const SPECIAL_FORMATS = ['github', 'sarif'] as const;

const FORMATS = [...COMMON_FORMATS, ...SPECIAL_FORMATS] as const;

export type Format = (typeof FORMATS)[number];

/** One option; `read` turns what was typed into a value, given the value so far. */
export interface OptionTerms {
  flags: string;
  help: string;
  read?(typed: string, before: unknown): unknown;
}

/** Reads words of a vocabulary, separated by commas; the option may be repeated. */
function oneOf(vocabulary: object) {
  const known = words(vocabulary) as readonly string[];
  return (typed: string, before: unknown): string[] => {
    const given = typed.split(',').map((word) => word.trim());
    const wrong = given.find((word) => !known.includes(word));
    if (wrong !== undefined) throw new InvalidArgumentError(`“${wrong}” is not one of ${known.join(', ')}.`);
    return [...((before as string[] | undefined) ?? []), ...given];
  };
}

const several = (typed: string, before: unknown): string[] => [
  ...((before as string[] | undefined) ?? []),
  typed,
];

function day(typed: string): string {
  if (!isIsoDate(typed)) throw new InvalidArgumentError('a day is written as YYYY-MM-DD and must exist.');
  return typed;
}

/** Two line numbers, from 1, the second not before the first. */
function lineRange(typed: string): { first: number; last: number } {
  const [first = 0, last = 0] = /^([1-9]\d{0,8})-([1-9]\d{0,8})$/.exec(typed)?.slice(1).map(Number) ?? [];
  if (first === 0 || last < first)
    throw new InvalidArgumentError('two line numbers are wanted, such as 3-38.');
  return { first, last };
}

function positive(typed: string): number {
  if (!/^[1-9]\d{0,8}$/.test(typed)) throw new InvalidArgumentError('a whole number from 1 is wanted.');
  return Number(typed);
}

function single(vocabulary: object) {
  const read = oneOf(vocabulary);
  return (typed: string): string => {
    const [word, ...more] = read(typed, undefined);
    if (word === undefined || more.length > 0) throw new InvalidArgumentError('one word is wanted.');
    return word;
  };
}

const fields = (typed: string, before: unknown): string[] => [
  ...((before as string[] | undefined) ?? []),
  ...typed
    .split(',')
    .map((field) => field.trim())
    .filter((field) => field !== ''),
];

const LADDER = Object.fromEntries(Object.entries(STATUSES).filter(([, { rung }]) => rung !== null));
const list = (vocabulary: object) => words(vocabulary).join(', ');

/** The options that every command takes. */
export const GLOBAL_OPTIONS = {
  data: {
    flags: '--data <folder>',
    help: 'the knowledge base to ask (default: $CHIPKB_DATA, then the nearest kb.yaml upward, then the bundled one)',
  },
  json: { flags: '--json', help: 'print JSON, the same as --format json' },
  format: {
    flags: '--format <format>',
    help: `one of ${COMMON_FORMATS.join(', ')}; for check also ${SPECIAL_FORMATS.join(', ')}`,
    read: single(Object.fromEntries(FORMATS.map((format) => [format, null]))),
  },
  fields: {
    flags: '--fields <a,b.c>',
    help: 'only these fields, in JSON, NDJSON, YAML, CSV, TSV or Markdown',
    read: fields,
  },
  rawCsv: { flags: '--raw-csv', help: 'leave CSV and TSV cells that a spreadsheet would run as they are' },
  exact: { flags: '--exact', help: 'correct no typing error' },
  color: { flags: '--color', help: 'colour even where the output is no terminal' },
  noColor: { flags: '--no-color', help: 'no colour' },
  noCache: {
    flags: '--no-cache',
    help: 'read every file of the knowledge base, and keep nothing for the next time',
  },
} satisfies Record<string, OptionTerms>;

/** The filters and orders; each command names those that make sense for it. */
export const FILTER_OPTIONS = {
  status: {
    flags: '--status <status>',
    help: `only claims of this status: ${list(STATUSES)}`,
    read: oneOf(STATUSES),
  },
  atLeast: {
    flags: '--at-least <status>',
    help: `only claims this firm or firmer: ${list(LADDER)}`,
    read: single(LADDER),
  },
  scope: { flags: '--scope <scope>', help: `only these scopes: ${list(SCOPES)}`, read: oneOf(SCOPES) },
  role: { flags: '--role <role>', help: `only companies in this role: ${list(ROLES)}`, read: oneOf(ROLES) },
  kind: { flags: '--kind <kind>', help: `only entities of this kind: ${list(KINDS)}`, read: oneOf(KINDS) },
  relation: {
    flags: '--relation <relation>',
    help: `only claims of this relation: ${list(RELATIONS)}`,
    read: oneOf(RELATIONS),
  },
  source: { flags: '--source <id>', help: 'only claims of this source', read: several },
  saidBy: { flags: '--said-by <who>', help: 'only claims of this claimant', read: several },
  ownClaims: { flags: '--own-claims', help: 'only claims of those who speak for themselves' },
  asOf: {
    flags: '--as-of <date>',
    help: 'only what was claimed by that day (YYYY-MM-DD); a claim without a day counts from that of its source',
    read: day,
  },
  limit: { flags: '--limit <n>', help: 'at most so many rows', read: positive },
} satisfies Record<string, OptionTerms>;

/** The options of single commands. */
export const OWN_OPTIONS = {
  output: { flags: '-o, --output <file>', help: 'the file to make (default: kb.db)' },
  strict: { flags: '--strict', help: 'warnings end in exit code 4 too' },
  list: { flags: '--list', help: 'list the rules with what they protect' },
  explain: { flags: '--explain <rule>', help: 'show a bad and a good example of a rule' },
  all: { flags: '--all', help: 'proposals that are already recorded too' },
  uncovered: { flags: '--uncovered', help: 'only sentences that name entities and carry nothing yet' },
  review: { flags: '--review', help: 'walk the proposals at a terminal: accept, edit, skip' },
  dryRun: { flags: '--dry-run', help: 'show what would change, and write nothing' },
  check: {
    flags: '--check',
    help: 'write nothing; end in exit code 4 where a file is not in canonical layout',
  },
  unset: { flags: '--unset', help: 'take the field out' },
  append: { flags: '--append', help: 'add the value to those that the field has' },
  cascade: { flags: '--cascade', help: 'remove what names it too' },
  id: { flags: '--id <id>', help: 'its id (default: made of the name)' },
  newKind: { flags: '--kind <kind>', help: `what it is: ${list(KINDS)}`, read: oneOf(KINDS) },
  newRole: {
    flags: '--role <role>',
    help: `what the company does: ${list(ROLES)}; may be repeated`,
    read: oneOf(ROLES),
  },
  alias: { flags: '--alias <name>', help: 'another name of it; may be repeated', read: several },
  description: { flags: '--description <text>', help: 'what the sources say it is, in your own words' },
  location: { flags: '--location <place>', help: 'where it is, only where a source states it' },
  link: { flags: '--link <url>', help: 'a web address of its own; may be repeated', read: several },
  inSource: { flags: '--source <id>', help: 'the source that states it', read: several },
  quote: {
    flags: '--quote <text>',
    help: 'the passage that states it, verbatim; may be repeated',
    read: several,
  },
  prefix: { flags: '--prefix <text>', help: 'the text right before the quote, where the quote stands twice' },
  suffix: { flags: '--suffix <text>', help: 'the text right after the quote, where the quote stands twice' },
  ownStatus: {
    flags: '--status <status>',
    help: `how firm the claim is: ${list(STATUSES)}`,
    read: oneOf(STATUSES),
  },
  via: {
    flags: '--via <what>',
    help: 'the hardware, service or framework by which it holds; may be repeated',
    read: several,
  },
  with: { flags: '--with <who>', help: 'who takes part beside the subject; may be repeated', read: several },
  claimant: { flags: '--said-by <who>', help: 'the claimant', read: several },
  channel: { flags: '--channel <words>', help: 'where the claimant said it, as printed' },
  printedDate: { flags: '--printed-date <words>', help: 'the day as the source prints it' },
  date: { flags: '--date <date>', help: 'the same day as YYYY-MM-DD', read: day },
  dateBasis: { flags: '--date-basis <text>', help: 'how the date follows from what is printed' },
  printed: { flags: '--printed <words>', help: 'the word or symbol of the source for the status' },
  note: { flags: '--note <text>', help: 'what a reader must know to read it rightly' },
  title: { flags: '--title <text>', help: 'the title as printed' },
  publisher: { flags: '--publisher <who>', help: 'who published it' },
  url: { flags: '--url <url>', help: 'where it was published' },
  published: { flags: '--published <date>', help: 'the day it was published (YYYY-MM-DD)', read: day },
  publishedBasis: {
    flags: '--published-basis <text>',
    help: 'how that day is known, where the text does not print it',
  },
  retrieved: {
    flags: '--retrieved <date>',
    help: 'the day the text was taken from there (YYYY-MM-DD)',
    read: day,
  },
  lines: {
    flags: '--lines <first-last>',
    help: 'the lines that are the document; the rest is page furniture',
    read: lineRange,
  },
} satisfies Record<string, OptionTerms>;

export type OwnOptionName = keyof typeof OWN_OPTIONS;

export type FilterName = keyof typeof FILTER_OPTIONS;

/** The filters that choose claims. */
export const CLAIM_FILTERS = [
  'status',
  'atLeast',
  'source',
  'saidBy',
  'ownClaims',
  'asOf',
] as const satisfies readonly FilterName[];
