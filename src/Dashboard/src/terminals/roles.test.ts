import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/problem';
import { ManualTimers, settle } from '../testing/ManualTimers';
import type { ConnectionState, Role, RoleChange, ServerFrame, SocketEvents } from './protocol';
import { AttachLimit, DoubtLimit, TerminalConnection } from './TerminalConnection';

const bytes = (text: string) => new TextEncoder().encode(text);

function make(refused: Role[] = [], role?: Role) {
  const timers = new ManualTimers();
  const states: ConnectionState[] = [];
  const asked: Role[] = [];
  const changes: RoleChange[] = [];
  const counts: [number, number, number | null][] = [];
  const sent: (string | Uint8Array)[] = [];
  let events: SocketEvents | undefined;
  let now = 0;
  const connection = new TerminalConnection({
    ticket: (wanted) => {
      asked.push(wanted);
      return refused.includes(wanted)
        ? Promise.reject(new ApiError({ status: 403, code: 'forbidden', title: 'No', detail: 'No.' }))
        : Promise.resolve({ url: '/ws/terminal?ticket=x' });
    },
    ...(role ? { role } : {}),
    inputStream: 'mine',
    timers,
    screen: {
      write: (_, drawn) => drawn(),
      reset: () => undefined,
      prepare: () => undefined,
      resized: () => undefined,
    },
    socket: (_, given) => {
      events = given;
      return { send: (data) => sent.push(data), close: () => undefined };
    },
    now: () => now,
    onState: (state) => states.push(state),
    onRole: (change) => changes.push(change),
    onInput: (...count) => counts.push(count),
  });
  return {
    connection,
    asked,
    changes,
    counts,
    timers,
    state: () => connection.state,
    say: (frame: ServerFrame) => events?.text(JSON.stringify(frame)),
    typed: () =>
      sent
        .flatMap((frame) => (typeof frame === 'string' ? [] : [new TextDecoder().decode(frame.subarray(8))]))
        .join(''),
    pass: (milliseconds: number) => (now += milliseconds),
    attach: async (given: 'type' | 'watch' = 'type') => {
      connection.connect();
      await settle();
      events?.text(
        JSON.stringify({
          type: 'attached',
          terminalId: 't',
          offset: 0,
          columns: 80,
          rows: 24,
          role: given,
          inputOffset: 0,
        }),
      );
      if (given === 'type') events?.text('{"type":"ack","input":0,"stream":"mine"}');
    },
    lose: () => events?.closed(),
  };
}

describe('roles', () => {
  it('watches when typing is refused', async () => {
    const it = make(['type']);
    await it.attach('watch');
    expect(it.asked).toEqual(['type', 'watch']);
    expect(it.state()).toEqual({ kind: 'open', role: 'watch' });
    expect(it.connection.type(bytes('x'))).toBe(false);
  });

  it('keeps the role that somebody gave it over a lost connection', async () => {
    const it = make();
    await it.attach();
    it.say({ type: 'role', role: 'watch', by: 'grace', reason: 'taken_over' });
    expect(it.changes).toEqual([{ type: 'role', role: 'watch', by: 'grace', reason: 'taken_over' }]);
    expect(it.connection.type(bytes('x'))).toBe(false);
    it.lose();
    it.timers.advance(1000);
    await settle();
    expect(it.asked).toEqual(['type', 'watch']);
  });

  it('types again, with its numbering asked for anew, once it may', async () => {
    const it = make([], 'watch');
    await it.attach('watch');
    it.say({ type: 'role', role: 'type', by: 'grace', reason: 'changed' });
    expect(it.connection.type(bytes('now'))).toBe(true);
    it.say({ type: 'ack', input: 7 });
    expect(it.typed()).toBe('');
    it.say({ type: 'ack', input: 40, stream: 'mine' });
    expect(it.typed()).toBe('now');
  });

  it('goes on in its own numbering when it may type again', async () => {
    const it = make();
    await it.attach();
    it.connection.type(bytes('a'));
    it.say({ type: 'ack', input: 1, stream: 'mine' });
    it.say({ type: 'role', role: 'watch', by: 'grace', reason: 'changed' });
    it.say({ type: 'role', role: 'type', by: 'grace', reason: 'changed' });
    it.connection.type(bytes('b'));
    expect(it.typed()).toBe('a');
    it.say({ type: 'ack', input: 1, stream: 'mine' });
    expect(it.typed()).toBe('ab');
  });

  it('forgets what was typed without a connection when it comes back as a watcher', async () => {
    const it = make();
    await it.attach();
    it.lose();
    it.connection.type(bytes('rm -rf x'));
    it.timers.advance(1000);
    await settle();
    await it.attach('watch');
    it.say({ type: 'role', role: 'type', by: 'grace', reason: 'changed' });
    it.say({ type: 'ack', input: 0 });
    it.say({ type: 'ack', input: 0, stream: 'mine' });
    expect(it.typed()).toBe('');
  });

  it('stays away when it was detached, until it is asked back', async () => {
    const it = make();
    await it.attach();
    it.say({ type: 'error', code: 'terminal_detached', message: 'grace detached you.' });
    it.timers.advance(60_000);
    expect(it.state()).toEqual({ kind: 'detached', message: 'grace detached you.' });
    expect(it.asked).toHaveLength(1);
    await it.attach();
    expect(it.state()).toEqual({ kind: 'open', role: 'type' });
  });

  it('leaves by itself and comes back', async () => {
    const it = make();
    await it.attach();
    it.connection.detach('You left.');
    expect(it.state().kind).toBe('detached');
    it.connection.connect();
    await settle();
    expect(it.asked).toHaveLength(2);
  });
});

describe('a preview', () => {
  it('is open with its first picture, which nothing precedes', async () => {
    const it = make([], 'preview');
    it.connection.connect();
    await settle();
    expect(it.asked).toEqual(['preview']);
    it.say({ type: 'snapshot', offset: 0, length: 0, columns: 80, rows: 24, scrollback: false });
    it.timers.advance(AttachLimit);
    expect(it.state()).toEqual({ kind: 'open', role: 'preview' });
    expect(it.connection.type(bytes('x'))).toBe(false);
  });
});

describe('a browser that is offline', () => {
  it('gives a connection up that does not answer, and keeps one that does', async () => {
    const it = make();
    await it.attach();
    it.connection.doubt();
    it.say({ type: 'pong' });
    it.timers.advance(DoubtLimit);
    expect(it.state().kind).toBe('open');
    it.connection.doubt();
    it.timers.advance(DoubtLimit);
    expect(it.state().kind).toBe('waiting');
  });
});

describe('what was typed', () => {
  it('is counted, and timed from key to acknowledgement', async () => {
    const it = make();
    await it.attach();
    it.connection.type(bytes('ab'));
    it.pass(90);
    it.say({ type: 'ack', input: 1, stream: 'mine' });
    it.pass(10);
    it.say({ type: 'ack', input: 2, stream: 'mine' });
    expect(it.counts.slice(-3)).toEqual([
      [2, 0, null],
      [2, 1, null],
      [2, 2, 100],
    ]);
  });

  it('counts on over another connection', async () => {
    const it = make();
    await it.attach();
    it.connection.type(bytes('ab'));
    it.lose();
    it.connection.type(bytes('c'));
    expect(new TextDecoder().decode(it.connection.pendingInput)).toBe('abc');
    it.timers.advance(1000);
    await settle();
    it.say({ type: 'attached', terminalId: 't', offset: 0, columns: 80, rows: 24, role: 'type', inputOffset: 2 });
    it.say({ type: 'ack', input: 2, stream: 'mine' });
    expect(it.counts.at(-1)).toEqual([3, 2, null]);
    expect(it.typed()).toBe('abc');
  });
});
