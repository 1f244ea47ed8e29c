import { Terminal } from '@xterm/xterm';
import { familyOf, terminalPreferences } from './appearance/preferences';
import { themeFor } from './appearance/themes';
import { inTurn } from './inTurn';
import { matchModel } from './matchModel';
import { FontSize, paintScreen } from './paintScreen';
import type { Screen, Size } from './protocol';

const Cursor = 25;

/** Draws pictures of a screen small, as wide as its element. Nothing can be typed into it. */
export class PreviewScreen implements Screen {
  /** Never opened: it only understands what programs write. */
  readonly #terminal: Terminal;
  readonly #canvas = document.createElement('canvas');
  #isDark: boolean;
  #showsCursor = true;
  #isDisposed = false;
  #cancel: (() => void) | null = null;

  constructor(element: HTMLElement, isDark: boolean) {
    this.#isDark = isDark;
    this.#terminal = new Terminal({ scrollback: 0, disableStdin: true, allowProposedApi: true });
    matchModel(this.#terminal);
    const { parser } = this.#terminal;
    const cursor = (shows: boolean) => (params: (number | number[])[]) => {
      if (params.includes(Cursor)) this.#showsCursor = shows;
      return false;
    };
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, cursor(true));
    parser.registerCsiHandler({ prefix: '?', final: 'l' }, cursor(false));
    element.append(this.#canvas);

    // Drawn with another font until its own is there.
    document.fonts
      .load(`${FontSize}px ${this.#family}`)
      .then(() => this.fit())
      .catch(() => undefined);
  }

  get #family(): string {
    return familyOf(terminalPreferences().font);
  }

  write(bytes: Uint8Array, drawn: () => void): void {
    this.#terminal.write(bytes, () => {
      this.fit();
      drawn();
    });
  }

  reset(): void {
    this.#terminal.reset();
    this.#showsCursor = true;
  }

  // Each picture is whole.
  prepare(size: Size): void {
    this.reset();
    this.resized(size);
  }

  resized({ columns, rows }: Size): void {
    this.#terminal.write('', () => {
      if (columns !== this.#terminal.cols || rows !== this.#terminal.rows) this.#terminal.resize(columns, rows);
    });
  }

  recolour(isDark: boolean): void {
    this.#isDark = isDark;
    this.fit();
  }

  /** Draws it anew, as wide as its element is now, in one of the next frames. */
  fit(): void {
    if (this.#isDisposed || this.#cancel) return;
    this.#cancel = inTurn(() => {
      this.#cancel = null;
      const theme = themeFor(terminalPreferences().theme, this.#isDark);
      paintScreen(this.#terminal, this.#canvas, theme, this.#family, this.#showsCursor);
    });
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancel?.();
    this.#canvas.remove();
    this.#terminal.dispose();
  }
}
