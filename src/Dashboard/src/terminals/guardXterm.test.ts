import { Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { guardXterm } from './guardXterm';

const drawn = (terminal: Terminal, text: string) => new Promise<void>((done) => terminal.write(text, done));
const lineOf = (terminal: Terminal, row: number) => terminal.buffer.active.getLine(row)?.translateToString(true);

test.each(['\x1b[1J', '\x1b[?1J'])('a terminal goes on after %j in the lower right corner', async (erase) => {
  const terminal = new Terminal({ cols: 20, rows: 5, allowProposedApi: true });
  guardXterm(terminal);

  await drawn(terminal, `abc\x1b[99;99H${erase}`);
  expect(lineOf(terminal, 0)).toBe('');
  await drawn(terminal, '\x1b[Hstill here');

  expect(lineOf(terminal, 0)).toBe('still here');
});

test('elsewhere it erases what is before the cursor, and nothing else', async () => {
  const terminal = new Terminal({ cols: 20, rows: 5, allowProposedApi: true });
  guardXterm(terminal);

  await drawn(terminal, 'one\r\ntwo\r\nthree\x1b[2;2H\x1b[1J');

  expect([0, 1, 2].map((row) => lineOf(terminal, row))).toEqual(['', '  o', 'three']);
});

test('movements in origin mode count from the margin once', async () => {
  const terminal = new Terminal({ cols: 20, rows: 8, allowProposedApi: true });
  guardXterm(terminal);

  await drawn(terminal, '\x1b[3;7r\x1b[?6h\x1b[2;2Ha\x1b[Bb\x1b[3Gc\x1b[Ad');

  expect([3, 4].map((row) => lineOf(terminal, row))).toEqual([' a d', '  c']);
});

test('a full reset shows the cursor and ends new line mode', async () => {
  const terminal = new Terminal({ cols: 20, rows: 8, allowProposedApi: true });
  guardXterm(terminal);

  await drawn(terminal, '\x1b[20h\x1bcab\ncd');

  expect(lineOf(terminal, 1)).toBe('  cd');
});

test.each(['L', 'M', 'S', 'T', 'I', 'Z', 'b'])('%s with the largest number there is takes no time', async (final) => {
  const terminal = new Terminal({ cols: 20, rows: 8, allowProposedApi: true });
  guardXterm(terminal);

  await drawn(terminal, `x\x1b[2147483647${final}\x1b[Hstill here`);

  expect(lineOf(terminal, terminal.buffer.active.baseY)).toMatch(/^still here/);
});
