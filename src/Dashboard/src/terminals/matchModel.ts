import { Unicode11Addon } from '@xterm/addon-unicode11';
import type { Terminal } from '@xterm/xterm';
import { guardXterm } from './guardXterm';

/** Makes a terminal agree with the model that the terminal host keeps of each screen: the widths of characters, and what is mended. It needs `allowProposedApi`. */
export function matchModel(terminal: Terminal): void {
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  guardXterm(terminal);
}
