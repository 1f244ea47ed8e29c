import { expect, it } from 'vitest';
import { formatBytes, formatDuration, formatMegabytes, formatRelative, plural } from './format';

it('writes sizes in binary units', () => {
  expect([0, 1023, 1536, 200 * 1024, 64 * 1024 ** 3].map(formatBytes)).toEqual([
    '0 B',
    '1023 B',
    '1.5 KiB',
    '200 KiB',
    '64 GiB',
  ]);
  expect(formatMegabytes(2048)).toBe('2 GiB');
});

it('writes durations as their two largest units', () => {
  expect([0, 59, 3600, 3661, 100_000].map(formatDuration)).toEqual(['0 s', '59 s', '1 h', '1 h 1 min', '1 d 3 h']);
});

it('writes times in words', () => {
  const now = Date.parse('2030-01-10T12:00:00Z');
  const at = (text: string) => formatRelative(Date.parse(text), now);
  expect(at('2030-01-10T11:59:55Z')).toBe('just now');
  expect(at('2030-01-10T11:55:00Z')).toBe('5 minutes ago');
  expect(at('2030-01-09T11:00:00Z')).toBe('yesterday');
  expect(at('2030-01-12T13:00:00Z')).toBe('in 2 days');
});

it('counts', () =>
  expect([plural(0, 'key'), plural(1, 'key'), plural(1200, 'key')]).toEqual(['0 keys', '1 key', '1,200 keys']));
