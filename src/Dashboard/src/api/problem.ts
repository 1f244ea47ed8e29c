/** A failed call, in the words of the server's problem+json. `code` is stable and explained by `/api/errors/{code}`. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly traceId: string | null;
  /** Messages by field name (camelCase) of a `400 invalid_request`; empty otherwise. */
  readonly fields: Readonly<Record<string, string[]>>;
  /** Seconds to wait before the next try, from `Retry-After`; null when the server did not say. */
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null = null) {
    super(problem.detail ?? problem.title ?? problem.code);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title ?? problem.code;
    this.traceId = problem.traceId ?? null;
    this.fields = problem.errors ?? {};
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface Problem {
  status: number;
  code: string;
  title?: string | undefined;
  detail?: string | undefined;
  traceId?: string | undefined;
  errors?: Record<string, string[]> | undefined;
}

/** The code used when no answer came at all: server stopped, cable out, proxy gone. */
export const UnreachableCode = 'server_unreachable';

export function isApiError(error: unknown, ...codes: string[]): error is ApiError {
  return error instanceof ApiError && (codes.length === 0 || codes.includes(error.code));
}

/** Whether waiting may help: the server was not reached, is overloaded or is restarting. */
export function isTransient(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
}

/**
 * What keeps a query from being shown, if anything. Trouble that passes does not, as long as there is something to show:
 * a page that made way for it would take a terminal, or a form, and what was typed there along.
 */
export function obstacle<E>({ data, error }: { data: unknown; error: E | null }): E | null {
  return error !== null && data !== undefined && isTransient(error) ? null : error;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
