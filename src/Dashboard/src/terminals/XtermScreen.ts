import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal, type ITheme } from '@xterm/xterm';
import type { Screen, Size, Theme } from './protocol';

const dark: ITheme = {
  background: '#0d0f13',
  foreground: '#d9dde3',
  cursor: '#79bbd6',
  cursorAccent: '#0d0f13',
  selectionBackground: '#2b4a5a',
  black: '#262a32',
  red: '#ff7b82',
  green: '#5fd0a2',
  yellow: '#e8c06a',
  blue: '#6cb7e6',
  magenta: '#cf9bef',
  cyan: '#5fc9cf',
  white: '#d9dde3',
  brightBlack: '#78808d',
  brightRed: '#ffa0a5',
  brightGreen: '#8ae4c0',
  brightYellow: '#f6d791',
  brightBlue: '#9bd0f3',
  brightMagenta: '#e0bdf6',
  brightCyan: '#92dfe3',
  brightWhite: '#ffffff',
};
const light: ITheme = {
  background: '#fbfcfd',
  foreground: '#23272e',
  cursor: '#0b6c93',
  cursorAccent: '#ffffff',
  selectionBackground: '#c5e0ec',
  black: '#23272e',
  red: '#bd2430',
  green: '#12704f',
  yellow: '#855400',
  blue: '#0b5fa8',
  magenta: '#8a35a8',
  cyan: '#0a6b78',
  white: '#6a717e',
  brightBlack: '#5d6672',
  brightRed: '#d23a45',
  brightGreen: '#178a63',
  brightYellow: '#9d6700',
  brightBlue: '#1b76c4',
  brightMagenta: '#a44cc4',
  brightCyan: '#0f8594',
  brightWhite: '#343a43',
};

/** Leaves the alternate screen and all modes, and moves what is shown into the lines above. */
const newPage = (rows: number) => `\x1b[?1049l\x1b[!p\x1b[m\x1b[${rows};1H${'\n'.repeat(rows)}\x1b[H`;

/** An xterm.js terminal in an element. */
export class XtermScreen implements Screen {
  readonly terminal: Terminal;
  readonly #fit = new FitAddon();

  constructor(element: HTMLElement, isDark: boolean, label: string) {
    this.terminal = new Terminal({
      fontFamily: "'JetBrains Mono Variable', ui-monospace, Menlo, monospace",
      fontSize: 13,
      lineHeight: 1.2,
      scrollback: 10_000,
      cursorBlink: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      macOptionIsMeta: true,
      allowProposedApi: true,
      minimumContrastRatio: 4.5,
      theme: isDark ? dark : light,
    });
    this.terminal.loadAddon(this.#fit);
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
    this.terminal.loadAddon(new WebLinksAddon((_, uri) => window.open(uri, '_blank', 'noopener,noreferrer')));
    this.#stayMute();
    this.terminal.open(element);
    this.terminal.textarea?.setAttribute('aria-label', label);
    this.#draw();
  }

  // WebGL is several times faster. Without it, or when the browser takes it away, xterm draws with plain elements.
  #draw(): void {
    try {
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => webgl.dispose());
      this.terminal.loadAddon(webgl);
    } catch {
      // Nothing to do: the built-in renderer is already in place.
    }
  }

  setDark(isDark: boolean): void {
    this.terminal.options.theme = isDark ? dark : light;
  }

  /** Fits the terminal to its element and returns its size; null while the element is not shown. */
  fit(): Size | null {
    if (!this.#fit.proposeDimensions()) return null;
    this.#fit.fit();
    return { columns: this.terminal.cols, rows: this.terminal.rows };
  }

  write(bytes: Uint8Array, drawn: () => void): void {
    this.terminal.write(bytes, drawn);
  }

  reset(): void {
    this.terminal.reset();
  }

  prepare(size: Size, keepLines: boolean): void {
    if (!keepLines) this.terminal.reset();
    this.resized(size);
    if (keepLines) this.terminal.write(newPage(size.rows));
  }

  // In order with the output: what came before was drawn for the size before.
  resized({ columns, rows }: Size): void {
    this.terminal.write('', () => {
      if (columns !== this.terminal.cols || rows !== this.terminal.rows) this.terminal.resize(columns, rows);
    });
  }

  /** Colours for programs that ask. */
  theme(): Theme {
    const { foreground = '', background = '' } = this.terminal.options.theme ?? {};
    return { foreground: foreground.slice(1), background: background.slice(1) };
  }

  /** The terminal host answers what a program asks its terminal; here nobody does, or there would be an answer for each window. */
  #stayMute(): void {
    const { parser } = this.terminal;
    const mute = () => true;
    for (const prefix of ['', '>', '=']) parser.registerCsiHandler({ ...(prefix && { prefix }), final: 'c' }, mute);
    for (const prefix of ['', '?']) {
      parser.registerCsiHandler({ ...(prefix && { prefix }), final: 'n' }, mute);
      parser.registerCsiHandler({ ...(prefix && { prefix }), intermediates: '$', final: 'p' }, mute);
    }
    parser.registerCsiHandler({ prefix: '>', final: 'q' }, mute);
    parser.registerCsiHandler({ final: 't' }, mute);
    parser.registerDcsHandler({ intermediates: '$', final: 'q' }, mute);
    parser.registerDcsHandler({ intermediates: '+', final: 'q' }, mute);
    for (const command of [4, 10, 11, 12]) parser.registerOscHandler(command, (data) => data.includes('?'));
  }

  dispose(): void {
    this.terminal.dispose();
  }
}
