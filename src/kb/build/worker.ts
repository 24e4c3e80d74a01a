/** The thread that works on files; started by `Pool`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { LoadOptions } from '../../load/load-kb.ts';
import { FileWork, type KnownEntity, type Task } from './file-work.ts';

/** What a thread is told. */
export type Message = { task: Task } | { entities: ReadonlyMap<string, KnownEntity>; isComplete: boolean };

const work = new FileWork(workerData as LoadOptions);

parentPort?.on('message', (message: Message) => {
  if ('task' in message) parentPort?.postMessage(work.do(message.task));
  else work.know(message.entities, message.isComplete);
});
