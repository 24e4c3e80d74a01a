/** The only home of cli-progress: a progress bar on a terminal. */
import type { Io } from './io.ts';

/** A progress bar; `end` removes it. */
export interface Progress {
  show(done: number, all: number): void;
  end(): void;
}

/** A bar on stderr; none if that is not a terminal. */
export async function progressOn({ progressStream }: Io, what: string): Promise<Progress> {
  if (progressStream === null) return { show: () => {}, end: () => {} };
  const { SingleBar } = await import('cli-progress');
  const bar = new SingleBar({
    stream: progressStream,
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
