/** Makes a place where at most so many jobs run at a time; the others wait in line. A job whose signal ends before its turn is not begun. */
export function inLine(most: number): <T>(job: () => Promise<T>, signal: AbortSignal) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  const leave = () => {
    running--;
    waiting.shift()?.();
  };
  return async (job, signal) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      signal.throwIfAborted();
      return await job();
    } finally {
      leave();
    }
  };
}
