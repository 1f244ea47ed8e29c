import { expect, test } from 'vitest';
import { paletteOf } from './palette';
import { themeFor } from './themes';

test('a theme has 256 colours: its own sixteen, the cube, the greys', () => {
  const theme = themeFor('dark', true);
  const colours = paletteOf(theme);
  expect(colours).toHaveLength(256);
  expect(new Set(colours.map((colour) => colour.length))).toEqual(new Set([7]));
  expect([colours[1], colours[15]]).toEqual([theme.red, theme.brightWhite]);
  expect([colours[16], colours[196], colours[231], colours[232], colours[255]]).toEqual([
    '#000000',
    '#ff0000',
    '#ffffff',
    '#080808',
    '#eeeeee',
  ]);
});
