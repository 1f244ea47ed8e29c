import { expect, it } from 'vitest';
import { changePreferences, parsePreferences, terminalPreferences } from './preferences';

const usual = parsePreferences(null);

it.each([
  '{',
  'null',
  '[]',
  '7',
  '{"font":"comic","fontSize":"big","theme":"constructor","cursor":1,"copyOnSelect":"yes"}',
])('takes nothing from %s', (text) => {
  expect(parsePreferences(text)).toEqual(usual);
});

it('keeps sizes within reason', () => {
  expect(parsePreferences('{"fontSize":1000}').fontSize).toBe(32);
  expect(parsePreferences('{"fontSize":-3}').fontSize).toBe(8);
});

it('is kept in the browser', () => {
  changePreferences({ theme: 'kelp', fontSize: 15 });
  expect(terminalPreferences()).toMatchObject({ theme: 'kelp', fontSize: 15 });
  expect(parsePreferences(window.localStorage.getItem('anchorage-terminal'))).toMatchObject({
    theme: 'kelp',
    fontSize: 15,
  });
});
