/** The records in a store: entities, claims, remarks and sources. */
import type { Kind, Relation, Role, Status, Topic } from './vocabulary.ts';

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

/** A quote and its position: a TextQuoteSelector and a TextPositionSelector of W3C Web Annotation. */
export interface EvidenceRecord {
  quote: string;
  /** The line on which the quote starts, from 1. */
  line: number;
  /** UTF-16 offsets into the source text, `end` exclusive. */
  start: number;
  end: number;
  /** True if the quote was found there, in a text with the recorded hash, now or when the package was built. */
  verified: boolean;
}

/** What claims and remarks have in common. */
export interface Statement {
  id: string;
  /** The claimant; null if the source names none. */
  saidBy: string | null;
  channel: string | null;
  printedDate: string | null;
  /** ISO 8601; null if the source gives none. */
  date: string | null;
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

/** A relation between two entities that a source states. */
export interface ClaimRecord extends Statement {
  relation: Relation;
  from: string;
  to: string;
  status: Status | null;
  via: Via[];
  with: string[];
  printed: string | null;
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
interface ReadMark extends EvidenceRecord {
  why: string;
}

export interface SourceRecord {
  id: string;
  title: string;
  publisher: string;
  url: string | null;
  published: string;
  publishedBasis: string | null;
  retrieved: string | null;
  sha256: string;
  extent: { first: number; last: number };
  /** `here`: the text is available, and the quotes were verified now. Otherwise they were verified when the package was built. */
  text: 'here' | 'verified-when-built';
  edges: number;
  remarks: number;
  read: ReadMark[];
}

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
