/** The one interface that every question goes through. A store on disk or on a server is one more implementation. */
import type {
  ClaimRecord,
  EdgeRecord,
  EntityRecord,
  MetaRecord,
  NameRecord,
  RemarkRecord,
  SourceRecord,
} from '../model/records.ts';
import type { SearchTerm } from '../model/terms.ts';
import type { Kind, Relation, Status } from '../model/vocabulary.ts';

/** Which claims to give: all that satisfy every part that is set. */
export interface ClaimQuery {
  from?: readonly string[];
  to?: readonly string[];
  via?: readonly string[];
  with?: readonly string[];
  /** At either end. */
  ends?: readonly string[];
  /** In any of these parts. */
  names?: readonly string[];
  relation?: readonly Relation[];
  source?: readonly string[];
}

/** What is linked to which entities; a part that is not set lets all links count. */
export interface NeighbourQuery {
  of: readonly string[];
  /** Only these, of what is linked. */
  among?: readonly string[];
  relation?: readonly Relation[];
  /** Only links of these statuses. */
  status?: readonly Status[];
}

/** Which remarks to give: all that satisfy every part that is set. */
export interface RemarkQuery {
  /** About any of these entities, or by any of them. */
  about?: readonly string[];
  source?: readonly string[];
}

/** What holds all the terms that are sought, in its texts taken together. */
export interface TextMatches {
  entities: readonly EntityRecord[];
  claims: readonly ClaimRecord[];
  remarks: readonly RemarkRecord[];
  /** Whether there are more than were asked for. */
  areMore: boolean;
}

/** Reads a knowledge base. Every list comes in the order in which the records were authored. */
export interface Store {
  meta(): Promise<MetaRecord>;
  /** The entities of these ids; an unknown id is left out. */
  entities(ids: Iterable<string>): Promise<ReadonlyMap<string, EntityRecord>>;
  entitiesOfKind(kinds: readonly Kind[]): Promise<readonly EntityRecord[]>;
  /** The names whose folded form is this one. */
  namesByFolded(folded: string): Promise<readonly NameRecord[]>;
  /** The names at most two edits from a folded text of 5 characters or more. */
  namesWithinEditDistance2(folded: string): Promise<readonly NameRecord[]>;
  /** All names of two entities, if there are so many, that each have a name with all of these words. */
  namesWithWords(words: readonly string[]): Promise<readonly NameRecord[]>;
  /** The `limit` names that are likest to a folded text, of these kinds, if told. */
  similarNames(folded: string, limit: number, kinds?: readonly Kind[]): Promise<readonly NameRecord[]>;
  claims(query: ClaimQuery): Promise<readonly ClaimRecord[]>;
  /** The edges of the same claims, which are read sooner. */
  edges(query: ClaimQuery): Promise<readonly EdgeRecord[]>;
  /** The ids of what claims link to any of these entities, in either direction and in no order; a denial of support links nothing. */
  neighbours(query: NeighbourQuery): Promise<readonly string[]>;
  remarks(query: RemarkQuery): Promise<readonly RemarkRecord[]>;
  /** The sources of these ids, or all; an unknown id is left out. */
  sources(ids?: Iterable<string>): Promise<ReadonlyMap<string, SourceRecord>>;
  /**
   * The entities that hold every term in their id, names and description, the claims that do in their quotes, the remarks
   * in their summary and quotes: of each sort the first `limit` in the order of authoring.
   */
  searchText(terms: readonly SearchTerm[], limit: number): Promise<TextMatches>;
  /** The text of a source; null where it is not here. */
  text(source: string): Promise<string | null>;
}
