/** A knowledge base as it was authored: every record with the way back to its place in its file. */
import type { Place } from './finding.ts';
import type { AuthoredEntity, AuthoredEvidence, AuthoredKb, AuthoredSource } from './schema.ts';
import type { Position, QuoteMatch } from './selector.ts';

/** One authored record. `place` finds a field of it by keys and indexes, or the key itself. */
export interface Authored<T> {
  value: T;
  /** The file that holds it, from the folder of kb.yaml, and the way to it there. */
  origin: { file: string; path: readonly number[] };
  place(path?: readonly (string | number)[], what?: 'value' | 'key'): Place;
}

/** The text of a source, as read. */
export interface SourceText {
  text: string;
  /** The SHA-256 of its bytes, as 64 hexadecimal digits. */
  sha256: string;
  /** The offset of each line; line 1 at index 0. */
  starts: readonly number[];
}

/** Where a quote stands now, where it stood when the package was built, or that nothing can be said of it here. */
export type EvidenceState =
  | QuoteMatch
  | { state: 'found-when-built'; position: Position }
  | { state: 'unread' };

/** A source with its text, if that is here, and the state of each of its passages. */
export interface AuthoredSourceFile extends Authored<AuthoredSource> {
  /** The name of the file, without folder and ending. */
  stem: string;
  text: SourceText | null;
  evidence: ReadonlyMap<AuthoredEvidence, EvidenceState>;
}

export interface AuthoredRecords {
  kb: Authored<AuthoredKb> | null;
  entities: Authored<AuthoredEntity>[];
  sources: AuthoredSourceFile[];
  /** Every file could be read, so that what is not among the records is nowhere. */
  isComplete: boolean;
}
