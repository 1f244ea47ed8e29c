import type { Timers } from '../events/EventConnection';

/** A clock that stands still until a test moves it. */
export class ManualTimers implements Timers {
  now = 0;
  readonly #timers = new Map<number, { at: number; action: () => void }>();
  #next = 1;

  set(action: () => void, milliseconds: number): number {
    const id = this.#next++;
    this.#timers.set(id, { at: this.now + milliseconds, action });
    return id;
  }

  clear(timer: unknown): void {
    this.#timers.delete(timer as number);
  }

  /** No jitter: the middle of its range. */
  random(): number {
    return 0.5;
  }

  get pending(): number {
    return this.#timers.size;
  }

  /** Moves time on, and runs what becomes due in its order. */
  advance(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.now = due[1].at;
      due[1].action();
    }
    this.now = end;
  }
}

/** Lets everything that waits on settled promises go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}
