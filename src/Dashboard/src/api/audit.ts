import { get, type Page } from './http';

export type AuditOutcome = 'pending' | 'succeeded' | 'refused' | 'failed' | 'interrupted';

export interface AuditEvent {
  id: string;
  at: string;
  level: 'info' | 'warn' | 'error';
  action: string;
  actor: { kind: 'system' | 'admin' | 'user' | 'agent'; id: string | null; name: string | null };
  origin: string | null;
  object: { kind: string; id: string; name: string | null } | null;
  outcome: AuditOutcome;
  errorCode: string | null;
  details: Record<string, unknown>;
  durationMs: number | null;
}

export interface AuditFilter {
  q?: string;
  action?: string;
  actor?: string;
  objectKind?: string;
  objectId?: string;
  outcome?: string;
  since?: string;
  until?: string;
}

export const listAudit = (filter: AuditFilter, cursor: string | null, signal?: AbortSignal) =>
  get<Page<AuditEvent>>('/api/audit', { ...filter, limit: 50, cursor }, signal);

export interface ErrorExplanation {
  code: string;
  status: number;
  severity: string;
  message: string;
  cause: string;
  fix: string;
}

export const explainError = (code: string, signal?: AbortSignal) =>
  get<ErrorExplanation>(`/api/errors/${encodeURIComponent(code)}`, {}, signal);
