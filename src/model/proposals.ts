/** Proposals: records that a person, a script or a language model wants to add, before they are checked. */
import type { Finding, Place } from './finding.ts';
import type { AuthoredEdge, AuthoredEntity, AuthoredReadMark, AuthoredRemark } from './schema.ts';

/** What is proposed, list by list. */
export interface ProposedValues {
  entities: AuthoredEntity[];
  edges: AuthoredEdge[];
  remarks: AuthoredRemark[];
  read: AuthoredReadMark[];
}

export type ProposalList = keyof ProposedValues;

/** What one source states. */
export type ProposedStatements = Omit<ProposedValues, 'entities'>;

/** One proposal that has the form of a record. */
export type ProposedRecord = {
  [List in ProposalList]: {
    list: List;
    value: ProposedValues[List][number];
    /** The place in the document of the record, or of the value or key at a path in it. */
    place(path?: readonly (string | number)[], what?: 'value' | 'key'): Place;
  };
}[ProposalList];

/** A document of proposals as it was read. */
export interface ProposalDocument {
  /** The file as shown to the user. */
  name: string;
  /** The id of the source, if the document names it. */
  source: string | null;
  /** The number of proposals, including those that do not have the form of a record. */
  count: number;
  /** Those that have the form of a record: entities first, then list by list. */
  proposals: ProposedRecord[];
  /** Those of the others that have this form without their invalid fields: they are checked, but never recorded. */
  incomplete: ProposedRecord[];
  /** The ids of proposed entities that do not have the form of a record. */
  invalidIds: ReadonlySet<string>;
  /** What is wrong with the document, and with the proposals that do not have the form of a record. */
  findings: Finding[];
}
