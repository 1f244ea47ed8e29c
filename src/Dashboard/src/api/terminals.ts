import { del, get, getAll, newIdempotencyKey, patch, post, put } from './http';

export interface TerminalViewer {
  id: string;
  userId: string;
  name: string;
  role: 'type' | 'watch';
  since: string;
}

export interface Terminal {
  id: string;
  instanceId: string;
  /** Given by people; empty for none. */
  name?: string;
  /** What the program calls itself; empty for nothing. */
  title: string;
  /** Where the shell is, as far as it says. */
  workingDirectory: string;
  columns: number;
  rows: number;
  state: 'open' | 'exited' | 'lost';
  exitCode: number | null;
  viewers: TerminalViewer[];
  /** Whether its shell ends with its last viewer. */
  endWhenLastViewerLeaves?: boolean;
  /** The recording that runs. */
  recording?: string | null;
  /** Whether it runs as root of a machine. */
  root?: boolean;
  createdAt: string;
  lastActivityAt: string;
}

export interface Ticket {
  ticket: string;
  expiresAt: string;
  url: string;
}

const path = (id: string, rest = '') => `/api/terminals/${encodeURIComponent(id)}${rest}`;
const viewer = (id: string, viewerId: string) => path(id, `/viewers/${encodeURIComponent(viewerId)}`);

export const listTerminals = async (instanceId: string, signal?: AbortSignal) =>
  (await get<{ items: Terminal[] }>('/api/terminals', { instanceId }, signal)).items;
export const listAllTerminals = (signal?: AbortSignal) => getAll<Terminal>('/api/terminals', {}, signal);
export const openTerminal = async (body: { instanceId: string; columns: number; rows: number; root?: boolean }) =>
  (await post<{ terminal: Terminal }>('/api/terminals', body, { idempotencyKey: newIdempotencyKey() })).terminal;
export const getTicket = (id: string, role: 'type' | 'watch' | 'preview') =>
  post<Ticket>(path(id, '/ticket'), { role });
export const changeTerminal = (id: string, change: { name?: string; endWhenLastViewerLeaves?: boolean }) =>
  patch<unknown>(path(id), change);
export const closeTerminal = (id: string) => del(path(id));
export const setViewerRole = (id: string, viewerId: string, role: 'type' | 'watch') =>
  put<unknown>(viewer(id, viewerId), { role });
export const detachViewer = (id: string, viewerId: string) => del(viewer(id, viewerId));
export const takeOver = (id: string) => post<unknown>(path(id, '/take-over'));
export const setRecording = (id: string, on: boolean) => put<unknown>(path(id, '/recording'), { on });
