import { isTransient, messageOf, ApiError } from '../api/problem';
import { encodeFrame, InputLedger } from './InputLedger';
import { OutputMeter } from './OutputMeter';
import type { ClientFrame, ConnectionState, Role, ServerFrame, Size, Socket } from './protocol';
import type { TerminalConnectionOptions } from './TerminalConnectionOptions';

export const FirstDelay = 500;
export const LastDelay = 15_000;
export const AttachLimit = 10_000;
export const PingInterval = 20_000;
export const PongLimit = 10_000;
export const DoubtLimit = 1_000;
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
  #state: ConnectionState = { kind: 'connecting', attempt: 0 };
  #size: Size | null = null;
  #attempt = 0;
  /** Changes with every try, so that what a former one still delivers is ignored. */
  #turn = 0;
  #begun = false;
  /** The server has said where the numbering stands in which this window types: until then nothing is sent. */
  #isNumbered = false;
  /** The server counts what is typed on this connection in a numbering of this window's own. */
  #hasStream = false;
  /** Bytes of a snapshot that are still to come. */
  #snapshotLeft = 0;
  #closed = false;
  /** The role to ask for at the next try. */
  #wanted: Role;
  /** The bytes typed that are being timed, by their end. */
  #timing: { end: number; at: number } | null = null;
  #retry: unknown;
  #limit: unknown;
  #ping: unknown;
  #ack: unknown;

  constructor(options: TerminalConnectionOptions) {
    this.#options = options;
    this.#wanted = options.role ?? 'type';
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** What was typed and may not have arrived: it is sent once there is a connection. */
  get pendingInput(): Uint8Array {
    return this.#input.pending;
  }

  /** Connects; also the answer to "Retry now". Does nothing while connected or after the shell ended. */
  connect(): void {
    if (this.#closed || this.#socket || this.#state.kind === 'exited') return;
    void this.#open();
  }

  /** The browser says that it is offline: a connection that does not answer soon is dead. */
  doubt(): void {
    if (this.#state.kind === 'open') this.#askAlive(DoubtLimit);
  }

  /** Leaves the terminal until `connect` is called; the shell goes on. */
  detach(message: string): void {
    if (this.#closed || this.#state.kind === 'exited') return;
    this.#end({ kind: 'detached', message });
  }

  /** Asks for another role from the next try on. */
  want(role: Role): void {
    this.#wanted = role;
  }

  /** Leaves the terminal for good; the shell goes on. */
  close(): void {
    this.#closed = true;
    this.#drop();
  }

  /** Sends what was typed, at once or when there is a connection again. False when that much cannot be kept. */
  type(bytes: Uint8Array): boolean {
    const { kind } = this.#state;
    if (kind === 'exited' || kind === 'lost' || kind === 'detached') return false;
    if (this.#wanted !== 'type' || !this.#input.add(bytes)) return false;
    this.#flushInput();
    this.#tellInput(null);
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
    this.#enter({ kind: 'connecting', attempt: this.#attempt });
    this.#limit = this.#options.timers.set(() => this.#turn === turn && this.#broken(), AttachLimit);
    let url: string;
    try {
      url = (await this.#ticket()).url;
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
    const resume = this.#begun && this.#wanted !== 'preview' ? `&resume=${this.#output.received}` : '';
    this.#socket = this.#options.socket(url + resume, {
      text: (data) => this.#turn === turn && this.#receive(JSON.parse(data) as ServerFrame),
      binary: (data) => this.#turn === turn && this.#draw(data),
      closed: () => this.#turn === turn && this.#broken(),
    });
  }

  async #ticket(): Promise<{ url: string }> {
    try {
      return await this.#options.ticket(this.#wanted);
    } catch (error) {
      if (this.#wanted !== 'type' || !(error instanceof ApiError) || error.status !== 403) throw error;
      this.#become('watch');
      return this.#options.ticket('watch');
    }
  }

  #receive(frame: ServerFrame): void {
    this.#armPing();
    switch (frame.type) {
      case 'attached':
        return this.#attached(frame);
      case 'gap':
        return this.#gap(frame);
      case 'snapshot':
        if (this.#wanted === 'preview' && this.#state.kind !== 'open') this.#opened({ kind: 'open', role: 'preview' });
        this.#snapshotLeft = frame.length;
        return this.#options.screen.prepare(frame, !frame.scrollback);
      case 'title':
        return this.#options.onTitle?.(frame.title, frame.directory);
      case 'viewers':
        return this.#options.onViewers?.(frame.viewers);
      case 'ack':
        // Of another numbering: that of the person, which counts until the one asked for does.
        if (frame.stream !== this.#options.inputStream) return;
        if (!this.#isNumbered) return this.#begin(frame.input);
        this.#input.acknowledge(frame.input);
        return this.#tellInput(this.#measure());
      case 'role':
        this.#become(frame.role);
        this.#enter({ ...this.#state, kind: 'open', role: frame.role });
        if (frame.role === 'type') this.#mayType();
        return this.#options.onRole?.(frame);
      case 'resized':
        return this.#options.screen.resized(frame);
      case 'exit':
        return this.#end({ kind: 'exited', code: frame.code });
      case 'error':
        if (harmless.has(frame.code)) return;
        if (frame.code === 'terminal_detached') return this.#end({ kind: 'detached', message: frame.message });
        return passing.has(frame.code)
          ? this.#broken()
          : this.#end({ kind: 'lost', code: frame.code, message: frame.message });
      case 'pong':
        return;
    }
  }

  #opened(state: ConnectionState): void {
    this.#options.timers.clear(this.#limit);
    this.#attempt = 0;
    this.#enter(state);
  }

  #attached(frame: Extract<ServerFrame, { type: 'attached' }>): void {
    if (this.#begun) {
      this.#output.seek(frame.offset);
    } else {
      this.#begun = true;
      this.#output.begin(frame.offset);
      this.#options.screen.reset();
    }
    this.#become(frame.role);
    this.#opened({ kind: 'open', role: frame.role, viewerId: frame.viewerId });
    this.#hasStream = false;
    this.#isNumbered = false;
    if (frame.role === 'type') {
      if (this.#size && (this.#size.columns !== frame.columns || this.#size.rows !== frame.rows))
        this.#send({ type: 'resize', ...this.#size });
      this.tellTheme();
      if (this.#options.inputStream === undefined) this.#begin(frame.inputOffset);
      else this.#askForStream();
    }
    // The screen may have caught up while there was nobody to tell.
    this.#acknowledge(true);
  }

  /** Whoever does not type any more keeps nothing to be typed later. */
  #become(role: Role): void {
    this.#wanted = role;
    if (role === 'type') return;
    this.#input.drop();
    this.#tellInput(null);
  }

  /** A watcher may type from here on; an `ack` follows, which says where its input goes on. */
  #mayType(): void {
    this.tellTheme();
    this.#isNumbered = false;
    if (this.#options.inputStream !== undefined && !this.#hasStream) this.#askForStream();
  }

  #askForStream(): void {
    this.#hasStream = true;
    this.#send({ type: 'input', stream: this.#options.inputStream ?? '' });
  }

  #begin(inputOffset: number): void {
    this.#isNumbered = true;
    this.#timing = null;
    this.#input.attach(inputOffset);
    this.#flushInput();
    this.#tellInput(null);
  }

  #measure(): number | null {
    if (!this.#timing || this.#input.applied < this.#timing.end) return null;
    const took = this.#now() - this.#timing.at;
    this.#timing = null;
    return took;
  }

  #now(): number {
    return this.#options.now?.() ?? performance.now();
  }

  #tellInput(roundTrip: number | null): void {
    this.#options.onInput?.(this.#input.typed, this.#input.applied, roundTrip);
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
    if (this.#state.kind !== 'open' || !this.#socket || !this.#isNumbered) return;
    const frames = this.#input.take();
    if (frames.length > 0) this.#timing ??= { end: this.#input.typed, at: this.#now() };
    for (const frame of frames) this.#socket.send(encodeFrame(frame));
  }

  #send(frame: ClientFrame): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  // Every sign of life puts the question off; an unanswered one means that the connection is dead.
  #armPing(): void {
    const { timers } = this.#options;
    timers.clear(this.#ping);
    this.#ping = timers.set(() => this.#askAlive(PongLimit), PingInterval);
  }

  #askAlive(limit: number): void {
    const { timers } = this.#options;
    timers.clear(this.#ping);
    this.#send({ type: 'ping' });
    this.#ping = timers.set(() => this.#broken(), limit);
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
    this.#timing = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
