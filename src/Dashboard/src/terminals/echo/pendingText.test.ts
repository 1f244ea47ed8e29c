import { expect, it } from 'vitest';
import { pendingText } from './pendingText';

const shown = (text: string) => pendingText(new TextEncoder().encode(text));

it.each([
  ['ls -la', 'ls -la'],
  ['ls\r', 'ls⏎'],
  ['lss\x7f', 'ls'],
  ['\x03', '^C'],
  ['a\x1b[A\x1bOBb', 'a··b'],
  ['\x1b[200~pasted\x1b[201~', 'pasted'],
  ['ls\r\x7fx', 'ls⏎x'],
  ['süß 日本', 'süß 日本'],
  ['', ''],
])('shows %j as %j', (typed, text) => {
  expect(shown(typed)).toBe(text);
});

it('shows the end of much', () => {
  expect(shown('a'.repeat(5000) + 'z')).toBe(`…${'a'.repeat(399)}z`);
});
