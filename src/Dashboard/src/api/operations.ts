import { getAll, post } from './http';

export type OperationState = 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';

export interface Operation {
  id: string;
  kind: string;
  state: OperationState;
  progressPercent: number;
  step: string | null;
  message: string | null;
  target: { kind: string; id: string; name: string | null };
  requestedBy: { id: string; name: string } | null;
  error: { code: string; message: string } | null;
  createdAt: string;
  updatedAt: string;
  finishedAt: string | null;
}

export const isActive = (operation: Operation) => operation.state === 'pending' || operation.state === 'running';

export const listOperations = (signal?: AbortSignal) => getAll<Operation>('/api/operations', {}, signal);
export const cancelOperation = (id: string) => post<unknown>(`/api/operations/${encodeURIComponent(id)}/cancel`);
