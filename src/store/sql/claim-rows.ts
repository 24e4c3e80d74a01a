/** Claims as rows. Large knowledge bases are mostly claims, so a row leaves out what is empty. */
import type { ClaimRecord } from '../../model/records.ts';
import type { Row } from './stored-records.ts';

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
  notBefore: null,
  notAfter: null,
  dateBasis: null,
  note: null,
  source: '',
  evidence: [],
};

/** The values of a row of the table `claim` after its ordinal, in the order of the columns. */
export function claimValues(claim: ClaimRecord): (string | number | null)[] {
  const { id, source, relation, from, to, status, saidBy, firstParty, date, ...rest } = claim;
  const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  const filled = Object.fromEntries(Object.entries(rest).filter(([, value]) => !isEmpty(value)));
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
    JSON.stringify(filled),
  ];
}

/** A claim of its row, which is not checked yet. */
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
