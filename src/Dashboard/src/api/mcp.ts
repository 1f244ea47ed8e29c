import { get, post } from './http';
import type { McpApproval } from './instances';

/** A program that is connected by MCP (the shape of `/api/cloud/mcp-connections`). */
export interface McpConnection {
  connectionId: string;
  client: string;
  version: string;
  protocol: string;
  tokenId: string;
  connectedAt: number;
  lastActivity: number;
  calls: number;
}

/** An instance that is open to programs. */
export interface ControllableInstance {
  id: string;
  name: string;
  ownerId: string;
  ownerName: string;
  status: string;
  mcpApproval: McpApproval;
}

export type McpCallState =
  'waiting' | 'approved' | 'denied' | 'expired' | 'withdrawn' | 'interrupted' | 'done' | 'failed';

/** A call of a program that took a yes. */
export interface McpCall {
  id: string;
  instance: { id: string; name: string };
  tool: string;
  destructive: boolean;
  user: { id: string; name: string };
  client: string;
  state: McpCallState;
  askedAt: string;
  expiresAt: string;
  decidedBy: { id: string; name: string } | null;
  endedAt: string | null;
  errorCode: string | null;
  /** Only while it waits, and only in lists. */
  argumentsJson: string | null;
}

export const listMcpConnections = (signal?: AbortSignal) =>
  get<{ connections: McpConnection[]; instances: ControllableInstance[] }>('/api/cloud/mcp-connections', {}, signal);
export const listMcpCalls = async (signal?: AbortSignal) =>
  (await get<{ items: McpCall[] }>('/api/mcp/calls', {}, signal)).items;
export const answerMcpCall = (id: string, yes: boolean) =>
  post<McpCall>(`/api/mcp/calls/${encodeURIComponent(id)}/${yes ? 'approve' : 'deny'}`);
