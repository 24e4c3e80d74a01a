/** Waiting for the owner of a lock. */
import { fail } from '../../model/errors.ts';
import type { LockOwner } from './lock-state.ts';
import { lockOf } from './state.ts';

/** How long a command waits for one owner of the lock. */
const TIMEOUT_MS = 60_000;

/** How long it waits before it says so. */
const NOTICE_AFTER_MS = 500;

/** The waiting of one command. `onWait` is called once with a message; the timeout counts for each owner on its own. */
export class Waiting {
  readonly #folder: string;
  readonly #onWait: (notice: string) => void;
  #owner: LockOwner | null = null;
  #since = 0;
  #begun: number | null = null;
  #isAnnounced = false;

  constructor(folder: string, onWait: (notice: string) => void) {
    this.#folder = folder;
    this.#onWait = onWait;
  }

  /** Waits some milliseconds for this owner. Throws `locked` if it has owned the lock for 60 seconds. */
  for(owner: LockOwner, hasJournal: boolean): void {
    const now = performance.now();
    this.#begun ??= now;
    if (owner.token !== this.#owner?.token) {
      this.#owner = owner;
      this.#since = now;
    }
    const who = `${owner.work} (process ${owner.pid} on ${owner.host}, since ${owner.since})`;
    if (now - this.#since > TIMEOUT_MS)
      throw fail.locked(who, Math.round((now - this.#since) / 1000), lockOf(this.#folder), hasJournal);
    if (!this.#isAnnounced && now - this.#begun > NOTICE_AFTER_MS) {
      this.#isAnnounced = true;
      this.#onWait(`Waiting for ${who}.`);
    }
    sleep(10 + Math.random() * 20);
  }
}

/** Blocks the thread. */
export function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
