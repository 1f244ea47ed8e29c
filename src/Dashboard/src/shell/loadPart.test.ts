import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadPart } from './loadPart';

const broken = new TypeError('Failed to fetch dynamically imported module');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  delete window.anchorageReload;
});

describe('loadPart', () => {
  it('tries again when the network broke off the request', async () => {
    const load = vi
      .fn(() => Promise.resolve('part'))
      .mockRejectedValueOnce(broken)
      .mockRejectedValueOnce(broken);
    const part = loadPart(load);
    await vi.runAllTimersAsync();
    await expect(part).resolves.toBe('part');
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('loads the page anew when the file stays away', async () => {
    const reload = vi.fn(() => true);
    window.anchorageReload = reload;
    let ended = false;
    void loadPart(() => Promise.reject(broken)).finally(() => (ended = true));
    await vi.runAllTimersAsync();
    expect(reload).toHaveBeenCalledTimes(1);
    expect(ended).toBe(false);
  });

  it('fails when the page was loaded anew often enough', async () => {
    window.anchorageReload = () => false;
    const part = loadPart(() => Promise.reject(broken));
    const failure = expect(part).rejects.toBe(broken);
    await vi.runAllTimersAsync();
    await failure;
  });
});
