/** Text frames from the server; binary frames are output. */
export type ServerFrame =
  | {
      type: 'attached';
      terminalId: string;
      offset: number;
      columns: number;
      rows: number;
      role: Role;
      inputOffset: number;
      /** Names this attach among the viewers. */
      viewerId?: string;
    }
  | { type: 'gap'; from: number; to: number }
  /** What the screen shows at `offset`, as output of `length` bytes that does not count, drawn at this size. */
  | { type: 'snapshot'; offset: number; length: number; columns: number; rows: number; scrollback: boolean }
  | { type: 'title'; title: string; directory: string }
  | { type: 'ack'; input: number; stream?: string }
  | { type: 'resized'; columns: number; rows: number }
  | { type: 'viewers'; viewers: Viewer[] }
  /** Somebody gave this viewer another role, or took the terminal over. */
  | ({ type: 'role' } & RoleChange)
  | { type: 'exit'; code: number | null }
  | { type: 'error'; code: string; message: string }
  | { type: 'pong' };

export type ClientFrame =
  | { type: 'resize'; columns: number; rows: number }
  | { type: 'ack'; output: number }
  | { type: 'input'; stream: string }
  /** Colours of the screen as `RRGGBB`, for programs that ask whether it is dark. */
  | { type: 'theme'; foreground: string; background: string }
  | { type: 'ping' };

/** `preview`: pictures of the screen now and then, for thumbnails; neither a viewer nor a typist. */
export type Role = 'type' | 'watch' | 'preview';

/** Another role for this viewer, and who gave it. */
export interface RoleChange {
  role: 'type' | 'watch';
  by: string;
  reason: 'changed' | 'taken_over' | 'right_ended';
}

/** Somebody who is attached. */
export interface Viewer {
  id: string;
  userId: string;
  name: string;
  role: 'type' | 'watch';
  since: string;
}

export interface Theme {
  foreground: string;
  background: string;
}

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
  /** Clears everything, before what follows from the start. */
  reset(): void;
  /** Makes the screen empty and of this size, for a snapshot; the lines above it stay unless the snapshot brings them. */
  prepare(size: Size, keepLines: boolean): void;
  /** The terminal has another size from here on. */
  resized(size: Size): void;
}

export type ConnectionState =
  /** Being tried, after so many tries in vain. */
  | { kind: 'connecting'; attempt: number }
  | { kind: 'open'; role: Role; viewerId?: string | undefined }
  /** Not connected; the next try comes in `delay` ms. */
  | { kind: 'waiting'; attempt: number; delay: number }
  /** The shell ended. Final. */
  | { kind: 'exited'; code: number | null }
  /** Somebody ended this window's part, or its own visitor did; the shell goes on. Attached again only when asked to. */
  | { kind: 'detached'; message: string }
  /** The terminal cannot be had any more, or not by this account. Tried again only when asked to. */
  | { kind: 'lost'; code: string; message: string };
