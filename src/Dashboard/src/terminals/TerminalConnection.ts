import type { Timers } from '../events/EventConnection';
import { isTransient, messageOf, ApiError } from '../api/problem';
import { encodeFrame, InputLedger } from './InputLedger';
import { OutputMeter } from './OutputMeter';
import type {
  ClientFrame,
  ConnectionState,
  Screen,
  ServerFrame,
  Size,
  Socket,
  SocketFactory,
  Theme,
  Viewer,
} from './protocol';

export interface TerminalConnectionOptions {
  /** Gets a one-use ticket; the answer's `url` has a `?ticket=` already. */
  ticket: () => Promise<{ url: string }>;
  socket: SocketFactory;
  screen: Screen;
  timers: Timers;
  /** Whether the page is out of sight, where browsers hold timers back. */
  hidden?: () => boolean;
  onState: (state: ConnectionState) => void;
  /** The program or the shell named what it does. */
  onTitle?: (title: string, directory: string) => void;
  /** Who is attached, after every change. */
  onViewers?: (viewers: Viewer[]) => void;
  /** So many bytes of output were not shown: this window was too slow, or away for too long. */
  onSkipped?: (bytes: number) => void;
  /** The colours of the screen now. */
  theme?: () => Theme;
  /**
   * Name of an input numbering of this window's own, so that two windows of one person do not collide. Without it the
   * person's is used.
   */
  inputStream?: string;
}

export const FirstDelay = 500;
export const LastDelay = 15_000;
export const AttachLimit = 10_000;
export const PingInterval = 20_000;
export const PongLimit = 10_000;
export const AckInterval = 100;

/** Errors after which the same terminal may well be reached again. */
const passing = new Set([
  'node_offline',
  'terminal_host_unavailable',
  'terminal_input_gap',
  'terminal_input_full',
  'slow_consumer',
  'ticket_invalid',
  'ticket_expired',
]);

/** Refusals that leave the connection standing. */
const harmless = new Set(['terminal_read_only', 'invalid_request']);

/**
 * One terminal over connections that come and go. Both directions are numbered, so a new connection goes on where the
 * old one broke off:
 * no output twice or missing without a word, no key lost or applied twice.
 */
export class TerminalConnection {
  readonly #options: TerminalConnectionOptions;
  readonly #input = new InputLedger();
  readonly #output = new OutputMeter();
  #socket: Socket | null = null;
  #state: ConnectionState = { kind: 'connecting' };
  #size: Size | null = null;
  #attempt = 0;
  /** Changes with every try, so that what a former one still delivers is ignored. */
  #turn = 0;
  #begun = false;
  /** The server was asked for our numbering; its next `ack` says where that stands. */
  #awaitsStream = false;
  /** Bytes of a snapshot that are still to come. */
  #snapshotLeft = 0;
  #closed = false;
  #retry: unknown;
  #limit: unknown;
  #ping: unknown;
  #ack: unknown;

  constructor(options: TerminalConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get unacknowledgedInput(): number {
    return this.#input.unacknowledged;
  }

  /** Connects; also the answer to "Retry now". Does nothing while connected or after the shell ended. */
  connect(): void {
    if (this.#closed || this.#socket || this.#state.kind === 'exited') return;
    void this.#open();
  }

  /** Leaves the terminal; the shell goes on. */
  close(): void {
    this.#closed = true;
    this.#drop();
  }

  /** Sends what was typed, at once or when there is a connection again. False when that much cannot be kept. */
  type(bytes: Uint8Array): boolean {
    if (this.#state.kind === 'exited' || this.#state.kind === 'lost') return false;
    if (this.#state.kind === 'open' && this.#state.role === 'watch') return false;
    if (!this.#input.add(bytes)) return false;
    this.#flushInput();
    return true;
  }

  /** Says which colours the screen has, at the start and when they change. */
  tellTheme(): void {
    const theme = this.#options.theme?.();
    if (theme && this.#state.kind === 'open' && this.#state.role === 'type') this.#send({ type: 'theme', ...theme });
  }

  resize(size: Size): void {
    if (size.columns === this.#size?.columns && size.rows === this.#size.rows) return;
    this.#size = size;
    if (this.#state.kind === 'open' && this.#state.role === 'type') this.#send({ type: 'resize', ...size });
  }

  async #open(): Promise<void> {
    this.#drop();
    const turn = ++this.#turn;
    this.#enter({ kind: 'connecting' });
    this.#limit = this.#options.timers.set(() => this.#turn === turn && this.#broken(), AttachLimit);
    let url: string;
    try {
      url = (await this.#options.ticket()).url;
    } catch (error) {
      if (this.#turn !== turn || this.#closed) return;
      if (isTransient(error)) return this.#broken();
      return this.#end({
        kind: 'lost',
        code: error instanceof ApiError ? error.code : 'unknown',
        message: messageOf(error),
      });
    }
    if (this.#turn !== turn || this.#closed) return;
    const resume = this.#begun ? `&resume=${this.#output.received}` : '';
    this.#socket = this.#options.socket(url + resume, {
      text: (data) => this.#turn === turn && this.#receive(JSON.parse(data) as ServerFrame),
      binary: (data) => this.#turn === turn && this.#draw(data),
      closed: () => this.#turn === turn && this.#broken(),
    });
  }

  #receive(frame: ServerFrame): void {
    this.#armPing();
    switch (frame.type) {
      case 'attached':
        return this.#attached(frame);
      case 'gap':
        return this.#gap(frame);
      case 'snapshot':
        this.#snapshotLeft = frame.length;
        return this.#options.screen.prepare(frame, !frame.scrollback);
      case 'title':
        return this.#options.onTitle?.(frame.title, frame.directory);
      case 'viewers':
        return this.#options.onViewers?.(frame.viewers);
      case 'ack':
        if (!this.#awaitsStream) return this.#input.acknowledge(frame.input);
        this.#awaitsStream = false;
        this.#input.attach(frame.input);
        return this.#flushInput();
      case 'resized':
        return this.#options.screen.resized(frame);
      case 'exit':
        return this.#end({ kind: 'exited', code: frame.code });
      case 'error':
        if (harmless.has(frame.code)) return;
        return passing.has(frame.code)
          ? this.#broken()
          : this.#end({ kind: 'lost', code: frame.code, message: frame.message });
      case 'pong':
        return;
    }
  }

  #attached(frame: Extract<ServerFrame, { type: 'attached' }>): void {
    this.#options.timers.clear(this.#limit);
    this.#attempt = 0;
    if (this.#begun) {
      this.#output.seek(frame.offset);
    } else {
      this.#begun = true;
      this.#output.begin(frame.offset);
      this.#options.screen.reset();
    }
    const stream = frame.role === 'type' ? this.#options.inputStream : undefined;
    this.#awaitsStream = stream !== undefined;
    if (stream === undefined) this.#input.attach(frame.inputOffset);
    else this.#send({ type: 'input', stream });
    this.#enter({ kind: 'open', role: frame.role });
    if (frame.role === 'type') {
      this.tellTheme();
      if (this.#size && (this.#size.columns !== frame.columns || this.#size.rows !== frame.rows))
        this.#send({ type: 'resize', ...this.#size });
      this.#flushInput();
    }
    // The screen may have caught up while there was nobody to tell.
    this.#acknowledge(true);
  }

  #gap({ from, to }: { from: number; to: number }): void {
    // Before it: another life of the terminal, of which nothing was shown. A snapshot follows in either case.
    if (to < from) return this.#output.begin(to);
    this.#output.seek(to);
    this.#options.onSkipped?.(to - from);
  }

  #draw(data: Uint8Array): void {
    this.#armPing();
    if (this.#snapshotLeft > 0) {
      this.#snapshotLeft -= data.length;
      return this.#options.screen.write(data, () => undefined);
    }
    const { fresh, end } = this.#output.receive(data);
    if (fresh.length === 0) return;
    const hidden = this.#options.hidden?.() ?? false;
    if (hidden) this.#tell(this.#output.dueHidden());
    this.#options.screen.write(fresh, () => {
      this.#output.drawn(end);
      this.#acknowledge(hidden);
      this.#ack ??= this.#options.timers.set(() => {
        this.#ack = undefined;
        this.#acknowledge(true);
      }, AckInterval);
    });
  }

  #acknowledge(force: boolean): void {
    if (this.#state.kind !== 'open') return;
    this.#tell(this.#output.due(force));
  }

  #tell(output: number | null): void {
    if (output !== null) this.#send({ type: 'ack', output });
  }

  #flushInput(): void {
    if (this.#state.kind !== 'open' || !this.#socket || this.#awaitsStream) return;
    for (const frame of this.#input.take()) this.#socket.send(encodeFrame(frame));
  }

  #send(frame: ClientFrame): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  // Every sign of life puts the question off; an unanswered one means that the connection is dead.
  #armPing(): void {
    const { timers } = this.#options;
    timers.clear(this.#ping);
    this.#ping = timers.set(() => {
      this.#send({ type: 'ping' });
      this.#ping = timers.set(() => this.#broken(), PongLimit);
    }, PingInterval);
  }

  #broken(): void {
    this.#drop();
    if (this.#closed) return;
    const base = Math.min(FirstDelay * 2 ** this.#attempt, LastDelay);
    const delay = Math.round(base * (0.75 + this.#options.timers.random() * 0.5));
    this.#attempt++;
    this.#enter({ kind: 'waiting', attempt: this.#attempt, delay });
    this.#retry = this.#options.timers.set(() => this.connect(), delay);
  }

  #end(state: ConnectionState): void {
    this.#drop();
    this.#enter(state);
  }

  #drop(): void {
    const { timers } = this.#options;
    this.#turn++;
    // Half a snapshot is no screen to go on from.
    if (this.#snapshotLeft > 0) this.#begun = false;
    this.#snapshotLeft = 0;
    [this.#retry, this.#limit, this.#ping, this.#ack].forEach((timer) => timers.clear(timer));
    this.#ack = undefined;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
