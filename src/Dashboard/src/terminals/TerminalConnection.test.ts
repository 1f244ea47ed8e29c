// Long file: one class, tested message by message against one fake socket.
import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/problem';
import { ManualTimers, settle } from '../testing/ManualTimers';
import { HiddenLimit } from './OutputMeter';
import type { ConnectionState, Screen, ServerFrame, Size, SocketEvents } from './protocol';
import { AttachLimit, PingInterval, PongLimit, TerminalConnection } from './TerminalConnection';

const bytes = (text: string) => new TextEncoder().encode(text);

class FakeSocket {
  readonly sent: (string | Uint8Array)[] = [];
  closed = false;
  readonly url: string;
  readonly events: SocketEvents;
  constructor(url: string, events: SocketEvents) {
    this.url = url;
    this.events = events;
  }
  send(data: string | Uint8Array) {
    this.sent.push(data);
  }
  close() {
    this.closed = true;
  }
  say(frame: ServerFrame) {
    this.events.text(JSON.stringify(frame));
  }
  attach(offset: number, inputOffset: number, role: 'type' | 'watch' = 'type') {
    this.say({ type: 'attached', terminalId: 't', offset, columns: 80, rows: 24, role, inputOffset });
  }
  /** Input frames as [offset, text]. */
  get input() {
    return this.sent.flatMap((frame) =>
      typeof frame === 'string'
        ? []
        : [[Number(new DataView(frame.buffer).getBigUint64(0)), new TextDecoder().decode(frame.subarray(8))] as const],
    );
  }
  get control() {
    return this.#frames.filter((frame) => frame.type !== 'theme');
  }

  get themes() {
    return this.#frames.filter((frame) => frame.type === 'theme');
  }

  get #frames() {
    return this.sent.flatMap((frame) =>
      typeof frame === 'string' ? [JSON.parse(frame) as Record<string, unknown>] : [],
    );
  }
}

class FakeScreen implements Screen {
  text = '';
  readonly log: string[] = [];
  readonly undrawn: (() => void)[] = [];
  slow = false;
  write(data: Uint8Array, drawn: () => void) {
    this.text += new TextDecoder().decode(data);
    if (this.slow) this.undrawn.push(drawn);
    else drawn();
  }
  reset() {
    this.log.push('reset');
  }
  prepare(size: Size, keepLines: boolean) {
    this.log.push(`${keepLines ? 'page' : 'clear'} ${size.columns}x${size.rows}`);
  }
  resized(size: Size) {
    this.log.push(`${size.columns}x${size.rows}`);
  }
}

function make(
  ticket: () => Promise<{ url: string }> = () => Promise.resolve({ url: '/ws/terminal?ticket=x' }),
  inputStream?: string,
  hidden = () => false,
) {
  const timers = new ManualTimers();
  const screen = new FakeScreen();
  const sockets: FakeSocket[] = [];
  const states: ConnectionState[] = [];
  const skipped: number[] = [];
  const titles: string[] = [];
  const connection = new TerminalConnection({
    ticket,
    timers,
    screen,
    hidden,
    ...(inputStream ? { inputStream } : {}),
    socket: (url, events) => {
      const socket = new FakeSocket(url, events);
      sockets.push(socket);
      return socket;
    },
    onState: (state) => states.push(state),
    onSkipped: (count) => skipped.push(count),
    onTitle: (title, directory) => titles.push(`${title} in ${directory}`),
    theme: () => ({ foreground: 'ffffff', background: '000000' }),
  });
  const last = () => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('no socket yet');
    return socket;
  };
  const connect = async () => {
    connection.connect();
    await settle();
    return last();
  };
  const reconnect = async () => {
    const count = sockets.length;
    timers.advance(20_000);
    await settle();
    expect(sockets.length).toBe(count + 1);
    return last();
  };
  return { timers, screen, sockets, states, skipped, titles, connection, connect, reconnect, last };
}

describe('TerminalConnection', () => {
  it('asks for everything at first and clears the screen before the replay', async () => {
    const { connect, screen, connection } = make();
    const socket = await connect();
    expect(socket.url).toBe('/ws/terminal?ticket=x');
    socket.attach(4096, 0);
    socket.events.binary(bytes('hello'));
    expect(screen.log).toEqual(['reset']);
    expect(screen.text).toBe('hello');
    expect(connection.state).toEqual({ kind: 'open', role: 'type' });
  });

  it('resumes after the last byte received, without clearing the screen', async () => {
    const { connect, reconnect, screen } = make();
    const first = await connect();
    first.attach(100, 0);
    first.events.binary(bytes('abcde'));
    first.events.closed();
    const second = await reconnect();
    expect(second.url).toBe('/ws/terminal?ticket=x&resume=105');
    second.attach(105, 0);
    second.events.binary(bytes('fgh'));
    expect(screen.text).toBe('abcdefgh');
    expect(screen.log).toEqual(['reset']);
  });

  it('drops what it has already when the server begins earlier, even in the middle of a frame', async () => {
    const { connect, reconnect, screen } = make();
    const first = await connect();
    first.attach(0, 0);
    first.events.binary(bytes('abcde'));
    first.events.closed();
    const second = await reconnect();
    second.attach(2, 0);
    second.events.binary(bytes('c'));
    second.events.binary(bytes('defg'));
    second.events.binary(bytes('h'));
    expect(screen.text).toBe('abcdefgh');
  });

  it('shows what the terminal looks like and goes on behind it when output was skipped', async () => {
    const { connect, reconnect, screen, skipped } = make();
    const first = await connect();
    first.attach(0, 0);
    first.events.binary(bytes('ab'));
    first.say({ type: 'gap', from: 2, to: 50 });
    first.say({ type: 'snapshot', offset: 50, length: 6, columns: 90, rows: 30, scrollback: false });
    first.events.binary(bytes('scr'));
    first.events.binary(bytes('een'));
    first.events.binary(bytes('xy'));
    expect(screen.text).toBe('abscreenxy');
    expect(screen.log).toEqual(['reset', 'page 90x30']);
    expect(skipped).toEqual([48]);
    first.events.closed();
    expect((await reconnect()).url).toContain('resume=52');
  });

  it('begins with a snapshot, which does not count as output', async () => {
    const { connect, reconnect, screen, titles } = make();
    const first = await connect();
    first.attach(700, 0);
    first.say({ type: 'title', title: 'vim', directory: '/srv' });
    first.say({ type: 'snapshot', offset: 700, length: 4, columns: 80, rows: 24, scrollback: true });
    first.events.binary(bytes('text'));
    first.events.binary(bytes('more'));
    expect(screen.text).toBe('textmore');
    expect(screen.log).toEqual(['reset', 'clear 80x24']);
    expect(titles).toEqual(['vim in /srv']);
    expect(first.themes).toEqual([{ type: 'theme', foreground: 'ffffff', background: '000000' }]);
    first.events.closed();
    expect((await reconnect()).url).toContain('resume=704');
  });

  it('begins anew when the connection broke in the middle of a snapshot', async () => {
    const { connect, reconnect, screen } = make();
    const first = await connect();
    first.attach(10, 0);
    first.say({ type: 'snapshot', offset: 10, length: 400, columns: 80, rows: 24, scrollback: true });
    first.events.binary(bytes('half'));
    first.events.closed();
    const second = await reconnect();
    expect(second.url).not.toContain('resume');
    second.attach(20, 0);
    second.say({ type: 'snapshot', offset: 20, length: 5, columns: 80, rows: 24, scrollback: true });
    second.events.binary(bytes('whole'));
    expect(screen.log).toEqual(['reset', 'clear 80x24', 'reset', 'clear 80x24']);
    second.events.closed();
    expect((await reconnect()).url).toContain('resume=20');
  });

  it('numbers input, and sends again only what was not acknowledged', async () => {
    const { connect, reconnect, connection } = make();
    const first = await connect();
    first.attach(0, 7);
    connection.type(bytes('ls'));
    connection.type(bytes(' -l'));
    expect(first.input).toEqual([
      [7, 'ls'],
      [9, ' -l'],
    ]);
    first.say({ type: 'ack', input: 9 });
    expect(connection.pendingInput.length).toBe(3);
    first.events.closed();
    const second = await reconnect();
    second.attach(0, 9);
    expect(second.input).toEqual([[9, ' -l']]);
  });

  it('does not repeat input that was applied although its acknowledgement was lost', async () => {
    const { connect, reconnect, connection } = make();
    const first = await connect();
    first.attach(0, 0);
    connection.type(bytes('rm x\r'));
    first.events.closed();
    const second = await reconnect();
    second.attach(0, 5);
    expect(second.input).toEqual([]);
    expect(connection.pendingInput.length).toBe(0);
    connection.type(bytes('q'));
    expect(second.input).toEqual([[5, 'q']]);
  });

  it('keeps what is typed before and between connections', async () => {
    const { connect, reconnect, connection } = make();
    const first = await connect();
    expect(connection.type(bytes('a'))).toBe(true);
    first.attach(0, 100);
    expect(first.input).toEqual([[100, 'a']]);
    first.say({ type: 'ack', input: 101 });
    first.events.closed();
    connection.type(bytes('b'));
    connection.type(bytes('c'));
    const second = await reconnect();
    expect(second.input).toEqual([]);
    second.attach(0, 101);
    expect(second.input).toEqual([[101, 'bc']]);
  });

  it('types into a numbering of its own, from where the server says that it stands', async () => {
    const { connect, reconnect, connection } = make(undefined, 'tab-1');
    const first = await connect();
    connection.type(bytes('a'));
    first.attach(0, 900);
    expect(first.control).toEqual([{ type: 'input', stream: 'tab-1' }]);
    expect(first.input).toEqual([]);
    first.say({ type: 'ack', input: 4, stream: 'tab-1' });
    expect(first.input).toEqual([[4, 'a']]);
    first.events.closed();
    const second = await reconnect();
    second.attach(0, 950);
    second.say({ type: 'ack', input: 5, stream: 'tab-1' });
    expect(second.input).toEqual([]);
    connection.type(bytes('b'));
    expect(second.input).toEqual([[5, 'b']]);
  });

  it('clears the screen when the server says that this is another life of the terminal', async () => {
    const { connect, reconnect, screen } = make();
    const first = await connect();
    first.attach(500, 0);
    first.events.binary(bytes('old'));
    first.events.closed();
    const second = await reconnect();
    second.attach(503, 0);
    second.say({ type: 'gap', from: 503, to: 10 });
    second.events.binary(bytes('new'));
    expect(screen.log).toEqual(['reset']);
    expect(screen.text).toBe('oldnew');
    second.events.closed();
    expect((await reconnect()).url).toContain('resume=13');
  });

  it('refuses input that it cannot keep, and all input of a watcher', async () => {
    const { connect, connection } = make();
    const socket = await connect();
    expect(connection.type(new Uint8Array(2 << 20))).toBe(false);
    socket.attach(0, 0, 'watch');
    expect(connection.type(bytes('x'))).toBe(false);
    expect(socket.input).toEqual([]);
  });

  it('acknowledges what is drawn after 100 ms, and at once from 64 KiB', async () => {
    const { connect, timers } = make();
    const socket = await connect();
    socket.attach(10, 0);
    socket.events.binary(bytes('abc'));
    expect(socket.control).toEqual([]);
    timers.advance(100);
    expect(socket.control).toEqual([{ type: 'ack', output: 13 }]);
    socket.events.binary(new Uint8Array(64 * 1024));
    expect(socket.control.at(-1)).toEqual({ type: 'ack', output: 13 + 64 * 1024 });
  });

  it('holds acknowledgements while the screen is behind, and gives them when it has caught up', async () => {
    const { connect, timers, screen } = make();
    screen.slow = true;
    const socket = await connect();
    socket.attach(0, 0);
    socket.events.binary(new Uint8Array(70_000));
    socket.events.binary(new Uint8Array(40_000));
    screen.undrawn.shift()?.();
    timers.advance(200);
    expect(socket.control).toEqual([]);
    screen.undrawn.shift()?.();
    expect(socket.control).toEqual([{ type: 'ack', output: 110_000 }]);
  });

  it('sends its size when it differs, and only changes afterwards', async () => {
    const { connect, connection, screen } = make();
    connection.resize({ columns: 80, rows: 24 });
    const socket = await connect();
    socket.attach(0, 0);
    expect(socket.control).toEqual([]);
    connection.resize({ columns: 100, rows: 30 });
    connection.resize({ columns: 100, rows: 30 });
    expect(socket.control).toEqual([{ type: 'resize', columns: 100, rows: 30 }]);
    socket.say({ type: 'resized', columns: 90, rows: 20 });
    expect(screen.log).toContain('90x20');
  });

  it('ends with the exit code and never connects again by itself or when asked', async () => {
    const { connect, connection, timers, sockets } = make();
    const socket = await connect();
    socket.attach(0, 0);
    socket.say({ type: 'exit', code: 3 });
    socket.events.closed();
    expect(connection.state).toEqual({ kind: 'exited', code: 3 });
    timers.advance(60_000);
    connection.connect();
    await settle();
    expect(sockets).toHaveLength(1);
    expect(connection.type(bytes('x'))).toBe(false);
    expect(timers.pending).toBe(0);
  });

  it('waits longer with every failed try, up to 15 s, and starts anew after a success', async () => {
    const { connect, timers, states, last } = make();
    await connect();
    for (let attempt = 0; attempt < 7; attempt++) {
      last().events.closed();
      const state = states.at(-1);
      timers.advance(state?.kind === 'waiting' ? state.delay : 0);
      await settle();
    }
    const delays = () => states.flatMap((state) => (state.kind === 'waiting' ? [state.delay] : []));
    expect(delays()).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
    last().attach(0, 0);
    last().events.closed();
    expect(delays().at(-1)).toBe(500);
  });

  it('tries at once when asked to', async () => {
    const { connect, connection, sockets } = make();
    (await connect()).events.closed();
    connection.connect();
    await settle();
    expect(sockets).toHaveLength(2);
  });

  it('takes a terminal that is gone as the end, and an unreachable server as a reason to wait', async () => {
    const gone = make(() => Promise.reject(new ApiError({ status: 404, code: 'terminal_not_found', detail: 'Gone.' })));
    gone.connection.connect();
    await settle();
    expect(gone.connection.state).toEqual({ kind: 'lost', code: 'terminal_not_found', message: 'Gone.' });
    expect(gone.timers.pending).toBe(0);

    const away = make(() => Promise.reject(new ApiError({ status: 0, code: 'server_unreachable' })));
    away.connection.connect();
    await settle();
    expect(away.connection.state.kind).toBe('waiting');
  });

  it('tells a passing error of the server from a final one', async () => {
    const passing = make();
    (await passing.connect()).say({ type: 'error', code: 'node_offline', message: 'The node went away.' });
    expect(passing.connection.state.kind).toBe('waiting');
    const final = make();
    (await final.connect()).say({ type: 'error', code: 'forbidden', message: 'No.' });
    expect(final.connection.state).toEqual({ kind: 'lost', code: 'forbidden', message: 'No.' });
  });

  it.each(['terminal_input_gap', 'terminal_input_full', 'slow_consumer'])(
    'connects again after %s, and sends again what was not taken',
    async (code) => {
      const { connect, reconnect, connection } = make();
      const first = await connect();
      first.attach(0, 0);
      connection.type(bytes('abc'));
      first.say({ type: 'error', code, message: 'Connect again.' });
      expect(connection.state.kind).toBe('waiting');
      expect(first.closed).toBe(true);
      const second = await reconnect();
      second.attach(0, 1);
      expect(second.input).toEqual([[1, 'bc']]);
    },
  );

  it.each(['terminal_read_only', 'invalid_request'])('goes on after %s', async (code) => {
    const { connect, connection, screen } = make();
    const socket = await connect();
    socket.attach(0, 0);
    socket.say({ type: 'error', code, message: 'Not so.' });
    socket.events.binary(bytes('on'));
    expect(connection.state).toEqual({ kind: 'open', role: 'type' });
    expect(socket.closed).toBe(false);
    expect(screen.text).toBe('on');
  });

  it('goes on from an acknowledgement above what it sent, when the same person typed elsewhere', async () => {
    const { connect, connection } = make();
    const socket = await connect();
    socket.attach(0, 0);
    connection.type(bytes('ab'));
    socket.say({ type: 'ack', input: 10 });
    expect(connection.pendingInput.length).toBe(0);
    connection.type(bytes('c'));
    expect(socket.input).toEqual([
      [0, 'ab'],
      [10, 'c'],
    ]);
  });

  it('acknowledges without a timer while the page is hidden, even before the screen has drawn', async () => {
    const { connect, screen } = make(undefined, undefined, () => true);
    screen.slow = true;
    const socket = await connect();
    socket.attach(0, 0);
    socket.events.binary(bytes('abc'));
    expect(socket.control).toEqual([{ type: 'ack', output: 3 }]);
    socket.events.binary(new Uint8Array(HiddenLimit));
    expect(socket.control).toHaveLength(1);
    screen.undrawn.splice(0).forEach((drawn) => drawn());
    expect(socket.control.at(-1)).toEqual({ type: 'ack', output: 3 + HiddenLimit });
  });

  it('notices a connection that is dead without saying so', async () => {
    const { connect, connection, timers } = make();
    const socket = await connect();
    socket.attach(0, 0);
    timers.advance(PingInterval);
    expect(socket.control).toEqual([{ type: 'ping' }]);
    socket.say({ type: 'pong' });
    timers.advance(PingInterval + PongLimit - 1);
    expect(connection.state.kind).toBe('open');
    timers.advance(1);
    expect(connection.state.kind).toBe('waiting');
    expect(socket.closed).toBe(true);
  });

  it('gives up a try that is never answered', async () => {
    const { connect, connection, timers } = make();
    const socket = await connect();
    timers.advance(AttachLimit);
    expect(connection.state.kind).toBe('waiting');
    expect(socket.closed).toBe(true);
  });

  it('ignores what a former connection still delivers', async () => {
    const { connect, reconnect, screen } = make();
    const first = await connect();
    first.attach(0, 0);
    first.events.closed();
    const second = await reconnect();
    second.attach(0, 0);
    first.events.binary(bytes('late'));
    first.events.closed();
    second.events.binary(bytes('now'));
    expect(screen.text).toBe('now');
  });

  it('leaves nothing behind when it is closed', async () => {
    const { connect, connection, timers, sockets, states } = make();
    const socket = await connect();
    socket.attach(0, 0);
    connection.close();
    const count = states.length;
    timers.advance(60_000);
    connection.connect();
    await settle();
    expect([socket.closed, sockets.length, states.length, timers.pending]).toEqual([true, 1, count, 0]);
  });
});
