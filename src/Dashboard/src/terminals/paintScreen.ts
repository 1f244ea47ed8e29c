import type { IBufferCell, ITheme, Terminal } from '@xterm/xterm';
import { paletteOf } from './appearance/palette';

/** Sizes of a cell in the units of the drawing, before it is shrunk. */
export const FontSize = 12;
const RowHeight = 14.4;
const Baseline = 11;
/** Rounding between cells would show as lines. */
const Overlap = 0.5;

interface Look {
  ink: string;
  paper: string | null;
  font: string;
  isFaint: boolean;
  isUnderlined: boolean;
  isStruck: boolean;
}

const hex = (colour: number) => `#${colour.toString(16).padStart(6, '0')}`;
const isPlain = (text: string) => text.length === 1 && text > ' ' && text <= '~';
const isSame = (one: Look, other: Look) =>
  one.ink === other.ink &&
  one.paper === other.paper &&
  one.font === other.font &&
  one.isFaint === other.isFaint &&
  one.isUnderlined === other.isUnderlined &&
  one.isStruck === other.isStruck;

function lookOf(cell: IBufferCell, theme: ITheme, colours: string[], family: string): Look {
  const isBold = cell.isBold() !== 0;
  const number = cell.getFgColor();
  let ink = cell.isFgRGB()
    ? hex(number)
    : cell.isFgPalette()
      ? colours[isBold && number < 8 ? number + 8 : number]
      : theme.foreground;
  let paper = cell.isBgRGB()
    ? hex(cell.getBgColor())
    : cell.isBgPalette()
      ? (colours[cell.getBgColor()] ?? null)
      : null;
  if (cell.isInverse()) [ink, paper] = [paper ?? theme.background, ink ?? null];
  return {
    ink: (cell.isInvisible() ? (paper ?? theme.background) : ink) ?? '#808080',
    paper,
    font: `${cell.isItalic() ? 'italic ' : ''}${isBold ? 'bold ' : ''}${FontSize}px ${family}`,
    isFaint: cell.isDim() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
    isStruck: cell.isStrikethrough() !== 0,
  };
}

/**
 * Draws what a terminal shows into a canvas as wide as its parent, without any element per line: a hundred of them cost the page no
 * layout. The text of the screen becomes the canvas' own text, for whoever cannot see it.
 */
export function paintScreen(
  terminal: Terminal,
  canvas: HTMLCanvasElement,
  theme: ITheme,
  family: string,
  showsCursor: boolean,
): void {
  const brush = canvas.getContext('2d');
  const { clientWidth, clientHeight } = canvas.parentElement ?? canvas;
  if (!brush || clientWidth === 0) return;

  brush.font = `${FontSize}px ${family}`;
  const cellWidth = brush.measureText('W').width;
  const density = window.devicePixelRatio || 1;
  const scale = (clientWidth * density) / (cellWidth * terminal.cols);
  canvas.width = Math.round(clientWidth * density);
  canvas.height = Math.round(Math.min(clientHeight * density, terminal.rows * RowHeight * scale));
  canvas.style.width = `${clientWidth}px`;
  canvas.style.height = `${canvas.height / density}px`;
  brush.setTransform(scale, 0, 0, scale, 0, 0);
  brush.fillStyle = theme.background ?? '#000000';
  brush.fillRect(0, 0, cellWidth * terminal.cols, terminal.rows * RowHeight);

  const colours = paletteOf(theme);
  const { active } = terminal.buffer;
  const lines: string[] = [];
  const cell = active.getNullCell();
  for (let row = 0; row < terminal.rows; row++) {
    const line = active.getLine(active.baseY + row);
    if (!line) continue;
    lines.push(line.translateToString(true));
    const top = row * RowHeight;
    let run: { look: Look; from: number; width: number; text: string } | null = null;
    const draw = () => {
      if (!run) return;
      const { look, from, width, text } = run;
      const left = from * cellWidth;
      brush.globalAlpha = 1;
      if (look.paper) {
        brush.fillStyle = look.paper;
        brush.fillRect(left, top, width * cellWidth + Overlap, RowHeight + Overlap);
      }
      brush.globalAlpha = look.isFaint ? 0.5 : 1;
      brush.fillStyle = look.ink;
      if (text.trim() !== '') {
        brush.font = look.font;
        brush.fillText(text, left, top + Baseline);
      }
      if (look.isUnderlined) brush.fillRect(left, top + Baseline + 1.5, width * cellWidth, 0.8);
      if (look.isStruck) brush.fillRect(left, top + Baseline - 3.5, width * cellWidth, 0.8);
      run = null;
    };
    for (let column = 0; column < terminal.cols; column++) {
      const width = line.getCell(column, cell)?.getWidth() ?? 0;
      if (width === 0) continue;
      const text = cell.getChars() || ' ';
      const look = lookOf(cell, theme, colours, family);
      // Only plain letters are surely as wide as their cells; everything else begins anew at its own.
      if (run && isSame(run.look, look) && (text === ' ' || isPlain(text))) {
        run.text += text;
        run.width += width;
      } else {
        draw();
        run = { look, from: column, width, text };
      }
      if (text !== ' ' && !isPlain(text)) draw();
    }
    draw();
  }

  if (showsCursor) {
    brush.globalAlpha = 0.7;
    brush.fillStyle = theme.cursor ?? theme.foreground ?? '#808080';
    brush.fillRect(active.cursorX * cellWidth, active.cursorY * RowHeight, cellWidth, RowHeight);
  }
  canvas.textContent = lines.join('\n').trimEnd();
}
