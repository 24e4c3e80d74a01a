/** The only home of cli-progress: how far a long work is, shown on a terminal while it lasts. */
import type { Io } from './io.ts';

/** How far the work is; `end` takes it from the screen. */
export interface Progress {
  show(done: number, all: number): void;
  end(): void;
}

/** A bar on the terminal of notes; none where that is no terminal. */
export async function progressOn({ notes }: Io, what: string): Promise<Progress> {
  if (notes === null) return { show: () => {}, end: () => {} };
  const { SingleBar } = await import('cli-progress');
  const bar = new SingleBar({
    stream: notes,
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
