import { get, post } from './http';

/** What the node of an instance offers, as `/api/cloud/instance/ID/status` tells it. */
export interface CloudStatus {
  status: string;
  online: boolean;
  responseTime: number | null;
  health: { memory: number; cpu: number; uptime: number };
  instance: { operations: string[]; logs: string[] };
}

export interface ConfigurationEntry {
  section: string;
  name: string;
  value: string;
  masked: boolean;
}

const path = (id: string) => `/api/cloud/instance/${encodeURIComponent(id)}`;

export const getCloudStatus = (id: string, signal?: AbortSignal) => get<CloudStatus>(`${path(id)}/status`, {}, signal);

export const runCommand = async <T>(id: string, type: string, payload: object = {}) =>
  (await post<{ result: T }>(`${path(id)}/command`, { type, payload })).result;

export const getConfiguration = async (id: string) =>
  (await runCommand<{ entries: ConfigurationEntry[] }>(id, 'get_configuration')).entries;

export const getNamedLog = (id: string, type: string, lines: number) =>
  runCommand<{ content: string; lines: number; message?: string | null }>(id, 'get_logs', { type, lines });

export const runOperation = (id: string, operation: string) =>
  runCommand<{ operationId: string }>(id, 'execute_doh_operation', { operation });
