/** Tables as a document prints them, whatever its format. */

/** A cell. */
export interface PrintedCell {
  /** The text that a reader sees: without markup and addresses of links, spaces collapsed and trimmed. */
  text: string;
  /** The line on which the cell starts, from 1. */
  line: number;
}

/** A row. */
export interface PrintedRow {
  /** The line on which the row starts, from 1. */
  line: number;
  /** One cell for each column of the table, null where the row has none; then the cells of the row that are beyond the last column. A cell that spans rows or columns is in each. */
  cells: (PrintedCell | null)[];
}

/** A table. */
export interface PrintedTable {
  /** The headings above it, the outermost first, the tab that it is in, and its caption; in YAML and JSON the keys that lead to it; empty in CSV. */
  heading: string[];
  /** The line of its header, from 1; of its first row if it has none. */
  line: number;
  /** The texts of its header; those of a header of several rows are joined by “ · ”. A repeated text is numbered: “FP16 (2)”. A blank one is ''. */
  columns: string[];
  rows: PrintedRow[];
}

/** Something about a table that a person must look at, such as a row with more cells than columns. */
export interface TableRemark {
  /** The line, from 1. */
  line: number;
  message: string;
}

/** What a document contains. */
export interface PrintedTables {
  tables: PrintedTable[];
  remarks: TableRemark[];
}
