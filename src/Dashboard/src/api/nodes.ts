import { del, get, getAll, patch, post } from './http';

export interface NodeHealth {
  cpuPercent: number;
  cpuCount: number;
  memoryUsedBytes: number;
  memoryTotalBytes: number;
  diskUsedBytes: number;
  diskTotalBytes: number;
  load1: number;
  load5: number;
  load15: number;
  uptimeSeconds: number;
  at: string;
}

export interface HealthPoint {
  at: string;
  cpuPercent: number;
  memoryUsedBytes: number;
  diskUsedBytes: number;
  load1: number;
}

export interface DockerState {
  available: boolean;
  version: string | null;
  apiVersion: string | null;
  problem: { code: string; message: string; fix: string | null } | null;
}

export interface Node {
  id: string;
  name: string;
  hostname: string;
  owner: { id: string; name: string } | null;
  shared: boolean;
  status: 'online' | 'stale' | 'offline' | 'revoked';
  draining: boolean;
  local: boolean;
  capabilities: string[];
  agentVersion: string | null;
  os: string | null;
  arch: string | null;
  protocolVersion: number | string | null;
  docker: DockerState | null;
  health: NodeHealth | null;
  capacity: { maxContainers: number; memoryMb: number; cpus: number };
  usage: { containers: number; memoryMb: number; cpus: number };
  portRange: { from: number; to: number } | null;
  publishAddress: string | null;
  publicAddress: string | null;
  connectedAt: string | null;
  lastSeenAt: string | null;
  createdAt: string;
  /** It was unanchored, or anchored to another account or server. */
  partedAt: string | null;
}

export interface NodeChange {
  name?: string;
  shared?: boolean;
  draining?: boolean;
  maxContainers?: number;
  memoryMb?: number;
  cpus?: number;
  portRange?: { from: number; to: number };
  publishAddress?: string;
  publicAddress?: string;
}

export interface OnboardingKey {
  id: string;
  label: string;
  prefix: string;
  createdAt: string;
  expiresAt: string | null;
  maxUses: number | null;
  uses: number;
  revokedAt: string | null;
  createdBy: { id: string; name: string };
}

const path = (id: string, rest = '') => `/api/nodes/${encodeURIComponent(id)}${rest}`;

export const listNodes = (signal?: AbortSignal) => getAll<Node>('/api/nodes', {}, signal);

export async function getNode(id: string, signal?: AbortSignal): Promise<Node> {
  const data = await get<Node | { node: Node }>(path(id), {}, signal);
  return 'node' in data ? data.node : data;
}

export const changeNode = (id: string, change: NodeChange) => patch<unknown>(path(id), change);
export const revokeNode = (id: string, force: boolean) => del<unknown>(path(id), force ? { force: true } : {});
export const rotateNodeKey = (id: string) => post<unknown>(path(id, '/rotate-key'), {});
export const getHealth = async (id: string, signal?: AbortSignal) =>
  (await get<{ items: HealthPoint[] }>(path(id, '/health'), { minutes: 60 }, signal)).items;

export const listOnboardingKeys = async (signal?: AbortSignal) =>
  (await get<{ items: OnboardingKey[] }>('/api/nodes/onboarding-keys', {}, signal)).items;
export const createOnboardingKey = (body: { label: string; expiresAt?: string; maxUses?: number }) =>
  post<{ key: string; onboardingKey: OnboardingKey; command: string }>('/api/nodes/onboarding-keys', body);
export const revokeOnboardingKey = (id: string) => del(`/api/nodes/onboarding-keys/${encodeURIComponent(id)}`);
