/** The SQL that differs between database servers, for SQLite. Another server needs another object of this type. */
import { MAX_FILE_BYTES } from '../../model/files.ts';
import type { SearchTerm } from '../../model/terms.ts';

export interface Dialect {
  /** An expression with a value, by default that of a column; 0 if the column has more bytes than this program writes. */
  limited(column: string, value?: string): string;
  /** A subquery that returns the elements of one parameter, a JSON list. */
  list: string;
  /** A condition on a row of a full-text table: it matches one parameter, which `textQuery` returns. */
  matches(table: string): string;
  /** A query for texts that contain all of these terms. */
  textQuery(terms: readonly SearchTerm[]): string;
  /** A query for the ordinals of the names that have the trigram of one parameter, which `gramQuery` returns. */
  namesWithGram: string;
  gramQuery(gram: string): string;
}

/** The limit of a text or a record. A record is read from one file, and JSON may need two bytes for one of YAML. */
const MAX_VALUE_BYTES = 2 * MAX_FILE_BYTES;

const quotedTerm = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export const sqliteDialect: Dialect = {
  limited: (column, value = column) => `iif(octet_length(${column}) > ${MAX_VALUE_BYTES}, 0, ${value})`,
  list: 'select value from json_each(?)',
  matches: (table) => `${table} match ?`,
  textQuery: (terms) =>
    terms.map(({ term, isPrefix }) => `${quotedTerm(term)}${isPrefix ? ' *' : ''}`).join(' AND '),
  namesWithGram: 'select rowid as ordinal from _name_grams where _name_grams match ?',
  gramQuery: quotedTerm,
};
