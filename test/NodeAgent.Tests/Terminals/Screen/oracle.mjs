// A terminal to compare with: reads one JSON request a line and answers with what xterm.js shows after it.
//   {columns, rows, scrollback, steps: [{write: base64} | {resize: [columns, rows]}]}  ->  {x, y, alternate, lines, wrapped, above, modes, title, answers}
// Called with the folder of node modules that holds @xterm/headless and @xterm/addon-unicode11; what the dashboard mends of xterm.js is mended here too.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(process.argv[2] + '/');
const { Terminal } = require('@xterm/headless');
const { Unicode11Addon } = require('@xterm/addon-unicode11');
const { guardXterm } = dashboard('guardXterm.ts');

// A module of the dashboard, as the browser runs it.
function dashboard(file) {
  const typescript = require('typescript');
  const source = readFileSync(join(process.argv[2], '..', 'src', 'terminals', file), 'utf8');
  const module = { exports: {} };
  new Function('module', 'exports', typescript.transpile(source, { module: 'commonjs', target: 'es2022' }))(module, module.exports);
  return module.exports;
}

const colors = { 0: 0, 0x1000000: 1, 0x2000000: 3, 0x3000000: 2 };

function color(mode, value) {
  return colors[mode] === 0 ? '0' : `${colors[mode]}.${value}`;
}

// Style and colour of the underline and the hyperlink, nothing for a cell that has none of them. A link counts as underlined in xterm.js; only what the program asked for is told here.
function beyond(cell, links) {
  const own = cell.hasExtendedAttrs() ? (cell.extended._ext >>> 26) & 7 : cell.isUnderline() ? 1 : 0;
  const line = own === 0 && cell.hasExtendedAttrs() && cell.extended.urlId === 0 && cell.isUnderline() ? 1 : own;
  const raw = cell.hasExtendedAttrs() ? cell.extended._ext & 0x3ffffff : 0;
  const link = cell.hasExtendedAttrs() && cell.extended.urlId ? links.getLinkData(cell.extended.urlId) : null;
  const tint = raw === 0x3ffffff || line === 0 ? '0' : color(raw & 0x3000000, raw & 0xffffff);
  const guarded = cell.isProtected() ? 'guarded' : '';
  const text = `${line}|${tint}|${guarded}|${link ? `${link.id ?? ''};${link.uri}` : ''}`;
  return { line, text: text === '0|0||' || text === '1|0||' ? '' : `|${text}` };
}

function describe(cell, links) {
  const chars = cell.getChars();
  const more = beyond(cell, links);
  const flags = [
    cell.isBold(), cell.isDim(), cell.isItalic(), cell.isBlink(), cell.isInverse(), cell.isInvisible(), cell.isStrikethrough(), cell.isOverline(), more.line > 0,
  ].map((on) => (on ? '1' : '0')).join('');
  const background = color(cell.getBgColorMode(), cell.getBgColor());
  if (chars === '' && cell.getWidth() === 1) {
    return `|${background}`;
  }
  return `${chars}|${cell.getWidth()}|${color(cell.getFgColorMode(), cell.getFgColor())}|${background}|${flags}${more.text}`;
}

function lineOf(line, columns, links) {
  const cells = [];
  for (let x = 0; x < columns; x++) {
    cells.push(describe(line.getCell(x), links));
  }
  while (cells.length > 0 && cells.at(-1) === '|0') {
    cells.pop();
  }
  return cells;
}

function screenOf(terminal, title, answers) {
  const buffer = terminal.buffer.active;
  const lines = [];
  const wrapped = [];
  for (let y = 0; y < terminal.rows; y++) {
    const line = buffer.getLine(buffer.baseY + y);
    lines.push(lineOf(line, terminal.cols, terminal._core._oscLinkService));
    wrapped.push(line.isWrapped);
  }
  const above = [];
  for (let y = 0; y < buffer.baseY; y++) {
    above.push(buffer.getLine(y).translateToString(true));
  }
  // A mark that stands alone behind the last column moves its cursor out of the screen.
  return { x: Math.min(buffer.cursorX, terminal.cols), y: buffer.cursorY, alternate: buffer.type === 'alternate', lines, wrapped, above, modes: modesOf(terminal), title, answers };
}

// The public ones and those that decide how the cursor looks and how the mouse is told.
function modesOf(terminal) {
  const { coreService, coreMouseService } = terminal._core;
  const { cursorStyle, cursorBlink } = coreService.decPrivateModes;
  return {
    ...terminal.modes,
    cursor: `${cursorStyle ?? 'default'}${cursorBlink === undefined ? '' : cursorBlink ? ' blinking' : ' steady'}${coreService.isCursorHidden ? ' hidden' : ''}`,
    mouseEncoding: coreMouseService.activeEncoding,
    blink: terminal.options.cursorBlink,
    newLine: terminal.options.convertEol,
  };
}

async function answer({ columns, rows, scrollback, steps }) {
  const terminal = new Terminal({ cols: columns, rows, scrollback, allowProposedApi: true });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  guardXterm(terminal);
  let title = '';
  terminal.onTitleChange((text) => { title = text; });
  let answers = '';
  terminal.onData((text) => { answers += text; });
  for (const step of steps) {
    if (step.resize) {
      terminal.resize(...step.resize);
    } else {
      await new Promise((done) => terminal.write(Buffer.from(step.write, 'base64'), done));
    }
  }
  const screen = screenOf(terminal, title, answers);
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

// What a terminal throws while it draws: told with the answer, because it draws nothing any more.
function failure() {
  return new Promise((tell) => {
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', (error) => tell({ error: error.message }));
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(JSON.stringify(request.widths ? widths() : await Promise.race([answer(request), failure()])) + '\n');
}
