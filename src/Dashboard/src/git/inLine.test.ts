import { expect, test } from 'vitest';
import { inLine } from './inLine';

test('no more than so many run at a time, all of them in the end', async () => {
  const enter = inLine(2);
  const { signal } = new AbortController();
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const job = async () => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => ends.push(resolve));
    running--;
    return running;
  };
  const all = [1, 2, 3, 4, 5].map(() => enter(job, signal));
  for (let ended = 0; ended < 5; ended++) {
    await expect.poll(() => ends.length).toBeGreaterThan(ended);
    ends[ended]?.();
  }
  await Promise.all(all);
  expect(most).toBe(2);
});

test('what nobody waits for any more is not begun, and what fails makes room', async () => {
  const enter = inLine(1);
  const gone = new AbortController();
  const fails = enter(() => Promise.reject(new Error('no')), new AbortController().signal);
  const left = enter(() => Promise.resolve('begun'), gone.signal);
  gone.abort();
  await expect(fails).rejects.toThrow('no');
  await expect(left).rejects.toThrow();
  await expect(enter(() => Promise.resolve('next'), new AbortController().signal)).resolves.toBe('next');
});
