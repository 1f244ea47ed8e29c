import { useSyncExternalStore } from 'react';
import { themeChoices, type ThemeName } from './themes';

/** How terminals look and behave for whoever uses this browser. */
export interface TerminalPreferences {
  font: string;
  /** In pixels, 8 to 32. */
  fontSize: number;
  theme: ThemeName;
  cursor: 'block' | 'bar' | 'underline';
  copyOnSelect: boolean;
  /** Whether typing is shown before the shell echoes it, on slow connections. */
  predictEcho: boolean;
}

export const fontChoices = [
  { value: 'jetbrains', label: 'JetBrains Mono', family: "'JetBrains Mono Variable', ui-monospace, monospace" },
  { value: 'system', label: 'Of the system', family: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace' },
  { value: 'dejavu', label: 'DejaVu Sans Mono', family: "'DejaVu Sans Mono', 'Bitstream Vera Sans Mono', monospace" },
  { value: 'courier', label: 'Courier', family: "'Courier New', Courier, monospace" },
];

export const familyOf = (font: string) =>
  fontChoices.find(({ value }) => value === font)?.family ?? fontChoices[0]?.family ?? 'monospace';

export const SmallestFont = 8;
export const LargestFont = 32;

const Key = 'anchorage-terminal';
const usual: TerminalPreferences = {
  font: 'jetbrains',
  fontSize: 13,
  theme: 'page',
  cursor: 'block',
  copyOnSelect: false,
  predictEcho: true,
};

/** Takes over what fits and leaves the rest as usual. */
export function parsePreferences(text: string | null): TerminalPreferences {
  let given: Partial<Record<keyof TerminalPreferences, unknown>>;
  try {
    given = (JSON.parse(text ?? '{}') ?? {}) as typeof given;
  } catch {
    return usual;
  }
  const size = typeof given.fontSize === 'number' && Number.isFinite(given.fontSize) ? given.fontSize : usual.fontSize;
  const flag = (value: unknown, otherwise: boolean) => (typeof value === 'boolean' ? value : otherwise);
  return {
    font: fontChoices.find(({ value }) => value === given.font)?.value ?? usual.font,
    fontSize: Math.round(Math.max(SmallestFont, Math.min(LargestFont, size))),
    theme: themeChoices.find(({ value }) => value === given.theme)?.value ?? usual.theme,
    cursor: given.cursor === 'bar' || given.cursor === 'underline' ? given.cursor : usual.cursor,
    copyOnSelect: flag(given.copyOnSelect, usual.copyOnSelect),
    predictEcho: flag(given.predictEcho, usual.predictEcho),
  };
}

let current = parsePreferences(window.localStorage.getItem(Key));
const readers = new Set<() => void>();
const tell = () => readers.forEach((reader) => reader());

// Another tab of the same browser changed them.
window.addEventListener('storage', ({ key, newValue }) => {
  if (key !== Key) return;
  current = parsePreferences(newValue);
  tell();
});

export const terminalPreferences = () => current;

export function changePreferences(change: Partial<TerminalPreferences>): void {
  const text = JSON.stringify({ ...current, ...change });
  current = parsePreferences(text);
  try {
    window.localStorage.setItem(Key, text);
  } catch {
    // A full or forbidden store: the choice lasts as long as the page.
  }
  tell();
}

export const useTerminalPreferences = () =>
  useSyncExternalStore(
    (reader) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    () => current,
  );
