/** Round trips below this many milliseconds need no help. */
export const SlowRoundTrip = 30;
/** How long after its acknowledgement an echo may still be under way, in milliseconds. */
export const EchoGrace = 50;
/** More keys at once were pasted, and are not guessed. */
const MostKeys = 8;
/** The host collects acknowledgements for this many milliseconds before it tells. */
const AcknowledgeDelay = 20;
/** The least of so many round trips counts: a page or a machine that is busy for a moment makes no line slow. */
const Samples = 8;

/** What the predictor reads of a screen. Lines are counted from the oldest one kept, columns from 0. */
export interface EchoView {
  readonly columns: number;
  readonly isAlternate: boolean;
  cursor(): { line: number; column: number };
  /** The character of a cell; a space for an empty one, nothing for the right half of a wide one. */
  at(line: number, column: number): string;
}

/** A character that will probably stand there soon. */
export interface Guess {
  line: number;
  column: number;
  text: string;
}

/**
 * What a guess rests on: text typed here; a move over other text; a change of other text. The latter two are guesses about
 * what the program takes for its line, and are shown once one of their kind came true.
 */
type Ground = 'typing' | 'moving' | 'editing';

/** What one key will probably do. */
interface Step {
  /** Characters that it changes, by column. */
  cells: Map<number, string>;
  /** Column of the cursor once this has happened. */
  after: number;
  /** How many bytes were typed in all when this key was. */
  end: number;
  epoch: number;
  ground: Ground;
}

interface Place {
  line: number;
  column: number;
}

// Characters that take one place everywhere.
const simple = /^[ -~\u00a1-\u00ac\u00ae-\u024f]$/u;
// eslint-disable-next-line no-control-regex -- The bytes of keys are what is read here.
const keys = /\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?|[^]/gu;

/**
 * Shows what is typed before the shell has echoed it, where a connection is slow.
 *
 * Each key is a step from one state of the line to the next: text and cursor. When the screen shows one of these states,
 * the steps up to it came true. Guesses belong to epochs. Whatever may change what keys do (Enter, control keys, another
 * screen, a wrong guess) begins a new one, and nothing of an epoch is shown before one of its guesses came true: so a
 * password prompt, where nothing is echoed, shows nothing, and neither does a program that takes keys as commands. A step
 * that did not come true by the time that the shell has the key is wrong, and all are withdrawn.
 */
export class Predictor {
  readonly #view: EchoView;
  #steps: Step[] = [];
  /** The line that the steps are on, and what stood in their cells before all of them. */
  #line = 0;
  #base = new Map<number, string>();
  /** Column of the cursor before all steps. */
  #start = 0;
  #epoch = 1;
  /** The last epoch in which a guess of this ground came true. */
  readonly #confirmed: Record<Ground, number> = { typing: 0, moving: 0, editing: 0 };
  #roundTrips: number[] = [];
  #isAlternate = false;
  #typed = 0;
  #applied = 0;
  /** Nothing is guessed until the shell has this many bytes: where the cursor is by then cannot be known. */
  #blockedUntil = 0;
  /** The part of the line that was typed here. */
  #own: { from: number; to: number } | null = null;

  constructor(view: EchoView) {
    this.#view = view;
  }

  /** How long the way there and back takes, in milliseconds; null before the first measurement. */
  get roundTrip(): number | null {
    return this.#roundTrips.length > 0 ? Math.max(0, Math.min(...this.#roundTrips) - AcknowledgeDelay) : null;
  }

  /** What to show now, and where the cursor would be; null when nothing is guessed or the connection is fast. */
  get shown(): { guesses: Guess[]; cursor: Place } | null {
    if ((this.roundTrip ?? 0) < SlowRoundTrip) return null;
    const unsure = this.#steps.findIndex(({ epoch, ground }) => epoch > this.#confirmed[ground]);
    const steps = unsure < 0 ? this.#steps : this.#steps.slice(0, unsure);
    const last = steps.at(-1);
    if (!last) return null;
    const cells = new Map(steps.flatMap((step) => [...step.cells]));
    const guesses = [...cells].map(([column, text]) => ({ line: this.#line, column, text }));
    return {
      guesses: guesses.sort((one, other) => one.column - other.column),
      cursor: { line: this.#line, column: last.after },
    };
  }

  /** Keys were sent; `typed` counts all bytes so far, these included. */
  type(text: string, typed: number): void {
    this.#typed = typed;
    if (this.#view.isAlternate !== this.#isAlternate) {
      this.#isAlternate = this.#view.isAlternate;
      this.#begin();
    }
    const pressed = text.match(keys) ?? [];
    if (pressed.length > MostKeys) return this.#begin();
    for (const key of pressed) {
      if (key === '\x7f') this.#erase();
      else if (key === '\x1b[D' || key === '\x1bOD') this.#move(-1);
      else if (key === '\x1b[C' || key === '\x1bOC') this.#move(1);
      else if (simple.test(key)) this.#add(key);
      else this.#begin();
    }
  }

  /** Output was drawn: steps that came true are done, a wrong one ends all. */
  drawn(): void {
    if (this.#steps.length === 0) return;
    const cursor = this.#view.cursor();
    if (cursor.line !== this.#line) return this.withdraw();
    // Where the line looks as before all of it, nothing may have come yet.
    if (this.#looksLike(0, cursor)) return;
    const done = this.#steps.findIndex((_, index) => this.#looksLike(index + 1, cursor)) + 1;
    if (done > 0) {
      this.#trust(this.#steps.slice(0, done));
      this.#drop(done, cursor);
    } else if (!this.#isUnderWay()) {
      this.withdraw();
    }
  }

  /** The shell has so many bytes. Returns whether steps are due that `check` must look at after {@link EchoGrace}. */
  apply(applied: number, roundTrip: number | null): boolean {
    this.#applied = applied;
    if (roundTrip !== null) this.#roundTrips = [...this.#roundTrips, roundTrip].slice(-Samples);
    return this.#steps.some(({ end }) => end <= applied);
  }

  /** What the shell had at `applied` should be echoed by now; if it is not, it never will be. */
  check(applied: number): void {
    const due = this.#steps.filter(({ end }) => end <= applied).length;
    if (due === 0) return;
    const cursor = this.#view.cursor();
    if (cursor.line === this.#line && this.#looksLike(due, cursor)) this.#drop(due, cursor);
    else this.withdraw();
  }

  /** Takes all guesses back, and begins anew once the shell has everything. */
  withdraw(): void {
    this.#steps = [];
    this.#begin();
  }

  #begin(): void {
    this.#epoch++;
    this.#blockedUntil = this.#typed;
    this.#own = null;
  }

  #cursor(): Place | null {
    const last = this.#steps.at(-1);
    if (last) return last.epoch === this.#epoch ? { line: this.#line, column: last.after } : null;
    return this.#applied >= this.#blockedUntil ? this.#view.cursor() : null;
  }

  #add(text: string): void {
    const at = this.#cursor();
    if (!at) return;
    const { column } = at;
    const rest = this.#rest(at);
    if (!rest || column + rest.length >= this.#view.columns - 1) return this.#begin();
    const isOwn = rest.length === 0 || this.#isOwn(column, column + rest.length);
    const isInside = this.#isOwn(column, column);
    this.#take(at, [text, ...rest], column, column + 1, isOwn ? 'typing' : 'editing');
    this.#own = isInside && this.#own ? { ...this.#own, to: this.#own.to + 1 } : { from: column, to: column + 1 };
  }

  #erase(): void {
    const at = this.#cursor();
    if (!at) return;
    const column = at.column - 1;
    const rest = this.#rest(at);
    if (!rest || column < 0 || !simple.test(this.#at(at.line, column))) return this.#begin();
    const isOwn = this.#isOwn(column, at.column + rest.length);
    this.#take(at, [...rest, ' '], column, column, isOwn ? 'typing' : 'editing');
    this.#own = isOwn && this.#own ? { ...this.#own, to: this.#own.to - 1 } : { from: column, to: column };
  }

  #move(by: 1 | -1): void {
    const at = this.#cursor();
    if (!at) return;
    const to = at.column + by;
    const crossed = Math.min(at.column, to);
    const rest = this.#rest(at);
    const isBeyond = to < 0 || (by > 0 && rest?.length === 0 && !this.#isOwn(crossed, to));
    if (!rest || isBeyond || !simple.test(this.#at(at.line, crossed))) return this.#begin();
    this.#take(at, [], to, to, this.#isOwn(crossed, crossed + 1) ? 'typing' : 'moving');
  }

  #take(at: Place, texts: string[], from: number, after: number, ground: Ground): void {
    if (this.#steps.length === 0) {
      this.#line = at.line;
      this.#start = at.column;
      this.#base.clear();
    }
    const cells = new Map(texts.map((text, index) => [from + index, text]));
    for (const column of cells.keys())
      if (!this.#base.has(column)) this.#base.set(column, this.#view.at(at.line, column));
    this.#steps.push({ cells, after, end: this.#typed, epoch: this.#epoch, ground });
  }

  #isOwn(from: number, to: number): boolean {
    return this.#own !== null && this.#own.from <= from && to <= this.#own.to;
  }

  /** The character of a cell once all steps have happened. */
  #at(line: number, column: number): string {
    return this.#steps.findLast(({ cells }) => cells.has(column))?.cells.get(column) ?? this.#view.at(line, column);
  }

  /** What stands from the cursor on, without blanks at the end; null when it cannot be told how it would move. */
  #rest({ line, column }: Place): string[] | null {
    const rest: string[] = [];
    for (let at = column; at < this.#view.columns; at++) rest.push(this.#at(line, at));
    while (rest.at(-1) === ' ') rest.pop();
    return rest.every((text) => simple.test(text)) ? rest : null;
  }

  #valueAfter(count: number, column: number): string | undefined {
    const step = this.#steps.slice(0, count).findLast(({ cells }) => cells.has(column));
    return step ? step.cells.get(column) : this.#base.get(column);
  }

  #looksLike(count: number, cursor: Place): boolean {
    const after = this.#steps[count - 1]?.after ?? this.#start;
    return (
      cursor.column === after &&
      [...this.#base.keys()].every((column) => this.#view.at(this.#line, column) === this.#valueAfter(count, column))
    );
  }

  // Half of an echo: each cell shows what stood there, or what one of the steps puts there.
  #isUnderWay(): boolean {
    return [...this.#base].every(([column, before]) => {
      const text = this.#view.at(this.#line, column);
      return text === before || this.#steps.some(({ cells }) => cells.get(column) === text);
    });
  }

  // A key that changes nothing to be seen, such as a space at the end, may have been a command as well.
  #trust(done: Step[]): void {
    for (const [index, { cells, epoch, ground }] of done.entries()) {
      const isSeen = [...cells].some(([column, text]) => text !== this.#valueAfter(index, column));
      if (!isSeen && ground !== 'moving') continue;
      this.#confirmed[ground] = epoch;
      if (ground === 'editing') this.#confirmed.typing = epoch;
    }
  }

  #drop(count: number, cursor: Place): void {
    this.#steps = this.#steps.slice(count);
    this.#start = cursor.column;
    const touched = new Set(this.#steps.flatMap(({ cells }) => [...cells.keys()]));
    this.#base = new Map([...touched].map((column) => [column, this.#view.at(this.#line, column)]));
  }
}
