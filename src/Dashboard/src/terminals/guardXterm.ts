/** As in the model. */
const MostRepetitions = 0xffff;

interface Params {
  params: number[];
}

interface Pen {
  extended: { clone(): Pen['extended'] };
}

/** What is used of the inside of xterm.js 6.0. */
interface Handler {
  _activeBuffer: { x: number; y: number; savedCurAttrData: Pen };
  _curAttrData: Pen;
  _restrictCursor(): void;
  _moveCursor(x: number, y: number): void;
  cursorCharAbsolute(params: Params): boolean;
  charPosAbsolute(params: Params): boolean;
  saveCursor(params?: Params): boolean;
  restoreCursor(params?: Params): boolean;
  softReset(params: Params): boolean;
}

interface Core {
  _inputHandler: Handler;
  coreService: { isCursorHidden: boolean };
  registerCsiHandler(id: { prefix?: string; final: string }, handler: (params: Params) => boolean): void;
  registerEscHandler(id: { final: string }, handler: () => boolean): void;
}

interface Guarded {
  readonly buffer: { readonly active: { readonly cursorX: number; readonly cursorY: number; readonly baseY: number } };
  readonly rows: number;
  readonly cols: number;
  readonly options: { convertEol?: boolean };
}

/**
 * Mends what xterm.js 6.0 does wrong, so that a page that stayed shows what a page shows that was loaded anew from our own
 * model of the screen. The tests of that model compare both, with this in place.
 */
export function guardXterm(terminal: Guarded): void {
  const core = (terminal as unknown as { _core: Core })._core;
  const handler = core._inputHandler;

  // ED 1 (erase all before the cursor) in the lower right corner above which nothing has scrolled throws, and nothing is drawn
  // any more from then on. There it means ED 2 (erase everything).
  for (const prefix of ['', '?']) {
    core.registerCsiHandler({ ...(prefix && { prefix }), final: 'J' }, ({ params }) => {
      const { cursorX, cursorY, baseY } = terminal.buffer.active;
      if (params[0] === 1 && baseY === 0 && cursorY === terminal.rows - 1 && cursorX >= terminal.cols - 1)
        params[0] = 2;
      return false;
    });
  }

  // These do their work as often as they are told, if it takes minutes of the page's only thread; a repetition of that length
  // throws. More than fills the screen changes nothing.
  const most = { L: 'rows', M: 'rows', S: 'rows', T: 'rows', I: 'cols', Z: 'cols' } as const;
  for (const [final, limit] of Object.entries(most)) {
    core.registerCsiHandler({ final }, ({ params }) => {
      params[0] = Math.min(params[0] ?? 0, terminal[limit]);
      return false;
    });
  }
  core.registerCsiHandler({ final: 'b' }, ({ params }) => {
    params[0] = Math.min(params[0] ?? 0, MostRepetitions);
    return false;
  });

  // Relative movements, and those to a column, count from the top margin twice in origin mode.
  handler._moveCursor = (x, y) => {
    handler._restrictCursor();
    handler._activeBuffer.x += x;
    handler._activeBuffer.y += y;
    handler._restrictCursor();
  };
  const toColumn = ({ params }: Params) => {
    handler._restrictCursor();
    handler._activeBuffer.x = (params[0] || 1) - 1;
    handler._restrictCursor();
    return true;
  };
  handler.cursorCharAbsolute = toColumn;
  handler.charPosAbsolute = toColumn;

  // A saved cursor keeps whether text is underlined, but not how, and forgets its hyperlink.
  const saveCursor = handler.saveCursor.bind(handler);
  const restoreCursor = handler.restoreCursor.bind(handler);
  const softReset = handler.softReset.bind(handler);
  const saved = () => handler._activeBuffer.savedCurAttrData;
  const keep = () => (saved().extended = handler._curAttrData.extended.clone());
  handler.saveCursor = (params) => {
    keep();
    return saveCursor(params);
  };
  handler.restoreCursor = (params) => {
    handler._curAttrData.extended = saved().extended.clone();
    return restoreCursor(params);
  };
  handler.softReset = (params) => {
    softReset(params);
    keep();
    return true;
  };

  // A full reset leaves the cursor hidden and every line feed a new line.
  core.registerEscHandler({ final: 'c' }, () => {
    core.coreService.isCursorHidden = false;
    terminal.options.convertEol = false;
    return false;
  });
}
