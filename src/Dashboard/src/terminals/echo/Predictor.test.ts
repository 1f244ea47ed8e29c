import { describe, expect, it } from 'vitest';
import { Predictor, type EchoView } from './Predictor';

/** A screen of a few lines that a test draws on. */
class Paper implements EchoView {
  readonly columns = 20;
  isAlternate = false;
  #lines = ['$ ', '', ''];
  #at = { line: 0, column: 2 };
  cursor() {
    return { ...this.#at };
  }
  at(line: number, column: number) {
    return this.#lines[line]?.[column] ?? ' ';
  }
  #text(line: number) {
    return this.#lines[line] ?? '';
  }
  put(text: string) {
    for (const character of text) {
      const { line, column } = this.#at;
      if (character === '\n') this.#at = { line: line + 1, column: 0 };
      else if (character === '\b') {
        this.#lines[line] = this.#text(line).slice(0, column - 1);
        this.#at.column--;
      } else {
        this.#lines[line] = this.#text(line).slice(0, column).padEnd(column) + character;
        this.#at.column++;
      }
    }
  }
  move(column: number) {
    this.#at.column = column;
  }
}

function make(roundTrip = 100) {
  const paper = new Paper();
  const predictor = new Predictor(paper);
  predictor.apply(0, roundTrip);
  let typed = 0;
  let applied = 0;
  return {
    paper,
    predictor,
    type: (text: string) => predictor.type(text, (typed += text.length)),
    /** The shell has all of it, and echoes this. */
    echo: (text: string, took: number | null = null) => {
      predictor.apply((applied = typed), took);
      paper.put(text);
      predictor.drawn();
    },
    late: () => predictor.check(applied),
    /** The line as it looks, guesses included. */
    line: () => predictor.shown?.guesses.map(({ text }) => text).join('') ?? '',
  };
}

/** The echo is known to be on. */
function trusted() {
  const it = make();
  it.type('a');
  it.echo('a');
  return it;
}

describe('Predictor', () => {
  it('shows nothing before one key was echoed, and everything after that', () => {
    const it = make();
    it.type('l');
    expect(it.line()).toBe('');
    it.type('s');
    it.echo('l');
    expect(it.line()).toBe('s');
    expect(it.predictor.shown?.cursor).toEqual({ line: 0, column: 4 });
    it.echo('s');
    expect(it.predictor.shown).toBeNull();
  });

  it('is off while the way takes less than 30 ms, the 20 ms that the host waits not counted', () => {
    const it = make(49);
    it.type('a');
    it.echo('a');
    it.type('b');
    expect(it.predictor.shown).toBeNull();
    for (let turn = 0; turn < 7; turn++) it.echo('', 80);
    expect(it.line()).toBe('');
    it.echo('', 80);
    expect(it.line()).toBe('b');
  });

  it('never shows a password', () => {
    const it = trusted();
    it.type('\r');
    it.echo('\nPassword: ');
    for (const key of 'secret') {
      it.type(key);
      expect(it.predictor.shown).toBeNull();
      it.echo('');
      it.late();
      expect(it.predictor.shown).toBeNull();
    }
    it.type('\r');
    it.echo('\n$ ');
    it.type('x');
    expect(it.predictor.shown).toBeNull();
    it.echo('x');
    it.type('y');
    expect(it.line()).toBe('y');
  });

  it('never shows a password that is masked', () => {
    const it = trusted();
    it.type('\r');
    it.echo('\nPIN: ');
    it.type('1');
    it.echo('*');
    it.type('2');
    expect(it.predictor.shown).toBeNull();
  });

  it('withdraws what did not come, once the shell has it', () => {
    const it = trusted();
    it.type('q');
    expect(it.line()).toBe('q');
    it.echo('');
    expect(it.line()).toBe('q');
    it.late();
    expect(it.predictor.shown).toBeNull();
    it.type('z');
    expect(it.predictor.shown).toBeNull();
  });

  it('withdraws at once when something else is drawn there', () => {
    const it = trusted();
    it.type('bcd');
    it.echo('X');
    expect(it.predictor.shown).toBeNull();
  });

  it('waits while nothing came', () => {
    const it = trusted();
    it.type('b');
    it.predictor.drawn();
    it.predictor.check(1);
    expect(it.line()).toBe('b');
  });

  it('erases what was typed, echoed or not, and not more', () => {
    const it = trusted();
    it.type('b\x7f');
    expect(it.predictor.shown?.guesses).toMatchObject([{ line: 0, column: 3, text: ' ' }]);
    expect(it.predictor.shown?.cursor).toEqual({ line: 0, column: 3 });
    it.echo('b');
    expect(it.line()).toBe(' ');
    it.echo('\b');
    expect(it.predictor.shown).toBeNull();
    it.type('\x7f');
    expect(it.predictor.shown?.cursor).toEqual({ line: 0, column: 2 });
    it.echo('\b');
    it.type('\x7f');
    expect(it.predictor.shown).toBeNull();
  });

  it('does not guess within a line, at its end, or what was pasted', () => {
    const it = trusted();
    it.paper.move(2);
    it.type('n');
    expect(it.predictor.shown).toBeNull();

    const end = trusted();
    end.paper.put('x'.repeat(16));
    end.type('n');
    expect(end.predictor.shown).toBeNull();

    const paste = trusted();
    paste.type('a long line of text');
    expect(paste.predictor.shown).toBeNull();
  });

  it('does not know where the cursor is after Enter until the shell says so', () => {
    const it = trusted();
    it.type('\rb');
    expect(it.predictor.shown).toBeNull();
    it.echo('\n$ b');
    it.type('c');
    it.echo('c');
    it.type('d');
    expect(it.line()).toBe('d');
  });

  it('takes keys in the alternate screen for commands until they are echoed', () => {
    const it = trusted();
    it.paper.isAlternate = true;
    it.type('j');
    expect(it.predictor.shown).toBeNull();
    it.echo('');
    it.late();
    it.type('i');
    expect(it.predictor.shown).toBeNull();
    it.echo('');
    it.late();
    it.type('t');
    it.echo('t');
    it.type('u');
    expect(it.line()).toBe('u');
  });
});
