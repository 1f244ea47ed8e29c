import { del, get, getAll, getText } from './http';

export interface Recording {
  id: string;
  terminalId: string;
  instanceId: string;
  state: 'running' | 'ended' | 'failed';
  /** Why it ended. */
  reason: string | null;
  title: string;
  startedAt: string;
  endedAt: string | null;
  bytes: number;
  seconds: number;
  columns: number;
  rows: number;
  startedBy: { id: string; name: string };
}

const path = (id: string, rest = '') => `/api/recordings/${encodeURIComponent(id)}${rest}`;

export const listRecordings = (signal?: AbortSignal) => getAll<Recording>('/api/recordings', {}, signal);
export const getRecording = (id: string, signal?: AbortSignal) => get<Recording>(path(id), {}, signal);
export const castPath = (id: string) => path(id, '/cast');
export const getCast = (id: string, signal?: AbortSignal) => getText(castPath(id), signal);
export const deleteRecording = (id: string) => del(path(id));
