/** The form of ids. */

export const ID = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;

/** What an id consists of, for error messages. */
export const ID_FORM =
  'lower-case letters and digits in words joined by hyphens or dots, such as moore-threads';

/** True if a text is a valid id. Ids become file names, and a valid one contains no path separator. */
export const isId = (text: string): boolean => ID.test(text);
