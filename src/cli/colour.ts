/** Whether output is coloured. */
import { createStyler, type Styler } from '../render/style.ts';
import type { Io, Sink } from './io.ts';

/** The styles of a stream: by `--color` and `--no-color`, then NO_COLOR, FORCE_COLOR, TERM=dumb, and whether it is a terminal. */
export const stylerFor = (sink: Sink, chosen: boolean | undefined, io: Io): Promise<Styler> =>
  createStyler(isColoured(sink, chosen, io) ? 1 : 0);

function isColoured(sink: Sink, chosen: boolean | undefined, { env }: Io): boolean {
  if (chosen !== undefined) return chosen;
  if ((env.get('NO_COLOR') ?? '') !== '') return false;
  const forced = env.get('FORCE_COLOR');
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return sink.isTerminal && env.get('TERM') !== 'dumb';
}
