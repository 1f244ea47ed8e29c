/** Text frames from the server; binary frames are output. */
export type ServerFrame =
  | {
      type: 'attached';
      terminalId: string;
      offset: number;
      columns: number;
      rows: number;
      role: 'type' | 'watch';
      inputOffset: number;
    }
  | { type: 'gap'; from: number; to: number }
  | { type: 'ack'; input: number }
  | { type: 'resized'; columns: number; rows: number }
  | { type: 'viewers' }
  | { type: 'exit'; code: number | null }
  | { type: 'error'; code: string; message: string }
  | { type: 'pong' };

export type ClientFrame =
  | { type: 'resize'; columns: number; rows: number }
  | { type: 'ack'; output: number }
  | { type: 'input'; stream: string }
  | { type: 'ping' };

export interface Size {
  columns: number;
  rows: number;
}

/** The part of a WebSocket that is used here. */
export interface Socket {
  send(data: string | Uint8Array): void;
  close(): void;
}

export interface SocketEvents {
  text(data: string): void;
  binary(data: Uint8Array): void;
  /** Exactly once, whether it was ever open or not. */
  closed(): void;
}

export type SocketFactory = (url: string, events: SocketEvents) => Socket;

/** Where output goes. */
export interface Screen {
  /** Calls `drawn` when the bytes are processed. */
  write(bytes: Uint8Array, drawn: () => void): void;
  /** Clears everything, before a replay from the start. */
  reset(): void;
  /** Leaves alternate screen, mouse, paste and cursor-key modes, which lost output may have left on. */
  resetModes(): void;
  /** A line of ours between the lines of the shell. */
  notice(text: string): void;
  resized(size: Size): void;
}

export type ConnectionState =
  | { kind: 'connecting' }
  | { kind: 'open'; role: 'type' | 'watch' }
  /** Not connected; the next try comes in `delay` ms. */
  | { kind: 'waiting'; attempt: number; delay: number }
  /** The shell ended. Final. */
  | { kind: 'exited'; code: number | null }
  /** The terminal cannot be had any more, or not by this account. Tried again only when asked to. */
  | { kind: 'lost'; code: string; message: string };
