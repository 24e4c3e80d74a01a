/** A text as one word of a command line, for commands that a person copies. */
export const shellWord = (text: string): string =>
  /["$`\\!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;
