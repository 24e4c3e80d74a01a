/** Whether output is coloured. */
import type { ColorSupportLevel } from 'chalk';
import type { Io, Sink } from './io.ts';

/** Decides by `--color` and `--no-color`, then NO_COLOR, FORCE_COLOR, TERM=dumb, and whether the stream is a terminal. */
export function colourLevel(chosen: boolean | undefined, { env }: Io, sink: Sink): ColorSupportLevel {
  if (chosen !== undefined) return chosen ? 1 : 0;
  if ((env.get('NO_COLOR') ?? '') !== '') return 0;
  const forced = env.get('FORCE_COLOR');
  if (forced !== undefined) return forced === '0' || forced === 'false' ? 0 : 1;
  return sink.isTerminal && env.get('TERM') !== 'dumb' ? 1 : 0;
}
