/** Whether output is coloured. */
import { createStyler, type Styler } from '../render/style.ts';
import type { Io, Sink } from './io.ts';
import type { GlobalOptions } from './option-values.ts';

/**
 * The styles of a stream: by `--color` and `--no-color`, then NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM=dumb, and
 * whether it is a terminal.
 */
export const stylerFor = (sink: Sink, chosen: GlobalOptions['color'], io: Io): Promise<Styler> =>
  createStyler(isColoured(sink, chosen, io) ? 1 : 0);

function isColoured(sink: Sink, chosen: GlobalOptions['color'], { env }: Io): boolean {
  if (chosen === false || chosen === 'never') return false;
  if (chosen === 'always') return true;
  if ((env.get('NO_COLOR') ?? '') !== '') return false;
  const forced = env.get('FORCE_COLOR');
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (!['', '0'].includes(env.get('CLICOLOR_FORCE') ?? '')) return true;
  return sink.isTerminal && env.get('CLICOLOR') !== '0' && env.get('TERM') !== 'dumb';
}
