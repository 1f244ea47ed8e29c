import type { Screen, Size } from '../protocol';
import { terminalPreferences } from '../appearance/preferences';
import type { XtermScreen } from '../XtermScreen';
import { EchoOverlay } from './EchoOverlay';
import { pendingText } from './pendingText';
import { EchoGrace, Predictor } from './Predictor';

/**
 * Stands between connection and screen: shows what is typed before its echo comes, guessed while there is a slow
 * connection, and as it waits while there is none.
 */
export class EchoControl implements Screen {
  readonly #screen: XtermScreen;
  readonly #overlay: EchoOverlay;
  readonly #predictor: Predictor;
  readonly #scrolling: { dispose(): void };
  #isConnected = false;
  #typed = 0;
  #pending: Uint8Array = new Uint8Array();
  #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(screen: XtermScreen) {
    this.#screen = screen;
    this.#overlay = new EchoOverlay(screen.terminal);
    this.#predictor = new Predictor(screen.echoView);
    this.#scrolling = screen.terminal.onScroll(() => this.#show());
  }

  /** Bytes typed and taken so far, and what of them still waits to be sent. */
  input(typed: number, applied: number, roundTrip: number | null, pending: Uint8Array): void {
    this.#typed = typed;
    const isDue = this.#predictor.apply(applied, roundTrip);
    this.#pending = pending;
    if (isDue) this.#checkLater(applied);
    this.#show();
  }

  typed(text: string): void {
    if (this.#isConnected && terminalPreferences().predictEcho) this.#predictor.type(text, this.#typed);
    this.#show();
  }

  connected(isConnected: boolean): void {
    if (this.#isConnected === isConnected) return;
    this.#isConnected = isConnected;
    this.#predictor.withdraw();
    this.#show();
  }

  write(bytes: Uint8Array, drawn: () => void): void {
    this.#screen.write(bytes, () => {
      this.#predictor.drawn();
      this.#show();
      drawn();
    });
  }

  reset(): void {
    this.#predictor.withdraw();
    this.#screen.reset();
  }

  prepare(size: Size, keepLines: boolean): void {
    this.#predictor.withdraw();
    this.#screen.prepare(size, keepLines);
  }

  resized(size: Size): void {
    this.#predictor.withdraw();
    this.#screen.resized(size);
  }

  dispose(): void {
    this.#timers.forEach(clearTimeout);
    this.#scrolling.dispose();
    this.#overlay.dispose();
  }

  #checkLater(applied: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#predictor.check(applied);
      this.#show();
    }, EchoGrace);
    this.#timers.add(timer);
  }

  #show(): void {
    // Without an acknowledgement there was no echo either.
    if (!this.#isConnected && this.#pending.length > 0) this.#overlay.waiting(pendingText(this.#pending));
    else this.#overlay.guesses(this.#predictor.shown);
  }
}
