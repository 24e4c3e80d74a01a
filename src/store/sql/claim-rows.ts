/** Claims as rows. Large knowledge bases are mostly claims, so a row leaves out what is empty and quotes that the text contains. */
import type { ClaimRecord, EvidenceRecord } from '../../model/records.ts';
import type { Row, StoredEvidence } from './stored-records.ts';

/** All fields in their order, with the values that they have if the column `record` leaves them out. */
const EMPTY: ClaimRecord = {
  id: '',
  relation: 'supports',
  from: '',
  to: '',
  status: null,
  kind: null,
  printed: null,
  basis: null,
  via: [],
  with: [],
  precision: null,
  mode: null,
  task: null,
  artefact: null,
  seen: null,
  withdrawn: null,
  firstParty: false,
  saidBy: null,
  channel: null,
  printedDate: null,
  date: null,
  dateBasis: null,
  note: null,
  source: '',
  evidence: [],
};

/** The values of a row of the table `claim` after its ordinal, in the order of the columns. */
export function claimValues(claim: ClaimRecord, text: string | null): (string | number | null)[] {
  const { id, source, relation, from, to, status, saidBy, firstParty, date, ...rest } = claim;
  const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  const filled = Object.fromEntries(Object.entries(rest).filter(([, value]) => !isEmpty(value)));
  const record = JSON.stringify({ ...filled, evidence: withoutQuotes(rest.evidence, text) });
  return [
    id,
    source,
    relation,
    from,
    to,
    status,
    saidBy,
    firstParty ? 1 : 0,
    date,
    rest.withdrawn === null ? 0 : 1,
    record,
  ];
}

/** A claim of its row, which is not checked yet; its evidence may lack quotes. */
export function claimOf({ record, firstParty, ...own }: Row): unknown {
  return { ...EMPTY, ...own, firstParty: firstParty === 1, ...parsed(record) };
}

/** The value of a column with JSON; null if it is not a JSON object. */
export function parsed(json: unknown): object | null {
  try {
    const value: unknown = JSON.parse(String(json));
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** Leaves out the quotes that are cut out of the text when they are read. */
export const withoutQuotes = (evidence: readonly EvidenceRecord[], text: string | null): StoredEvidence[] =>
  evidence.map(({ quote, ...position }) =>
    text?.slice(position.start, position.end) === quote ? position : { ...position, quote },
  );

/** Whether offsets into a text in UTF-16 units are the same in SQL, which counts code points and ends a text at NUL. */
export const isSliceable = (text: string): boolean => !/[\u{10000}-\u{10ffff}\0]/u.test(text);
