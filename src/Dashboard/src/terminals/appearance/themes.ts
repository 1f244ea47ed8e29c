import type { ITheme } from '@xterm/xterm';

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** Sixteen colours in the order of their numbers. */
function palette(
  base: Pick<ITheme, 'background' | 'foreground' | 'cursor' | 'selectionBackground'>,
  colours: string,
): ITheme {
  const list = colours.split(' ').map((colour) => `#${colour}`);
  return {
    ...base,
    cursorAccent: base.background ?? '',
    ...Object.fromEntries(names.map((name, index) => [name, list[index]])),
    ...Object.fromEntries(names.map((name, index) => [`bright${capital(name)}`, list[index + 8]])),
  };
}

const dark = palette(
  { background: '#0d0f13', foreground: '#d9dde3', cursor: '#79bbd6', selectionBackground: '#2b4a5a' },
  '262a32 ff7b82 5fd0a2 e8c06a 6cb7e6 cf9bef 5fc9cf d9dde3 78808d ffa0a5 8ae4c0 f6d791 9bd0f3 e0bdf6 92dfe3 ffffff',
);
const light = palette(
  { background: '#fbfcfd', foreground: '#23272e', cursor: '#0b6c93', selectionBackground: '#c5e0ec' },
  '23272e bd2430 12704f 855400 0b5fa8 8a35a8 0a6b78 6a717e 5d6672 d23a45 178a63 9d6700 1b76c4 a44cc4 0f8594 343a43',
);

/** What can be chosen beside "as the page". */
const chosen = {
  dark: ['Deep water', dark],
  light: ['Daylight', light],
  sand: [
    'Sand',
    palette(
      { background: '#f6efe0', foreground: '#43392b', cursor: '#9a5b13', selectionBackground: '#e2d2b0' },
      '43392b a8322a 4d6b1f 8a5a00 2b5f8f 84407c 1f6b66 7a6f5d 6b604f c2473d 5f8127 a06c0a 3a76ab 9d5595 2c837d 2f2719',
    ),
  ],
  kelp: [
    'Kelp',
    palette(
      { background: '#0f1712', foreground: '#cfe3d3', cursor: '#7fd18b', selectionBackground: '#274a33' },
      '1d2a21 e88980 7fd18b d8c36c 76b7d6 c49be0 68cbb8 cfe3d3 7b9483 f2aaa2 a4e3ad e8d892 9fcfe6 d9bdee 96dfd1 f2fbf4',
    ),
  ],
  contrast: [
    'High contrast',
    palette(
      { background: '#000000', foreground: '#ffffff', cursor: '#ffff00', selectionBackground: '#0a4fb5' },
      '000000 ff6b6b 4dff88 ffe14d 6bb8ff ff8cff 4dffff ffffff a6a6a6 ff9999 8affb0 fff08a a3d3ff ffb8ff 99ffff ffffff',
    ),
  ],
} as const satisfies Record<string, [string, ITheme]>;

export type ThemeName = 'page' | keyof typeof chosen;

export const themeChoices: { value: ThemeName; label: string }[] = [
  { value: 'page', label: 'As the page' },
  ...(Object.keys(chosen) as (keyof typeof chosen)[]).map((value) => ({ value, label: chosen[value][0] })),
];

/** The colours for a choice; "as the page" follows its scheme. */
export const themeFor = (name: ThemeName, pageIsDark: boolean): ITheme =>
  name === 'page' ? (pageIsDark ? dark : light) : chosen[name][1];
