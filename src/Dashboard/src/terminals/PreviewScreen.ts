import { Terminal } from '@xterm/xterm';
import { familyOf, terminalPreferences } from './appearance/preferences';
import { themeFor } from './appearance/themes';
import { matchModel } from './matchModel';
import type { Screen, Size } from './protocol';

/** Draws pictures of a screen small, as wide as its element. Nothing can be typed into it. */
export class PreviewScreen implements Screen {
  readonly #terminal: Terminal;
  readonly #element: HTMLElement;

  constructor(element: HTMLElement, isDark: boolean) {
    const { font, theme } = terminalPreferences();
    this.#element = element;
    this.#terminal = new Terminal({
      fontFamily: familyOf(font),
      fontSize: 12,
      lineHeight: 1.2,
      scrollback: 0,
      disableStdin: true,
      allowProposedApi: true,
      cursorBlink: false,
      cursorInactiveStyle: 'block',
      theme: themeFor(theme, isDark),
    });
    matchModel(this.#terminal);
    this.#terminal.open(element);
  }

  write(bytes: Uint8Array, drawn: () => void): void {
    this.#terminal.write(bytes, () => {
      this.fit();
      drawn();
    });
  }

  reset(): void {
    this.#terminal.reset();
  }

  // Each picture is whole.
  prepare(size: Size): void {
    this.#terminal.reset();
    this.resized(size);
  }

  resized({ columns, rows }: Size): void {
    this.#terminal.write('', () => {
      if (columns !== this.#terminal.cols || rows !== this.#terminal.rows) this.#terminal.resize(columns, rows);
    });
  }

  recolour(isDark: boolean): void {
    this.#terminal.options.theme = themeFor(terminalPreferences().theme, isDark);
  }

  /** Shrinks what is drawn to the width of the element. */
  fit(): void {
    const drawn = this.#element.querySelector<HTMLElement>('.xterm-screen');
    const { element } = this.#terminal;
    if (!drawn || !element || drawn.offsetWidth === 0) return;
    element.style.transformOrigin = '0 0';
    element.style.transform = `scale(${this.#element.clientWidth / drawn.offsetWidth})`;
  }

  dispose(): void {
    this.#terminal.dispose();
  }
}
