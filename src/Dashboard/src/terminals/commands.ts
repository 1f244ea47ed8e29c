/** What keys do in a terminal beside being typed. */
export type Command =
  | 'copy'
  | 'paste'
  | 'find'
  | 'new'
  | 'split-right'
  | 'split-down'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'next-tab'
  | 'previous-tab'
  | 'zoom'
  | 'palette'
  | 'help'
  | 'leave';

interface Chord {
  command: Command;
  /** With Ctrl and Shift, as `KeyboardEvent.key` in small letters. */
  key: string;
  shown: string;
  description: string;
}

/** All begin with Ctrl and Shift: shells and programs cannot be sent those, so nothing is taken from them. */
export const chords: Chord[] = [
  { command: 'copy', key: 'c', shown: 'C', description: 'Copy what is selected' },
  { command: 'paste', key: 'v', shown: 'V', description: 'Paste' },
  { command: 'find', key: 'f', shown: 'F', description: 'Search the output' },
  { command: 'new', key: 'enter', shown: 'Enter', description: 'Open a terminal in a new tab' },
  { command: 'split-right', key: 'e', shown: 'E', description: 'Open a terminal beside this one' },
  { command: 'split-down', key: 'o', shown: 'O', description: 'Open a terminal below this one' },
  { command: 'left', key: 'arrowleft', shown: '←', description: 'Go to the terminal on the left' },
  { command: 'right', key: 'arrowright', shown: '→', description: 'Go to the terminal on the right' },
  { command: 'up', key: 'arrowup', shown: '↑', description: 'Go to the terminal above' },
  { command: 'down', key: 'arrowdown', shown: '↓', description: 'Go to the terminal below' },
  { command: 'next-tab', key: 'pagedown', shown: 'Page down', description: 'Go to the next tab' },
  { command: 'previous-tab', key: 'pageup', shown: 'Page up', description: 'Go to the tab before' },
  { command: 'zoom', key: 'x', shown: 'X', description: 'Show this terminal alone, or all of its tab again' },
  { command: 'palette', key: 'k', shown: 'K', description: 'Search or jump to' },
  { command: 'help', key: '?', shown: '?', description: 'Show this list' },
  { command: 'leave', key: 'l', shown: 'L', description: 'Leave the terminal with the keyboard' },
];

type Keys = Pick<KeyboardEvent, 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey' | 'key'>;

/** The command of a key press, or null when it belongs to the shell. */
export function commandOf({ ctrlKey, shiftKey, altKey, metaKey, key }: Keys): Command | null {
  if (!ctrlKey || !shiftKey || altKey || metaKey) return null;
  const pressed = key === '/' ? '?' : key.toLowerCase();
  return chords.find((chord) => chord.key === pressed)?.command ?? null;
}
