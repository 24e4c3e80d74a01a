/** The one interface that every question goes through. A store on disk or on a server is one more implementation. */
import type { ClaimRecord, EntityRecord, MetaRecord, RemarkRecord, SourceRecord } from '../model/records.ts';
import type { Kind, Relation } from '../model/vocabulary.ts';

/** A name, alias or id of an entity. */
export interface NameRecord {
  entity: string;
  name: string;
  /** `foldName` of it. */
  folded: string;
  /** It is the name that answers print, not an id or alias. */
  isPrinted: boolean;
  /** It could mean something else too, so it is never resolved. */
  ambiguous: boolean;
}

/** Which claims to give: all that satisfy every part that is set. */
export interface ClaimQuery {
  from?: readonly string[];
  to?: readonly string[];
  via?: readonly string[];
  with?: readonly string[];
  /** At either end. */
  ends?: readonly string[];
  relation?: readonly Relation[];
}

/** Reads a knowledge base. Every list comes in the order in which the records were authored. */
export interface Store {
  meta(): Promise<MetaRecord>;
  /** The entities of these ids; an unknown id is left out. */
  entities(ids: Iterable<string>): Promise<ReadonlyMap<string, EntityRecord>>;
  entitiesOfKind(kinds: readonly Kind[]): Promise<readonly EntityRecord[]>;
  /** The names whose folded form is this one. */
  named(folded: string): Promise<readonly NameRecord[]>;
  /** The names that could be meant by a text that names nothing; at least all that a safe correction may reach. */
  namesNear(text: string): Promise<readonly NameRecord[]>;
  claims(query: ClaimQuery): Promise<readonly ClaimRecord[]>;
  /** The remarks about any of these entities or by any of them; every remark where no ids are given. */
  remarks(ids?: readonly string[]): Promise<readonly RemarkRecord[]>;
  sources(): Promise<ReadonlyMap<string, SourceRecord>>;
  /** The text of a source; null where it is not here. */
  text(source: string): Promise<string | null>;
}
