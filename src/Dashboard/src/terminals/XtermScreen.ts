import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import { familyOf, type TerminalPreferences } from './appearance/preferences';
import { themeFor } from './appearance/themes';
import type { EchoView } from './echo/Predictor';
import { matchModel } from './matchModel';
import type { Screen, Size, Theme } from './protocol';

/** Leaves the alternate screen and all modes, and moves what is shown into the lines above. */
const newPage = (rows: number) => `\x1b[?1049l\x1b[!p\x1b[m\x1b[${rows};1H${'\n'.repeat(rows)}\x1b[H`;

/** An xterm.js terminal in an element. */
export class XtermScreen implements Screen {
  readonly terminal: Terminal;
  readonly search = new SearchAddon({ highlightLimit: 1000 });
  readonly #fit = new FitAddon();

  constructor(element: HTMLElement, preferences: TerminalPreferences, isDark: boolean, label: string) {
    this.terminal = new Terminal({
      lineHeight: 1.2,
      scrollback: 10_000,
      cursorBlink: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      macOptionIsMeta: true,
      allowProposedApi: true,
      minimumContrastRatio: 4.5,
    });
    this.appear(preferences, isDark);
    this.terminal.loadAddon(this.#fit);
    this.terminal.loadAddon(this.search);
    matchModel(this.terminal);
    this.terminal.loadAddon(new WebLinksAddon((_, uri) => window.open(uri, '_blank', 'noopener,noreferrer')));
    this.#stayMute();
    this.terminal.open(element);
    this.name(label);
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

  /** Looks as its person wants it. */
  appear({ font, fontSize, theme, cursor }: TerminalPreferences, isDark: boolean): void {
    const { options } = this.terminal;
    options.fontFamily = familyOf(font);
    options.fontSize = fontSize;
    options.cursorStyle = cursor;
    options.theme = themeFor(theme, isDark);
  }

  /** What readers of the screen call it. */
  name(label: string): void {
    this.terminal.textarea?.setAttribute('aria-label', label);
  }

  /** What is read of it to guess echoes. */
  get echoView(): EchoView {
    const { terminal } = this;
    return {
      get columns() {
        return terminal.cols;
      },
      get isAlternate() {
        return terminal.buffer.active.type === 'alternate';
      },
      cursor: () => {
        const { baseY, cursorX, cursorY } = terminal.buffer.active;
        return { line: baseY + cursorY, column: cursorX };
      },
      at: (line, column) => {
        const cell = terminal.buffer.active.getLine(line)?.getCell(column);
        return cell?.getWidth() === 0 ? '' : cell?.getChars() || ' ';
      },
    };
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
