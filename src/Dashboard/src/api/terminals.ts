import { del, get, post } from './http';

export interface Terminal {
  id: string;
  instanceId: string;
  /** What the program calls itself; empty for nothing. */
  title: string;
  /** Where the shell is, as far as it says. */
  workingDirectory: string;
  columns: number;
  rows: number;
  state: 'open' | 'exited' | 'lost';
  exitCode: number | null;
  viewers: { userId: string; name: string; role: string; since: string }[];
  createdAt: string;
  lastActivityAt: string;
}

export interface Ticket {
  ticket: string;
  expiresAt: string;
  url: string;
}

const path = (id: string, rest = '') => `/api/terminals/${encodeURIComponent(id)}${rest}`;

export const listTerminals = async (instanceId: string, signal?: AbortSignal) =>
  (await get<{ items: Terminal[] }>('/api/terminals', { instanceId }, signal)).items;
export const openTerminal = async (body: { instanceId: string; columns: number; rows: number }) =>
  (await post<{ terminal: Terminal }>('/api/terminals', body)).terminal;
export const getTicket = (id: string, role: 'type' | 'watch') => post<Ticket>(path(id, '/ticket'), { role });
export const closeTerminal = (id: string) => del(path(id));
