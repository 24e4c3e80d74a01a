/** Whether a stream gets colour: `--color` and `--no-color`, NO_COLOR, FORCE_COLOR, TERM=dumb, a terminal; in this order. */
import type { ColorSupportLevel } from 'chalk';
import type { Io, Sink } from './io.ts';

export function colourLevel(chosen: boolean | undefined, { env }: Io, sink: Sink): ColorSupportLevel {
  if (chosen !== undefined) return chosen ? 1 : 0;
  if ((env.get('NO_COLOR') ?? '') !== '') return 0;
  const forced = env.get('FORCE_COLOR');
  if (forced !== undefined) return forced === '0' || forced === 'false' ? 0 : 1;
  return sink.isTerminal && env.get('TERM') !== 'dumb' ? 1 : 0;
}
