/** `add source`: a received document becomes a text and the record of a source. */
import type { Command } from '../command.ts';

export const addSourceCommand: Command = {
  name: 'add source',
  arguments: '<file>',
  summary: 'store a text, Markdown or a saved page, as it was received, and write the record of its source',
  more: 'A dash for the file reads standard input. Of a page and of Markdown the words are kept and the rest is told. What is not typed is taken from the document where it says it, asked for at a terminal, and an error elsewhere.',
  examples: [],
  filters: [],
  options: ['id', 'title', 'publisher', 'url', 'published', 'publishedBasis', 'retrieved', 'lines', 'dryRun'],
  answer: async (ask) => (await import('../answers/add-source.ts')).answerAddSource(ask),
};
