import { vi } from 'vitest';

/** From now on each reading of the monotonic clock is one second after the last, until mocks are restored. */
export function advanceClock(): void {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 1000;
    return now;
  });
}
