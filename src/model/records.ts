/** The records in a store: entities, claims, remarks and sources. */
import type { StatementDates } from './dates.ts';
import type { Basis, Kind, ModelLink, Relation, Role, Status, Topic } from './vocabulary.ts';

/** Another name of an entity. */
interface Alias {
  name: string;
  lang: string | null;
  /** The name could also mean something else, so it is suggested but never resolved. */
  ambiguous: boolean;
}

export interface EntityRecord {
  id: string;
  name: string;
  kind: Kind;
  roles: Role[];
  aliases: Alias[];
  description: string;
  location: string | null;
  links: string[];
}

/** A name, alias or id of an entity. */
export interface NameRecord {
  entity: string;
  name: string;
  /** `foldName` of it. */
  folded: string;
  /** True for the name that answers print; false for ids and aliases. */
  isPrinted: boolean;
  /** The name could also mean something else, so it is never resolved. */
  ambiguous: boolean;
}

/** When the quotes of a source were found in a text with the recorded hash: `here` now, `recorded` when the package was built. */
export type Checked = 'here' | 'recorded';

/** A quote and its position, line 0 if it was not found: a TextQuoteSelector and a TextPositionSelector of W3C Web Annotation. */
export interface QuoteRecord {
  quote: string;
  /** The line on which the quote starts, from 1. */
  line: number;
  /** UTF-16 offsets into the source text, `end` exclusive. */
  start: number;
  end: number;
}

/** A cell of a table, or a name or heading beside it, in a file of a repository. */
export interface CellRecord {
  /** The path of the file in the repository. */
  path: string;
  /** The id of the table in its source; null for words outside a table. */
  table: string | null;
  /** The printed names of the row, joined by commas; null for words outside a row. */
  row: string | null;
  /** The printed header of the column; null for words outside a row. */
  column: string | null;
  /** The cell or the words, as printed. */
  printed: string;
  /** What the legend of the source says the cell means; null if it says nothing. */
  words: string | null;
  /** The line, from 1; null if the path or the address of the repository prints the words. */
  line: number | null;
  /** The commit in which it was read. */
  commit: string;
}

export type EvidenceRecord = QuoteRecord | CellRecord;

/** What claims and remarks have in common. */
export interface Statement extends StatementDates {
  id: string;
  /** The claimant; null if the source names none. */
  saidBy: string | null;
  channel: string | null;
  printedDate: string | null;
  /** As authored: a day, a month or a range of days; null if the source gives none. */
  date: string | null;
  /** The first day that `date` can mean; null if it is a day or has no first day. */
  notBefore: string | null;
  /** The last day that `date` can mean; null if it is a day. Without a date, the day by which the source was published, if known. */
  notAfter: string | null;
  dateBasis: string | null;
  note: string | null;
  /** The id of the source. */
  source: string;
  evidence: EvidenceRecord[];
}

/** The hardware, service or framework that a claim is about, with its version if the source prints one. */
export interface Via {
  id: string;
  version: string | null;
}

/** When and where a source stopped stating a claim. */
export interface Withdrawal {
  commit: string;
  date: string;
}

/** A relation between two entities that a source states. */
export interface ClaimRecord extends Statement {
  relation: Relation;
  /** How the model was derived; for `member-of`, whether it is a size of the family. */
  kind: ModelLink | null;
  from: string;
  to: string;
  status: Status | null;
  via: Via[];
  with: string[];
  /** The source’s own word or symbol for the status. */
  printed: string | null;
  /** What the status rests on. */
  basis: Basis | null;
  precision: string | null;
  mode: string | null;
  task: string | null;
  /** A quantised or converted release of the model, by its printed name. The claim does not name the model itself. */
  artefact: string | null;
  /** The date of the commit that was read; null for a text. */
  seen: string | null;
  /** Where the source no longer states the claim, or its own word for that, such as “deprecated”; null while it does. */
  withdrawn: Withdrawal | string | null;
  /** The claimant is the subject itself, the maker or operator of the subject, or either side of a symmetric relation. */
  firstParty: boolean;
}

/** A statement of a source that is not a relation. */
export interface RemarkRecord extends Statement {
  topic: Topic;
  subject: string[];
  summary: string;
}

/** A quote that was read and states nothing to record. */
interface ReadMark extends QuoteRecord {
  why: string;
}

/** A file of a repository in which tables were read. */
interface FileRecord {
  path: string;
  sha256: string;
  /** The date of the last commit that changed it; null if it is not recorded. */
  changed: string | null;
}

/** A table that was read. */
interface TableRecord {
  id: string;
  path: string;
  /** The headings above it, the outermost first. */
  heading: string[];
  /** The number of its rows that are still printed. */
  rows: number;
}

/** The state of a repository in which tables were read. */
export interface RepositoryRecord {
  /** The web address of the repository. */
  address: string;
  commit: string;
  /** The date of the commit. */
  committed: string;
  licence: string;
  files: FileRecord[];
  tables: TableRecord[];
}

export interface SourceRecord {
  id: string;
  title: string;
  /** As printed; empty if no author is recorded. */
  author: string[];
  publisher: string;
  /** The republisher at which the text was read; null if it was read at its publisher. */
  republishedBy: string | null;
  /** Where it was read. */
  url: string | null;
  /** The address of an archived copy. */
  archived: string | null;
  /** As authored: a day, a month or a range of days; null if unknown. */
  published: string | null;
  publishedBasis: string | null;
  retrieved: string | null;
  /** The SHA-256 of the text; null for tables. */
  sha256: string | null;
  /** The lines of the document; null for tables. */
  extent: { first: number; last: number } | null;
  /** Where the tables were read; null for a text. */
  repository: RepositoryRecord | null;
  /** The source of which this is a copy, so that the two are one witness; null if it is none. */
  origin: string | null;
  note: string | null;
  checked: Checked;
  edges: number;
  remarks: number;
  read: ReadMark[];
}

/** A source that is a text. */
export type TextSourceRecord = SourceRecord & { extent: { first: number; last: number }; sha256: string };

export const isText = (source: SourceRecord): source is TextSourceRecord => source.extent !== null;

/** The words of evidence: a quote, or what a cell prints with the names of its row and its column. */
export const wordsOfEvidence = (evidence: EvidenceRecord): string =>
  'quote' in evidence
    ? evidence.quote
    : [evidence.row, evidence.column, evidence.printed].filter(Boolean).join(', ');

/** The knowledge base itself. */
export interface MetaRecord {
  title: string;
  description: string;
  licence: string;
}

/** All records of a knowledge base. */
export interface StoreRecords {
  meta: MetaRecord;
  entities: EntityRecord[];
  claims: ClaimRecord[];
  remarks: RemarkRecord[];
  sources: SourceRecord[];
  /** Every id, name and alias, folded. */
  names: NameRecord[];
  /** The texts that are available, by the id of their source. */
  texts: Pick<ReadonlyMap<string, string>, 'get'>;
}
