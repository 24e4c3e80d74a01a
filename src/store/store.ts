/** The interface through which every question reads a knowledge base. It is implemented in memory and in SQL. */
import type {
  ClaimRecord,
  EntityRecord,
  MetaRecord,
  NameRecord,
  RemarkRecord,
  SourceRecord,
} from '../model/records.ts';
import type { SearchTerm } from '../model/terms.ts';
import type { Kind, Relation, Status } from '../model/vocabulary.ts';

/** Selects the claims that match every given field. A field lists ids or words, one of which must match. */
export interface ClaimQuery {
  from?: readonly string[];
  to?: readonly string[];
  via?: readonly string[];
  with?: readonly string[];
  /** `from` or `to`. */
  ends?: readonly string[];
  /** `from`, `to`, `via` or `with`. */
  names?: readonly string[];
  relation?: readonly Relation[];
  source?: readonly string[];
}

/** Selects the entities that a claim links to one of the entities `of`. */
export interface NeighbourQuery {
  of: readonly string[];
  /** Returns only these entities. */
  among?: readonly string[];
  /** Follows only claims of these relations. */
  relation?: readonly Relation[];
  /** Follows only claims of these statuses. */
  status?: readonly Status[];
}

/** Selects the remarks that match every given field. */
export interface RemarkQuery {
  /** The subject or the claimant is one of these entities. */
  about?: readonly string[];
  source?: readonly string[];
}

/** The records whose texts together contain all search terms. */
export interface TextMatches {
  entities: readonly EntityRecord[];
  claims: readonly ClaimRecord[];
  remarks: readonly RemarkRecord[];
  /** True if more records match than the limit allows. */
  areMore: boolean;
}

/** Reads a knowledge base. Lists are in the order of authoring. */
export interface Store {
  meta(): Promise<MetaRecord>;
  /** The entities with these ids, in the order of the ids; unknown ids are left out. */
  entities(ids: Iterable<string>): Promise<ReadonlyMap<string, EntityRecord>>;
  entitiesOfKind(kinds: readonly Kind[]): Promise<readonly EntityRecord[]>;
  /** The names with this folded form (see `foldName`). */
  namesByFolded(folded: string): Promise<readonly NameRecord[]>;
  /** The names within edit distance 2 of a folded text of at least 5 characters. */
  namesWithinEditDistance2(folded: string): Promise<readonly NameRecord[]>;
  /**
   * The names of the two entities whose names contain all these words and have the fewest letters, in no order. The caller only
   * needs to know whether there is exactly one, and a name of these words alone has the fewest letters.
   */
  namesWithWords(words: readonly string[]): Promise<readonly NameRecord[]>;
  /** The `limit` names most similar to a folded text, of entities of these kinds, if given (see `mostSimilarNames`). */
  similarNames(folded: string, limit: number, kinds?: readonly Kind[]): Promise<readonly NameRecord[]>;
  claims(query: ClaimQuery): Promise<readonly ClaimRecord[]>;
  /** The ids of the entities that a claim links, in either direction and in no order. A denial of support and a withdrawn claim do not link. */
  neighbours(query: NeighbourQuery): Promise<readonly string[]>;
  remarks(query: RemarkQuery): Promise<readonly RemarkRecord[]>;
  /** The sources with these ids, in the order of the ids, or all; unknown ids are left out. */
  sources(ids?: Iterable<string>): Promise<ReadonlyMap<string, SourceRecord>>;
  /**
   * The first `limit` entities that contain every term in their id, names and description, the first `limit` claims that do in
   * their quotes, and the first `limit` remarks that do in their summary and quotes.
   */
  searchText(terms: readonly SearchTerm[], limit: number): Promise<TextMatches>;
  /** The text of a source; null if it is not available. */
  text(source: string): Promise<string | null>;
}
