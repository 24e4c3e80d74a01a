/** The only home of cli-progress: a progress bar on a terminal. */
import type { Io } from './io.ts';

/** A progress bar; `end` removes it. */
export interface Progress {
  show(done: number, all: number): void;
  end(): void;
}

/** A bar on a terminal; none for null. */
export async function progressOn(stream: Io['progressStream'], what: string): Promise<Progress> {
  if (stream === null) return { show: () => {}, end: () => {} };
  const { SingleBar } = await import('cli-progress');
  const bar = new SingleBar({
    stream,
    format: `{bar} {value} of {total} ${what}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    clearOnComplete: true,
  });
  let isShown = false;
  return {
    show(done, all) {
      if (isShown) bar.update(done);
      else bar.start(all, done);
      isShown = true;
    },
    end: () => bar.stop(),
  };
}
