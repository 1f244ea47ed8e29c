import type { Terminal } from '@xterm/xterm';
import type { Guess } from './Predictor';
import classes from './EchoOverlay.module.css';

/** Characters over the screen that are not output: guesses of it, and what waits to be sent. */
export class EchoOverlay {
  readonly #terminal: Terminal;
  readonly #layer = document.createElement('div');

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#layer.className = classes.layer ?? '';
    this.#layer.setAttribute('aria-hidden', 'true');
    this.#layer.dataset.testid = 'terminal-echo';
    terminal.element?.querySelector('.xterm-screen')?.append(this.#layer);
  }

  /** What was typed without a connection, behind the cursor. */
  waiting(text: string): void {
    const { baseY, cursorX, cursorY } = this.#terminal.buffer.active;
    const start = (baseY + cursorY) * this.#terminal.cols + cursorX;
    this.#draw(
      'waiting',
      Array.from(text).map((character, index) => ({
        line: Math.floor((start + index) / this.#terminal.cols),
        column: (start + index) % this.#terminal.cols,
        text: character,
      })),
    );
  }

  guesses(shown: { guesses: Guess[]; cursor: { line: number; column: number } } | null): void {
    if (!shown) return this.clear();
    this.#draw('guess', shown.guesses);
    this.#layer.append(this.#cell({ ...shown.cursor, text: ' ' }, 'cursor'));
  }

  clear(): void {
    if (this.#layer.childElementCount > 0) this.#layer.replaceChildren();
  }

  dispose(): void {
    this.#layer.remove();
  }

  #draw(kind: 'waiting' | 'guess', cells: Guess[]): void {
    const { theme, fontFamily, fontSize } = this.#terminal.options;
    const { style } = this.#layer;
    style.color = theme?.foreground ?? '';
    style.fontFamily = fontFamily ?? '';
    style.fontSize = `${fontSize ?? 13}px`;
    style.setProperty('--ground', theme?.background ?? '');
    style.setProperty('--cursor', theme?.cursor ?? '');
    this.#layer.replaceChildren(...cells.map((cell) => this.#cell(cell, kind)));
  }

  #cell({ line, column, text }: Guess, kind: string): HTMLElement {
    const { cols, rows, buffer } = this.#terminal;
    const cell = document.createElement('span');
    cell.textContent = text;
    cell.dataset.kind = kind;
    cell.style.left = `${(column / cols) * 100}%`;
    cell.style.top = `${((line - buffer.active.viewportY) / rows) * 100}%`;
    cell.style.width = `${100 / cols}%`;
    cell.style.height = `${100 / rows}%`;
    return cell;
  }
}
