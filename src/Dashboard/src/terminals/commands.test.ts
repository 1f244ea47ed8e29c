import { expect, it } from 'vitest';
import { chords, commandOf } from './commands';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey', boolean>>) =>
  commandOf({ key, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...held });

it('leaves everything without Ctrl and Shift to the shell', () => {
  for (const { key } of chords)
    for (const held of [
      {},
      { ctrlKey: true },
      { shiftKey: true },
      { altKey: true },
      { ctrlKey: true, altKey: true, shiftKey: true },
    ])
      expect(press(key, held)).toBeNull();
});

it('knows each chord, and none twice', () => {
  const both = { ctrlKey: true, shiftKey: true };
  expect(press('C', both)).toBe('copy');
  expect(press('/', both)).toBe('help');
  expect(press('ArrowLeft', both)).toBe('left');
  expect(press('q', both)).toBeNull();
  expect(new Set(chords.map(({ key }) => key)).size).toBe(chords.length);
});
