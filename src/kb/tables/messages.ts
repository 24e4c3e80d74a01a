/** Printed texts in messages, which may be of any length. */

/** The most UTF-16 units of a line, cell or header that a message quotes. */
const MAX_EXCERPT = 200;

/** How many headings or columns a message names. */
const MAX_NAMED = 8;

/** A text, or its beginning. */
export const excerpt = (text: string): string =>
  text.length > MAX_EXCERPT ? `${text.slice(0, MAX_EXCERPT)} …` : text;

/** The most lines that a message names. */
export const MAX_LINES = 5;

/** The first few of some columns; one with a blank header is “blank”. */
export const columnsInWords = (columns: readonly string[]): string =>
  someOf(columns.map((column) => column || 'blank'));

/** The first few texts of a list. */
export const someOf = (texts: readonly string[]): string =>
  texts.slice(0, MAX_NAMED).map(excerpt).join(', ') + (texts.length > MAX_NAMED ? ', …' : '');
