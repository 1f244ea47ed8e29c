/** Round trips below this many milliseconds need no help. */
export const SlowRoundTrip = 30;
/** How long after its acknowledgement an echo may still be under way, in milliseconds. */
export const EchoGrace = 50;
/** More at once was pasted, and is not guessed. */
const LongestGuess = 8;
/** The host collects acknowledgements for this many milliseconds before it tells. */
const AcknowledgeDelay = 20;
/** The least of so many round trips counts: a page or a machine that is busy for a moment makes no line slow. */
const Samples = 8;

/** What the predictor reads of a screen. Lines are counted from the oldest one kept, columns from 0. */
export interface EchoView {
  readonly columns: number;
  readonly isAlternate: boolean;
  cursor(): { line: number; column: number };
  /** The character of a cell; a space for an empty one. */
  at(line: number, column: number): string;
}

/** A character that will probably stand there soon. */
export interface Guess {
  line: number;
  column: number;
  text: string;
}

interface Pending extends Guess {
  /** What may stand there until then. */
  before: string;
  /** How many bytes were typed in all when this one was. */
  end: number;
  epoch: number;
  /** Where the cursor is once this has happened. */
  after: number;
}

/**
 * Shows what is typed before the shell has echoed it, where a connection is slow.
 *
 * Guesses belong to epochs. Whatever may change what keys do (Enter, control keys, another screen, a wrong guess) begins
 * a new one, and nothing of an epoch is shown before one of its guesses came true: so a password prompt, where nothing
 * is echoed, shows nothing, and neither does a program that takes keys as commands. A guess that did not come true by
 * the time that the shell has the key is wrong, and all are withdrawn.
 */
export class Predictor {
  readonly #view: EchoView;
  #pending: Pending[] = [];
  #epoch = 1;
  #confirmed = 0;
  #roundTrips: number[] = [];
  #isAlternate = false;
  #typed = 0;
  #applied = 0;
  /** Nothing is guessed until the shell has this many bytes: where the cursor is by then cannot be known. */
  #blockedUntil = 0;
  /** How many characters of the line were typed here, and may be erased. */
  #erasable = 0;

  constructor(view: EchoView) {
    this.#view = view;
  }

  /** How long the way there and back takes, in milliseconds; null before the first measurement. */
  get roundTrip(): number | null {
    return this.#roundTrips.length > 0 ? Math.max(0, Math.min(...this.#roundTrips) - AcknowledgeDelay) : null;
  }

  /** What to show now, and where the cursor would be; null when nothing is guessed or the connection is fast. */
  get shown(): { guesses: Guess[]; cursor: { line: number; column: number } } | null {
    if ((this.roundTrip ?? 0) < SlowRoundTrip) return null;
    const guesses = this.#pending.filter(({ epoch }) => epoch <= this.#confirmed);
    const last = guesses.at(-1);
    return last ? { guesses, cursor: { line: last.line, column: last.after } } : null;
  }

  /** Keys were sent; `typed` counts all bytes so far, these included. */
  type(text: string, typed: number): void {
    this.#typed = typed;
    if (this.#view.isAlternate !== this.#isAlternate) {
      this.#isAlternate = this.#view.isAlternate;
      this.#begin();
    }
    if (text.length > LongestGuess) return this.#begin();
    for (const character of text) {
      if (character === '\x7f') this.#erase();
      else if (/^[ -~\u00a1-\u024f]$/u.test(character)) this.#add(character);
      else this.#begin();
    }
  }

  /** Output was drawn: guesses that came true are done, a wrong one ends all. */
  drawn(): void {
    const cursor = this.#view.cursor();
    while (this.#pending.length > 0) {
      const guess = this.#pending[0];
      if (!guess) return;
      const actual = this.#view.at(guess.line, guess.column);
      const isPast = cursor.line > guess.line || (cursor.line === guess.line && this.#isPast(guess, cursor.column));
      if (actual === guess.text && isPast) {
        this.#confirmed = Math.max(this.#confirmed, guess.epoch);
        this.#pending.shift();
      } else if (guess.before.includes(actual) || actual === guess.text) {
        return;
      } else {
        return this.withdraw();
      }
    }
  }

  /** The shell has so many bytes. Returns whether guesses are due that `check` must look at after {@link EchoGrace}. */
  apply(applied: number, roundTrip: number | null): boolean {
    this.#applied = applied;
    if (roundTrip !== null) this.#roundTrips = [...this.#roundTrips, roundTrip].slice(-Samples);
    return this.#pending.some(({ end }) => end <= applied);
  }

  /** What the shell had at `applied` should be echoed by now; if it is not, it never will be. */
  check(applied: number): void {
    if (this.#pending.some(({ end }) => end <= applied)) this.withdraw();
  }

  /** Takes all guesses back, and begins anew once the shell has everything. */
  withdraw(): void {
    this.#pending = [];
    this.#begin();
  }

  #begin(): void {
    this.#epoch++;
    this.#blockedUntil = this.#typed;
    this.#erasable = 0;
  }

  // The echo of an erased character may pass with the cursor further left; that of a typed one never.
  #isPast(guess: Pending, column: number): boolean {
    return guess.after > guess.column ? column > guess.column : column <= guess.column;
  }

  #cursor(): { line: number; column: number } | null {
    const last = this.#pending.at(-1);
    if (last) return last.epoch === this.#epoch ? { line: last.line, column: last.after } : null;
    return this.#applied >= this.#blockedUntil ? this.#view.cursor() : null;
  }

  #add(text: string): void {
    const at = this.#cursor();
    if (!at) return;
    if (at.column >= this.#view.columns - 1 || !this.#isBlankFrom(at.line, at.column)) return this.#begin();
    this.#erasable++;
    this.#guess({ ...at, text, after: at.column + 1 });
  }

  #erase(): void {
    const at = this.#cursor();
    if (!at) return;
    if (this.#erasable === 0 || at.column === 0 || !this.#isBlankFrom(at.line, at.column)) return this.#begin();
    this.#erasable--;
    this.#guess({ line: at.line, column: at.column - 1, text: ' ', after: at.column - 1 });
  }

  #guess({ line, column, text, after }: Guess & { after: number }): void {
    const earlier = this.#pending.find((guess) => guess.line === line && guess.column === column);
    const before = earlier ? earlier.before + earlier.text : this.#view.at(line, column);
    this.#pending = this.#pending.filter((guess) => guess !== earlier);
    this.#pending.push({ line, column, text, before, after, end: this.#typed, epoch: this.#epoch });
  }

  // Text to the right would be moved by the shell, in its own way.
  #isBlankFrom(line: number, column: number): boolean {
    for (let at = column; at < this.#view.columns; at++) {
      const guessed = this.#pending.some((guess) => guess.line === line && guess.column === at && guess.text === ' ');
      if (!guessed && this.#view.at(line, at) !== ' ') return false;
    }
    return true;
  }
}
