import type { Timers } from '../events/EventConnection';
import type { ConnectionState, Role, RoleChange, Screen, SocketFactory, Theme, Viewer } from './protocol';

/** What a connection to a terminal works with, and whom it tells. */
export interface TerminalConnectionOptions {
  /** Gets a one-use ticket; the answer's `url` has a `?ticket=` already. */
  ticket: (role: Role) => Promise<{ url: string }>;
  /** What is asked for at first; `type` unless given. Who may not type watches. */
  role?: Role;
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
  /** Somebody else gave this window another role. */
  onRole?: (change: RoleChange) => void;
  /** What was typed here so far, what of it the shell has, and the time from key to acknowledgement in ms where one was measured. */
  onInput?: (typed: number, applied: number, roundTrip: number | null) => void;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
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
