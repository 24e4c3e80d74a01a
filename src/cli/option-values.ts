/** The types of the values of options. */
import type { Kind, Relation, Role, Scope, Status, SupportViewName, Topic } from '../model/vocabulary.ts';
import type { CLAIM_TEXT_OPTIONS, ColourChoice, Format } from './options.ts';

/** The values of the global options; absent if not typed. */
export interface GlobalOptions {
  data?: string;
  json?: boolean;
  format?: Format;
  fields?: string[];
  headers?: boolean;
  bom?: boolean;
  rawCsv?: boolean;
  exact?: boolean;
  quiet?: boolean;
  exitStatus?: boolean;
  /** False for `--no-color`. */
  color?: ColourChoice | false;
  cache?: boolean;
}

/** The values of the filters and of `--sort`; absent if not typed. */
export interface FilterOptions {
  status?: Status[];
  atLeast?: Status;
  scope?: Scope[];
  role?: Role[];
  kind?: Kind[];
  relation?: Relation[];
  from?: string[];
  to?: string[];
  via?: string[];
  with?: string[];
  about?: string[];
  topic?: Topic[];
  source?: string[];
  saidBy?: string[];
  ownClaims?: boolean;
  asOf?: string;
  since?: string;
  withdrawn?: boolean;
  by?: SupportViewName;
  limit?: number;
  sort?: string;
}

/** The values of the options of single commands; absent if not typed. */
export interface OwnOptions {
  passages?: boolean;
  long?: boolean;
  output?: string;
  withTexts?: boolean;
  metadata?: boolean;
  strict?: boolean;
  acceptValid?: boolean;
  list?: boolean;
  explain?: string;
  quotes?: boolean;
  uncovered?: boolean;
  all?: boolean;
  review?: boolean;
  dryRun?: boolean;
  check?: boolean;
  mapping?: string;
  unknown?: string;
  unset?: boolean;
  append?: boolean;
  cascade?: boolean;
  finish?: boolean;
  undo?: boolean;
}

/** The values of the options of `add entity`, besides the filters of the same names; absent if not typed. */
export interface EntityOptions {
  id?: string;
  alias?: string[];
  description?: string;
  location?: string;
  link?: string[];
}

/** The values of the options of `add edge`, `add remark` and `add read`, besides the filters of the same names; absent if not typed. */
export interface EdgeOptions extends Partial<Record<keyof typeof CLAIM_TEXT_OPTIONS, string>> {
  quote?: string[];
  summary?: string;
  why?: string;
  prefix?: string;
  suffix?: string;
  via?: string[];
  with?: string[];
}

/** The values of the options of `add source`; absent if not typed. */
export interface SourceOptions {
  claims?: string;
  id?: string;
  title?: string;
  author?: string[];
  publisher?: string;
  republishedBy?: string;
  url?: string;
  archived?: string;
  published?: string;
  publishedBasis?: string;
  retrieved?: string;
  lines?: { first: number; last: number };
}

export type Options = GlobalOptions &
  FilterOptions &
  OwnOptions &
  EntityOptions &
  EdgeOptions &
  SourceOptions;
