/** `matrix`. */
import { matrix } from '../../query/matrix.ts';
import { matrixView } from '../../render/views/matrix.ts';
import { type Command, limited } from '../command.ts';
import { CLAIM_FILTERS } from '../options.ts';

export const matrixCommand: Command = {
  name: 'matrix',
  arguments: '',
  summary: 'supporters against models, a glyph a status',
  examples: ['chipkb matrix', 'chipkb matrix --role chip-vendor'],
  filters: ['role', 'kind', ...CLAIM_FILTERS, 'limit'],
  answer: async (ask) => {
    const { role, kind } = ask.options;
    const filter = { ...(await ask.claimFilter()), ...(role && { role }), ...(kind && { kind }) };
    return matrixView(limited(ask, await matrix(await ask.store(), filter)));
  },
};
