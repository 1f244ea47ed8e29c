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
  /** What a line editor draws: the whole line, then the cursor. */
  redraw(text: string, column: number) {
    this.#lines[this.#at.line] = text;
    this.move(column);
  }
  row() {
    return this.#text(this.#at.line);
  }
}

const left = '\x1b[D';
const right = '\x1bOC';

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
    /** The line editor has all of it, and shows this line. */
    edit: (text: string, column: number) => {
      predictor.apply((applied = typed), null);
      paper.redraw(text, column);
      predictor.drawn();
    },
    late: () => predictor.check(applied),
    /** The whole line, guesses included, with the cursor as a bar. */
    looks: () => {
      const cells = Array.from({ length: paper.columns }, (_, column) => paper.at(paper.cursor().line, column));
      predictor.shown?.guesses.forEach(({ column, text }) => (cells[column] = text));
      cells.splice((predictor.shown?.cursor ?? paper.cursor()).column, 0, '|');
      return cells.join('').trimEnd();
    },
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

  it('does not guess at the end of a row, or what was pasted', () => {
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

  it('moves and types within what was typed here, and shows it at once', () => {
    const it = trusted();
    it.type('bd');
    it.echo('bd');
    it.type(left);
    expect(it.looks()).toBe('$ ab|d');
    it.type('c');
    expect(it.looks()).toBe('$ abc|d');
    it.type(right);
    expect(it.looks()).toBe('$ abcd|');
    it.edit('$ abd', 4);
    expect(it.looks()).toBe('$ abcd|');
    it.edit('$ abcd', 5);
    it.edit('$ abcd', 6);
    expect(it.predictor.shown).toBeNull();
  });

  it('erases within what was typed here', () => {
    const it = trusted();
    it.type('bxc');
    it.echo('bxc');
    it.type(left);
    it.type('\x7f');
    expect(it.looks()).toBe('$ ab|c');
    it.edit('$ abc', 4);
    expect(it.predictor.shown).toBeNull();
    it.type('d');
    expect(it.looks()).toBe('$ abd|c');
  });

  it('bears that the echo of a change within the line comes in pieces', () => {
    const it = trusted();
    it.type('cd');
    it.echo('cd');
    it.type(left);
    it.type(left);
    it.edit('$ acd', 3);
    it.type('b');
    it.edit('$ abd', 4);
    expect(it.looks()).toBe('$ ab|cd');
    it.edit('$ abcd', 6);
    expect(it.looks()).toBe('$ ab|cd');
    it.edit('$ abcd', 4);
    expect(it.predictor.shown).toBeNull();
  });

  it('takes other text for part of the line only after that came true once', () => {
    const it = make();
    it.paper.redraw('$ recalled', 10);
    it.type(left);
    expect(it.predictor.shown).toBeNull();
    it.edit('$ recalled', 9);
    it.type(left);
    expect(it.looks()).toBe('$ recall|ed');
    it.type('x');
    expect(it.looks()).toBe('$ recall|ed');
    it.edit('$ recallxed', 9);
    expect(it.predictor.shown).toBeNull();
    it.type('y\x7f');
    expect(it.looks()).toBe('$ recallx|ed');
    it.type('z');
    expect(it.looks()).toBe('$ recallxz|ed');
  });

  it('learns that text to the right stays where it is', () => {
    const it = make();
    it.paper.redraw('$           12:00', 2);
    for (const key of 'abc') {
      it.type(key);
      expect(it.predictor.shown).toBeNull();
      it.edit(`$ ${'abc'.slice(0, 'abc'.indexOf(key) + 1)}`.padEnd(12) + '12:00', 'abc'.indexOf(key) + 3);
      it.late();
    }
  });

  it('stops at the begin of the line, where the cursor stays', () => {
    const it = trusted();
    it.type(left);
    it.type(left);
    expect(it.looks()).toBe('$ |a');
    it.edit('$ a', 2);
    it.late();
    expect(it.looks()).toBe('$ |a');
    it.type('x');
    expect(it.predictor.shown).toBeNull();
  });

  it('does not move over characters of two places, nor beyond the text', () => {
    const it = trusted();
    it.type(right);
    expect(it.predictor.shown).toBeNull();

    const wide = trusted();
    wide.paper.redraw('$ 日', 4);
    wide.type(left);
    wide.edit('$ 日', 2);
    wide.type('a');
    expect(wide.predictor.shown).toBeNull();
  });

  it('shows nothing of a hidden line however it is edited', () => {
    const it = trusted();
    it.type('\r');
    it.echo('\nPassword: ');
    for (const keys of ['s', left, 'e', '\x7f', right, 'b\x7f', 'c']) {
      it.type(keys);
      expect(it.predictor.shown).toBeNull();
      it.echo('');
      it.late();
      expect(it.predictor.shown).toBeNull();
    }
  });

  it('does not take a space that only moved the cursor for an echo', () => {
    const it = trusted();
    it.paper.isAlternate = true;
    it.type(' ');
    it.paper.move(4);
    it.echo('');
    it.type('x');
    expect(it.predictor.shown).toBeNull();
  });

  it('knows no line any more once the cursor is on another', () => {
    const it = trusted();
    it.type('bc\r');
    it.echo('bc\n$ ');
    expect(it.predictor.shown).toBeNull();
    it.late();
    expect(it.predictor.shown).toBeNull();
  });
});
