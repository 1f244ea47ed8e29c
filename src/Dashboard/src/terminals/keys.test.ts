import { expect, it } from 'vitest';
import { noModifiers, sequenceOf, withModifiers } from './keys';

const ctrl = { ctrl: true, alt: false };
const alt = { ctrl: false, alt: true };

it.each([
  ['c', ctrl, '\x03'],
  ['C', ctrl, '\x03'],
  ['[', ctrl, '\x1b'],
  [' ', ctrl, '\0'],
  ['é', ctrl, 'é'],
  ['b', alt, '\x1bb'],
  ['b', { ctrl: true, alt: true }, '\x1b\x02'],
  ['pasted', ctrl, 'pasted'],
  ['c', noModifiers, 'c'],
])('%j with %j is %j', (text, held, sent) => {
  expect(withModifiers(text, held)).toBe(sent);
});

it.each([
  ['ArrowUp', noModifiers, false, '\x1b[A'],
  ['ArrowUp', noModifiers, true, '\x1bOA'],
  ['ArrowLeft', ctrl, true, '\x1b[1;5D'],
  ['Home', alt, false, '\x1b[1;3H'],
  ['Escape', noModifiers, false, '\x1b'],
  ['PageUp', noModifiers, false, '\x1b[5~'],
  ['|', ctrl, false, '\x1c'],
])('the key %s with %j sends %j', (key, held, application, sent) => {
  expect(sequenceOf(key, held, application)).toBe(sent);
});
