/** One event as hub and SSE carry it. */
export interface Envelope {
  number: number;
  name: string;
  at: string;
  payload: unknown;
}

export type LinkState = 'connecting' | 'online' | 'offline';

/** The part of a SignalR connection that is used here; tests bring their own. */
export interface Hub {
  start(): Promise<void>;
  stop(): Promise<void>;
  resume(lastNumber: number): Promise<void>;
  onEvent(listener: (envelope: Envelope) => void): void;
  onClose(listener: () => void): void;
}

export interface Timers {
  set(action: () => void, milliseconds: number): unknown;
  clear(timer: unknown): void;
  /** 0 up to 1, for jitter. */
  random(): number;
}

export interface EventConnectionOptions {
  connect: () => Hub;
  onEvent: (envelope: Envelope) => void;
  /** Everything shown must be read anew: events were missed, or there is no telling whether. */
  onStale: () => void;
  onState: (state: LinkState) => void;
  timers: Timers;
}

export const HeartbeatLimit = 40_000;
export const GapGrace = 1_000;
export const FirstDelay = 500;
export const LastDelay = 15_000;

/**
 * Keeps one event stream open and its numbering whole.
 *
 * Numbers start anew only with a resync. A number that skips, or a heartbeat that knows of later numbers than were
 * seen a second after it, means
 * that something was missed; silence for 40 s (heartbeats come every 15 s) means that the connection is dead although
 * nobody said so.
 */
export class EventConnection {
  readonly #options: EventConnectionOptions;
  #hub: Hub | null = null;
  #last: number | null = null;
  #attempt = 0;
  #stopped = true;
  #watchdog: unknown;
  #grace: unknown;
  #retry: unknown;

  constructor(options: EventConnectionOptions) {
    this.#options = options;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    void this.#open();
  }

  stop(): void {
    this.#stopped = true;
    this.#drop();
    this.#options.timers.clear(this.#retry);
  }

  /** Tries at once instead of waiting for the next turn. Does nothing while connected. */
  retryNow(): void {
    if (this.#stopped || this.#hub) return;
    this.#options.timers.clear(this.#retry);
    void this.#open();
  }

  async #open(): Promise<void> {
    const hub = this.#options.connect();
    this.#hub = hub;
    this.#options.onState('connecting');
    hub.onEvent((envelope) => this.#hub === hub && this.#receive(envelope));
    hub.onClose(() => this.#hub === hub && this.#lost());
    try {
      await hub.start();
      if (this.#hub !== hub) return;
      this.#attempt = 0;
      this.#armWatchdog();
      this.#options.onState('online');
      const first = this.#last === null;
      await hub.resume(this.#last ?? 0);
      // What was fetched before the stream stood may already be old, and the stream does not know.
      if (this.#hub === hub && first) this.#options.onStale();
    } catch {
      if (this.#hub === hub) this.#lost();
    }
  }

  #receive(envelope: Envelope): void {
    this.#armWatchdog();
    if (envelope.name === 'heartbeat') return this.#heartbeat(envelope);
    if (envelope.name === 'resync') {
      this.#last = envelope.number;
      return this.#options.onStale();
    }
    if (envelope.name !== 'signed-out' && this.#last !== null) {
      if (envelope.number <= this.#last) return;
      if (envelope.number > this.#last + 1) this.#options.onStale();
    }
    this.#last = envelope.number;
    this.#options.onEvent(envelope);
  }

  #heartbeat(envelope: Envelope): void {
    const latest = (envelope.payload as { latest?: number } | null)?.latest ?? envelope.number;
    if (this.#last === null) {
      this.#last = latest;
    } else if (latest < this.#last) {
      this.#last = latest;
      this.#options.onStale();
    } else if (latest > this.#last) {
      // The events themselves may still be on their way.
      this.#options.timers.clear(this.#grace);
      this.#grace = this.#options.timers.set(() => {
        if (this.#last === null || latest <= this.#last) return;
        this.#last = latest;
        this.#options.onStale();
      }, GapGrace);
    }
  }

  #lost(): void {
    this.#drop();
    if (this.#stopped) return;
    this.#options.onState('offline');
    const delay = Math.min(FirstDelay * 2 ** this.#attempt++, LastDelay);
    this.#retry = this.#options.timers.set(
      () => void this.#open(),
      delay * (0.75 + this.#options.timers.random() * 0.5),
    );
  }

  #drop(): void {
    const hub = this.#hub;
    this.#hub = null;
    this.#options.timers.clear(this.#watchdog);
    this.#options.timers.clear(this.#grace);
    hub?.stop().catch(() => undefined);
  }

  #armWatchdog(): void {
    this.#options.timers.clear(this.#watchdog);
    this.#watchdog = this.#options.timers.set(() => this.#lost(), HeartbeatLimit);
  }
}
