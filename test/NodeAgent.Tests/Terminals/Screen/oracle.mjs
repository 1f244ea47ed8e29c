// A terminal to compare with: reads one JSON request a line and answers with what xterm.js shows after it.
//   {columns, rows, scrollback, steps: [{write: base64} | {resize: [columns, rows]}]}  ->  {x, y, base, alternate, lines, wrapped, modes, title}
// Called with the folder of node modules that holds @xterm/headless and @xterm/addon-unicode11.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(process.argv[2] + '/');
const { Terminal } = require('@xterm/headless');
const { Unicode11Addon } = require('@xterm/addon-unicode11');

const colors = { 0: 0, 0x1000000: 1, 0x2000000: 3, 0x3000000: 2 };

function color(mode, value) {
  return colors[mode] === 0 ? '0' : `${colors[mode]}.${value}`;
}

function describe(cell) {
  const chars = cell.getChars();
  const flags = [
    cell.isBold(), cell.isDim(), cell.isItalic(), cell.isBlink(), cell.isInverse(), cell.isInvisible(), cell.isStrikethrough(), cell.isOverline(), cell.isUnderline(),
  ].map((on) => (on ? '1' : '0')).join('');
  const background = color(cell.getBgColorMode(), cell.getBgColor());
  if (chars === '' && cell.getWidth() === 1) {
    return `|${background}`;
  }
  return `${chars}|${cell.getWidth()}|${color(cell.getFgColorMode(), cell.getFgColor())}|${background}|${flags}`;
}

function lineOf(line, columns) {
  const cells = [];
  for (let x = 0; x < columns; x++) {
    cells.push(describe(line.getCell(x)));
  }
  while (cells.length > 0 && cells.at(-1) === '|0') {
    cells.pop();
  }
  return cells;
}

function screenOf(terminal, title) {
  const buffer = terminal.buffer.active;
  const lines = [];
  const wrapped = [];
  for (let y = 0; y < terminal.rows; y++) {
    const line = buffer.getLine(buffer.baseY + y);
    lines.push(lineOf(line, terminal.cols));
    wrapped.push(line.isWrapped);
  }
  const above = [];
  for (let y = 0; y < buffer.baseY; y++) {
    above.push(buffer.getLine(y).translateToString(true));
  }
  // A mark that stands alone behind the last column moves its cursor out of the screen.
  return { x: Math.min(buffer.cursorX, terminal.cols), y: buffer.cursorY, alternate: buffer.type === 'alternate', lines, wrapped, above, modes: terminal.modes, title };
}

async function answer({ columns, rows, scrollback, steps }) {
  const terminal = new Terminal({ cols: columns, rows, scrollback, allowProposedApi: true });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  let title = '';
  terminal.onTitleChange((text) => { title = text; });
  for (const step of steps) {
    if (step.resize) {
      terminal.resize(...step.resize);
    } else {
      await new Promise((done) => terminal.write(Buffer.from(step.write, 'base64'), done));
    }
  }
  const screen = screenOf(terminal, title);
  terminal.dispose();
  return screen;
}

function widths() {
  const terminal = new Terminal({ allowProposedApi: true });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  const found = [];
  for (let scalar = 0xa0; scalar < 0x110000; scalar++) {
    found.push(terminal._core.unicodeService.wcwidth(scalar));
  }
  return { widths: found.join('') };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(JSON.stringify(request.widths ? widths() : await answer(request)) + '\n');
}
