/** Every option, once: its flags, its help, and how its value is read. */
import { DATE_FORMS, UNKNOWN_DATE } from '../model/dates.ts';
import { EXIT } from '../model/known-error.ts';
import {
  KINDS,
  RELATIONS,
  ROLES,
  SCOPES,
  STATUSES,
  SUPPORT_VIEWS,
  TOPICS,
  words,
} from '../model/vocabulary.ts';
import {
  listOf,
  oneOf,
  readDate,
  readDateOr,
  readFields,
  readLineRange,
  readPositive,
  several,
} from './option-readers.ts';

/** The output formats of every command. */
export const COMMON_FORMATS = ['table', 'json', 'ndjson', 'csv', 'tsv', 'yaml', 'markdown', 'ids'] as const;

/** The output formats of single commands. */
const SPECIAL_FORMATS = {
  check: ['github', 'sarif'],
  cite: ['bibtex', 'ris', 'csl'],
} as const;

const FORMATS = [...COMMON_FORMATS, ...SPECIAL_FORMATS.check, ...SPECIAL_FORMATS.cite] as const;

export type Format = (typeof FORMATS)[number];

/** Other names of formats. */
const FORMAT_ALIASES: ReadonlyMap<string, Format> = new Map([
  ['md', 'markdown'],
  ['jsonl', 'ndjson'],
  ['yml', 'yaml'],
]);

/** One option. */
export interface OptionTerms {
  flags: string;
  help: string;
  /** The words that it takes, if they are a closed list. */
  choices?: readonly string[];
  /** Turns what was typed into a value, given the value so far. Throws a usage error that names `flag`. */
  read?(typed: string, before: unknown, flag: string): unknown;
}

const COLOUR_CHOICES = ['auto', 'always', 'never'] as const;

export type ColourChoice = (typeof COLOUR_CHOICES)[number];

const LADDER = words(STATUSES).filter((status) => STATUSES[status].rung !== null);
const list = (vocabulary: object) => words(vocabulary).join(', ');

/** The options of every command. */
export const GLOBAL_OPTIONS = {
  data: {
    flags: '--data <folder>',
    help: 'knowledge base to use (default: $CHIPKB_DATA, then the nearest kb.yaml in this or a parent folder, then the bundled one)',
  },
  json: { flags: '--json', help: 'print JSON, the same as --format json' },
  format: {
    flags: '-f, --format <format>',
    help: `${COMMON_FORMATS.join(', ')} (also ${[...FORMAT_ALIASES.keys()].join(', ')}); for check also ${SPECIAL_FORMATS.check.join(', ')}; for cite also ${SPECIAL_FORMATS.cite.join(', ')}`,
    ...oneOf(FORMATS, FORMAT_ALIASES),
  },
  fields: {
    flags: '--fields <a,b.c>',
    help: 'print only these fields (JSON, NDJSON, YAML) or columns (CSV, TSV, Markdown)',
    read: readFields,
  },
  noHeaders: { flags: '--no-headers', help: 'leave out the names of columns (table, CSV, TSV)' },
  bom: { flags: '--bom', help: 'start CSV and TSV with a byte order mark, for spreadsheets' },
  rawCsv: {
    flags: '--raw-csv',
    help: 'do not escape CSV and TSV cells that a spreadsheet would run as formulas',
  },
  exact: { flags: '--exact', help: 'do not correct typos' },
  quiet: {
    flags: '-q, --quiet',
    help: 'print no notes, hints or footers; errors and corrections are printed',
  },
  exitStatus: { flags: '--exit-status', help: `exit with ${EXIT.noRows} if there are no rows` },
  color: {
    flags: '--color <when>',
    help: `use colour: ${COLOUR_CHOICES.join(', ')} (default: auto, on a terminal)`,
    ...oneOf(COLOUR_CHOICES),
  },
  noColor: { flags: '--no-color', help: 'the same as --color never' },
  noCache: { flags: '--no-cache', help: 'ignore the cache and do not write it' },
} satisfies Record<string, OptionTerms>;

/** The options that choose rows and limit their number; each command takes those that make sense for it. */
export const FILTER_OPTIONS = {
  status: {
    flags: '--status <status>',
    help: `only claims with this status: ${list(STATUSES)}`,
    ...listOf(STATUSES),
  },
  atLeast: {
    flags: '--at-least <status>',
    help: `only claims with at least this status: ${LADDER.join(', ')}`,
    ...oneOf(LADDER),
  },
  scope: { flags: '--scope <scope>', help: `only these scopes: ${list(SCOPES)}`, ...listOf(SCOPES) },
  role: { flags: '--role <role>', help: `only companies in this role: ${list(ROLES)}`, ...listOf(ROLES) },
  kind: { flags: '--kind <kind>', help: `only entities of this kind: ${list(KINDS)}`, ...listOf(KINDS) },
  relation: {
    flags: '--relation <relation>',
    help: `only claims with this relation: ${list(RELATIONS)}`,
    ...listOf(RELATIONS),
  },
  from: { flags: '--from <who>', help: 'only claims with this subject', read: several },
  to: { flags: '--to <what>', help: 'only claims with this object', read: several },
  via: {
    flags: '--via <what>',
    help: 'only claims that run on this hardware, service or framework',
    read: several,
  },
  with: { flags: '--with <who>', help: 'only claims with this other participant', read: several },
  about: { flags: '--about <what>', help: 'only remarks about this entity', read: several },
  topic: { flags: '--topic <topic>', help: `only remarks on: ${list(TOPICS)}`, ...listOf(TOPICS) },
  source: { flags: '--source <id>', help: 'only what this source states', read: several },
  saidBy: { flags: '--said-by <who>', help: 'only what this claimant says', read: several },
  ownClaims: {
    flags: '--own-claims',
    help: 'only first-party claims: by the subject of the claim, or by its maker or operator',
  },
  asOf: {
    flags: '--as-of <date>',
    help: 'only what was certainly said on or before this date (YYYY-MM-DD); what is undated was said by the publication of its source',
    read: readDate,
  },
  since: {
    flags: '--since <date>',
    help: 'only what was certainly said on or after this date (YYYY-MM-DD); leaves out what has no date',
    read: readDate,
  },
  withdrawn: { flags: '--withdrawn', help: 'include claims that their source no longer states' },
  by: {
    flags: '--by <view>',
    help: `list claims under: ${list(SUPPORT_VIEWS)} (default: vendor)`,
    ...oneOf(words(SUPPORT_VIEWS)),
  },
  limit: { flags: '-n, --limit <n>', help: 'show at most <n> rows', read: readPositive },
} satisfies Record<string, OptionTerms>;

/** The options of `add edge` for the plain text fields of a claim. Each has the name of its field, in camel case. */
export const CLAIM_TEXT_OPTIONS = {
  channel: { flags: '--channel <words>', help: 'where the claimant said it, as printed' },
  printedDate: { flags: '--printed-date <words>', help: 'the date as the source prints it' },
  date: { flags: '--date <date>', help: `the same date as ${DATE_FORMS}`, read: readDateOr() },
  dateBasis: { flags: '--date-basis <text>', help: 'how the date follows from what is printed' },
  printed: { flags: '--printed <words>', help: 'the source’s own word or symbol for the status' },
  note: { flags: '--note <text>', help: 'a caveat for readers' },
} satisfies Record<string, OptionTerms>;

/** Those of them that a remark has too: it has no status. */
export const REMARK_TEXT_OPTIONS = words(CLAIM_TEXT_OPTIONS).filter((name) => name !== 'printed');

/** The options of single commands. */
export const OWN_OPTIONS = {
  passages: {
    flags: '--passages',
    help: 'print a row for each quote, with its place in the source (CSV, TSV)',
  },
  long: { flags: '--long', help: 'print a row for each supporter and model, not a column for each model' },
  output: { flags: '-o, --output <file>', help: 'file to write (default: kb.db)' },
  withTexts: { flags: '--with-texts', help: 'include the whole texts of the sources' },
  metadata: { flags: '--metadata', help: 'also write metadata.json for Datasette beside the file' },
  strict: { flags: '--strict', help: 'treat warnings as errors' },
  list: { flags: '--list', help: 'list the rules' },
  explain: { flags: '--explain <rule>', help: 'show a bad and a good example of a rule' },
  quotes: { flags: '-v, --quotes', help: 'show the passages below each line, with their sources' },
  all: { flags: '--all', help: 'include suggestions that are already recorded' },
  uncovered: {
    flags: '--uncovered',
    help: 'only sentences that name entities but are neither cited nor marked as read',
  },
  review: { flags: '--review', help: 'review one by one, and record what you accept' },
  acceptValid: {
    flags: '--accept-valid',
    help: 'record what is valid and leave out the rest; exit 4 if anything is left out',
  },
  dryRun: { flags: '--dry-run', help: 'show the changes without writing them' },
  check: { flags: '--check', help: 'write nothing; exit 4 if any file is not formatted' },
  clone: {
    flags: '--from <folder>',
    help: 'a clone or the files of the repository, or a folder of several',
    read: several,
  },
  mapping: { flags: '--mapping <file>', help: 'write the draft of a mapping to a new file' },
  unknown: {
    flags: '--unknown <file>',
    help: 'write the names that are not recorded to a new file, for `add claims`',
  },
  revision: {
    flags: '--to <revision>',
    help: 'the commit to update to (default: the newest one of the clone, HEAD)',
    read: several,
  },
  allRows: { flags: '--all', help: 'on a terminal: also the sizes of models, and all models of a row' },
  allTables: { flags: '--all', help: 'update every source of tables' },
  unset: { flags: '--unset', help: 'remove the field' },
  append: { flags: '--append', help: 'add the value to those that the field has' },
  cascade: { flags: '--cascade', help: 'also remove what refers to it' },
  finish: { flags: '--finish', help: 'write the files that still have their old content' },
  undo: { flags: '--undo', help: 'restore the files that already have their new content' },
  id: { flags: '--id <id>', help: 'its id (default: derived from the name or title)' },
  newKind: { flags: '--kind <kind>', help: `its kind: ${list(KINDS)}`, ...listOf(KINDS) },
  newRole: {
    flags: '--role <role>',
    help: `what the company does (repeatable): ${list(ROLES)}`,
    ...listOf(ROLES),
  },
  alias: { flags: '--alias <name>', help: 'another name (repeatable)', read: several },
  description: { flags: '--description <text>', help: 'what the sources say it is, in your own words' },
  location: { flags: '--location <place>', help: 'where it is, if a source states it' },
  link: { flags: '--link <url>', help: 'its web address (repeatable)', read: several },
  inSource: { flags: '--source <id>', help: 'the source that states it', read: several },
  quote: {
    flags: '--quote <text>',
    help: 'the passage that states it, verbatim (repeatable)',
    read: several,
  },
  prefix: {
    flags: '--prefix <text>',
    help: 'the text just before the quote, if the quote occurs more than once',
  },
  suffix: {
    flags: '--suffix <text>',
    help: 'the text just after the quote, if the quote occurs more than once',
  },
  ownStatus: {
    flags: '--status <status>',
    help: `the status of the claim: ${list(STATUSES)}`,
    ...listOf(STATUSES),
  },
  via: {
    flags: '--via <what>',
    help: 'the hardware, service or framework it runs on (repeatable)',
    read: several,
  },
  with: { flags: '--with <who>', help: 'another participant (repeatable)', read: several },
  ownTopic: { flags: '--topic <topic>', help: `the topic of the remark: ${list(TOPICS)}`, ...listOf(TOPICS) },
  summary: { flags: '--summary <text>', help: 'what is said, in your own words' },
  why: { flags: '--why <text>', help: 'why nothing is recorded from it, such as “headline”' },
  claimant: { flags: '--said-by <who>', help: 'the claimant', read: several },
  ...CLAIM_TEXT_OPTIONS,
  claims: { flags: '--claims <file>', help: 'also record this document of proposals, as `add claims` does' },
  title: { flags: '--title <text>', help: 'the title as printed' },
  publisher: { flags: '--publisher <who>', help: 'the publisher' },
  author: { flags: '--author <name>', help: 'the author as printed (repeatable)', read: several },
  republishedBy: { flags: '--republished-by <who>', help: 'who republished it, if it was read there' },
  url: { flags: '--url <url>', help: 'where it was read: at its publisher or its republisher' },
  archived: { flags: '--archived <url>', help: 'the address of an archived copy' },
  published: {
    flags: '--published <date>',
    help: `the date of publication: ${DATE_FORMS}; or ${UNKNOWN_DATE}`,
    read: readDateOr(UNKNOWN_DATE),
  },
  publishedBasis: {
    flags: '--published-basis <text>',
    help: 'how the date was established, if not stated',
  },
  retrieved: {
    flags: '--retrieved <date>',
    help: 'the date on which the text was retrieved (YYYY-MM-DD)',
    read: readDate,
  },
  lines: {
    flags: '--lines <first-last>',
    help: 'the lines of the article; the rest is boilerplate',
    read: readLineRange,
  },
  someLines: {
    flags: '--lines <first-last>',
    help: 'only these lines of the document',
    read: readLineRange,
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
  'since',
  'withdrawn',
] as const satisfies readonly FilterName[];
