/** `source` and `coverage`: a source as a text, and how much of it has been read. */
import { coverage, sourceText } from '../../query/source.ts';
import { coverageView, sourceView } from '../../render/views/source.ts';
import { type Command, limited } from '../command.ts';
import type { CommandContext } from '../context.ts';

export const sourceCommand: Command = {
  name: 'source',
  arguments: '<id>',
  summary: 'the text of a source, each quoted passage marked with what rests on it',
  examples: ['chipkb source scmp-deepseek-chips'],
  filters: [],
  answer: async (ask) => {
    const [id] = await sourcesOf(ask);
    const text = id === undefined ? null : await sourceText(await ask.store(), id);
    if (text === null) throw new Error('a source that was found has a record');
    return sourceView(text);
  },
};

export const coverageCommand: Command = {
  name: 'coverage',
  arguments: '[source]',
  summary: 'sentence by sentence, what is evidence, what is marked as read, and what is left to read',
  examples: ['chipkb coverage', 'chipkb coverage scmp-deepseek-chips --json'],
  filters: ['limit'],
  options: ['uncovered'],
  answer: async (ask) => {
    const ids = await sourcesOf(ask);
    const all = await coverage(await ask.store(), ids);
    const rows = ask.options.uncovered ? all.filter(({ state }) => state === 'uncovered') : all;
    return coverageView(ids.join(', '), limited(ask, rows), all.length > 0);
  },
};

/** The ids of the source that is named, or of all. */
async function sourcesOf(ask: CommandContext): Promise<string[]> {
  return ask.words.length > 0 ? ask.sources([ask.phrase]) : [...(await (await ask.store()).sources()).keys()];
}
