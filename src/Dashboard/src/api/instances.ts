import { del, get, getAll, patch, post, put } from './http';
import type { Operation } from './operations';

export type InstanceStatus =
  'creating' | 'running' | 'stopped' | 'failed' | 'deleting' | 'trashed' | 'offline' | 'unknown';

export type RestartPolicy = 'unless-stopped' | 'no' | 'always';

/** Which calls of programs wait for the owner. */
export type McpApproval = 'writes' | 'off' | 'all';

export interface Limits {
  memoryMb: number;
  cpus: number;
  pids: number;
}

export interface Port {
  name: 'ssh' | 'http' | 'https';
  container: number;
  host: number;
  address: string;
  reachable: boolean;
}

export interface Instance {
  id: string;
  name: string;
  kind: 'container' | 'machine';
  owner: { id: string; name: string };
  status: InstanceStatus;
  desired: 'running' | 'stopped';
  node: { id: string; name: string; address: string | null; online: boolean } | null;
  image: { id: string; title: string };
  ports: Port[];
  sshCommand: string | null;
  limits: Limits;
  restartPolicy: RestartPolicy;
  error: { code: string; message: string } | null;
  operation: Operation | null;
  keys: { total: number; synced: number };
  createdAt: string;
  startedAt: string | null;
  stoppedAt: string | null;
  /** Whether all of its terminals are recorded, or those where somebody asks for it. */
  recordTerminals?: 'onRequest' | 'always';
  /** Whether programs may use it by MCP, and which of their calls wait. */
  mcpControllable?: boolean;
  mcpApproval?: McpApproval;
  /** When it was put into the trash, and when it is removed for good. */
  trashedAt?: string | null;
  purgeAt?: string | null;
  /** What one may do with it; events, which go to several people, leave it out. */
  permissions?: string[] | null;
  etag: string;
}

export interface Image {
  id: string;
  title: string;
  description: string | null;
  reference: string;
  default: boolean;
  available: boolean;
}

export interface NewInstance {
  name?: string;
  imageId?: string;
  nodeId?: string;
  sshPublicKey?: string;
  limits?: Limits;
  restartPolicy?: RestartPolicy;
  recordTerminals?: 'onRequest' | 'always';
}

export interface InstanceChange {
  name?: string;
  limits?: Limits;
  restartPolicy?: RestartPolicy;
  recordTerminals?: 'onRequest' | 'always';
  mcpControllable?: boolean;
  mcpApproval?: McpApproval;
}

export interface LogLine {
  at: string;
  stream: 'stdout' | 'stderr';
  text: string;
}

export type PowerAction = 'start' | 'stop' | 'restart';

export interface InstanceAnswer {
  instance: Instance;
  operation: Operation | null;
}

const path = (id: string, rest = '') => `/api/instances/${encodeURIComponent(id)}${rest}`;

/** Those of everybody; or one's own, and behind them what others share. */
export async function listInstances(all: boolean, signal?: AbortSignal): Promise<Instance[]> {
  if (all) return getAll<Instance>('/api/instances', { all: true }, signal);
  const parts = await Promise.all([
    getAll<Instance>('/api/instances', {}, signal),
    getAll<Instance>('/api/instances', { shared: true }, signal),
  ]);
  return parts.flat();
}

export async function getInstance(id: string, signal?: AbortSignal): Promise<Instance> {
  const data = await get<Instance | { instance: Instance }>(path(id), {}, signal);
  return 'instance' in data ? data.instance : data;
}

export const createInstance = (body: NewInstance, idempotencyKey: string) =>
  post<InstanceAnswer>('/api/instances', body, { idempotencyKey });
export const powerInstance = (id: string, action: PowerAction) => post<InstanceAnswer>(path(id, `/${action}`));
export const rebuildInstance = (id: string, body: { imageId?: string; wipeHome: boolean }) =>
  post<InstanceAnswer>(path(id, '/rebuild'), body);
export const changeInstance = (id: string, change: InstanceChange, etag: string) =>
  patch<unknown>(path(id), change, etag);
export const deleteInstance = (id: string) => del<{ operation: Operation }>(path(id));
/** Only what is in the trash for certain: what is listed there can be removed for good with one click. */
export const listTrash = async (all: boolean, signal?: AbortSignal) =>
  (await getAll<Instance>('/api/instances', all ? { trash: true, all: true } : { trash: true }, signal)).filter(
    ({ trashedAt }) => trashedAt,
  );
export const restoreInstance = (id: string) => post<Partial<InstanceAnswer>>(path(id, '/restore'));
export const purgeInstance = (id: string) => del<unknown>(path(id), { purge: true });
export const getLogs = (id: string, tail: number, signal?: AbortSignal) =>
  get<{ lines: LogLine[]; truncated: boolean }>(path(id, '/logs'), { tail }, signal);
export const listImages = async (signal?: AbortSignal) =>
  (await get<{ items: Image[] }>('/api/images', {}, signal)).items;
/** Replaces the list of images (superadmin). */
export const replaceImages = async (items: Image[]) => (await put<{ items: Image[] }>('/api/images', { items })).items;
