import type { ITheme } from '@xterm/xterm';

const steps = [0, 95, 135, 175, 215, 255];
const hex = (...parts: number[]) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** What programs choose by number beyond the sixteen of the theme: a cube of 6 x 6 x 6 colours, then 24 greys (as xterm does). */
const fixed = [
  ...Array.from({ length: 216 }, (_, index) =>
    hex(steps[Math.floor(index / 36)] ?? 0, steps[Math.floor(index / 6) % 6] ?? 0, steps[index % 6] ?? 0),
  ),
  ...Array.from({ length: 24 }, (_, index) => hex(8 + index * 10, 8 + index * 10, 8 + index * 10)),
];

/** The 256 colours of a theme, by number. */
export function paletteOf(theme: ITheme): string[] {
  const { black, red, green, yellow, blue, magenta, cyan, white } = theme;
  const { brightBlack, brightRed, brightGreen, brightYellow, brightBlue, brightMagenta, brightCyan, brightWhite } =
    theme;
  const sixteen = [
    ...[black, red, green, yellow, blue, magenta, cyan, white],
    ...[brightBlack, brightRed, brightGreen, brightYellow, brightBlue, brightMagenta, brightCyan, brightWhite],
  ];
  return [...sixteen.map((colour) => colour ?? '#808080'), ...fixed];
}
