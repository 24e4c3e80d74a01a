/** Work on many files by threads, or in this one, with the results in the order of the tasks. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LoadOptions } from '../../load/load-kb.ts';
import { FileWork, type KnownEntity, type Made, type Task } from './file-work.ts';
import type { Message } from './worker.ts';

/** How many tasks a thread has at once, so that it need not wait for the next. */
const AT_ONCE = 3;

/** Gives each file to a thread that runs the file `code`; without one all is done in this thread. */
export class Pool {
  readonly #threads: Thread[];

  constructor(options: LoadOptions, code: string | null) {
    this.#threads =
      code === null
        ? [inThisThread(options)]
        : Array.from({ length: availableParallelism() }, () => startThread(options, code));
  }

  /** Tells every entity of the knowledge base, before the first source. */
  know(entities: ReadonlyMap<string, KnownEntity>, isComplete: boolean): void {
    for (const { know } of this.#threads) know(entities, isComplete);
  }

  /** What is made of each file, in order; few wait to be taken. */
  async *make(tasks: readonly Task[]): AsyncGenerator<Made> {
    const running: Promise<Made>[] = [];
    let next = 0;
    const startNext = () => {
      const task = tasks[next];
      const thread = this.#threads[next % this.#threads.length];
      if (!task || !thread) return;
      next++;
      const made = thread.make(task);
      // Its failure is told when its turn comes.
      made.catch(() => {});
      running.push(made);
    };
    for (let at = 0; at < this.#threads.length * AT_ONCE; at++) startNext();
    for (let made = running.shift(); made; made = running.shift()) {
      const result = await made;
      startNext();
      yield result;
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map(({ end }) => end()));
  }
}

interface Thread {
  make(task: Task): Promise<Made>;
  know(entities: ReadonlyMap<string, KnownEntity>, isComplete: boolean): void;
  end(): Promise<unknown>;
}

function inThisThread(options: LoadOptions): Thread {
  const work = new FileWork(options);
  return {
    make: async (task) => work.do(task),
    know: (entities, isComplete) => work.know(entities, isComplete),
    end: async () => {},
  };
}

function startThread(options: LoadOptions, code: string): Thread {
  const worker = new Worker(code, { workerData: options });
  const waiting: { done(made: Made): void; failed(error: unknown): void }[] = [];
  // It answers in the order in which it was asked.
  worker.on('message', (made: Made) => waiting.shift()?.done(made));
  worker.on('error', (error) => {
    for (const { failed } of waiting.splice(0)) failed(error);
  });
  const tell = (message: Message) => worker.postMessage(message);
  return {
    make: (task) =>
      new Promise((done, failed) => {
        waiting.push({ done, failed });
        tell({ task });
      }),
    know: (entities, isComplete) => tell({ entities, isComplete }),
    end: () => worker.terminate(),
  };
}
