import { ApiError, UnreachableCode, type Problem } from './problem';

type Query = Record<string, string | number | boolean | null | undefined>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal | undefined;
  idempotencyKey?: string;
  ifMatch?: string | null | undefined;
  /** Sent again when no answer came. Always so with an idempotency key; reads are repeated by the query client. */
  repeatable?: boolean;
  /** The answer is a text of its own, no JSON. */
  isText?: boolean;
  /** The answer is bytes. */
  isBytes?: boolean;
}

export interface Answer<T> {
  data: T;
  status: number;
  etag: string | null;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

const RepeatPause = 300;

type SignedOutListener = (error: ApiError) => void;
const signedOutListeners = new Set<SignedOutListener>();

/** Calls `listener` whenever the server says that nobody is signed in. Returns the function that stops it. */
export function onSignedOut(listener: SignedOutListener): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/**
 * Sends one request and returns body, status and ETag. Every failure is an {@link ApiError}; an abort stays an
 * AbortError.
 */
export async function send<T>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: options.isText || options.isBytes ? '*/*' : 'application/json' };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.idempotencyKey) headers['Idempotency-Key'] = options.idempotencyKey;
  if (options.ifMatch) headers['If-Match'] = options.ifMatch;

  const response = await reach(
    path + queryString(options.query),
    options.repeatable || options.idempotencyKey ? 3 : 1,
    {
      method,
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
      credentials: 'same-origin',
      cache: 'no-store',
    },
  );
  if (!response.ok) throw await failureOf(response);
  const data: unknown =
    response.status === 204
      ? undefined
      : options.isBytes
        ? await response.arrayBuffer()
        : options.isText
          ? await response.text()
          : await response.json();
  return { data: data as T, status: response.status, etag: response.headers.get('ETag') };
}

/** An answer that is read as it comes. */
export async function stream(path: string, query: Query, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await reach(path + queryString(query), 1, { signal, credentials: 'same-origin', cache: 'no-store' });
  if (!response.ok || !response.body) throw await failureOf(response);
  return response.body;
}

/** A change of this machine's network breaks off requests that a moment later would get through. */
async function reach(url: string, tries: number, request: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetch(url, request);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      if (attempt < tries) {
        await new Promise((done) => setTimeout(done, RepeatPause * attempt));
        continue;
      }
      throw new ApiError({
        status: 0,
        code: UnreachableCode,
        title: 'Server not reachable',
        detail: 'The server does not answer. Check that it runs and that this machine is online, then try again.',
      });
    }
  }
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return (await send<T>('GET', path, { query: query ?? {}, signal })).data;
}

export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  return (await send<string>('GET', path, { isText: true, signal })).data;
}

export async function post<T>(path: string, body?: unknown, options: RequestOptions = {}): Promise<T> {
  return (await send<T>('POST', path, { ...options, body })).data;
}

interface LongLine<T> {
  progress?: string;
  result?: T;
  error?: Problem;
}

/** Sends work that may take long and says meanwhile, line by line, how far it is. */
export async function postLong<T>(path: string, body: unknown, onProgress: (text: string) => void): Promise<T> {
  const response = await reach(path, 1, {
    method: 'POST',
    headers: { Accept: 'application/x-ndjson, application/json', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'same-origin',
    cache: 'no-store',
  });
  if (!response.ok) throw await failureOf(response);
  if (!response.headers.get('Content-Type')?.includes('ndjson')) return (await response.json()) as T;
  if (!response.body) throw await failureOf(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    rest += value ?? '';
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines.filter(Boolean)) {
      const line = JSON.parse(text) as LongLine<T>;
      if (line.error) throw new ApiError(line.error);
      if (line.result !== undefined) return line.result;
      if (line.progress) onProgress(line.progress);
    }
    if (done)
      throw new ApiError({
        status: 0,
        code: UnreachableCode,
        title: 'Connection lost',
        detail: 'The connection to the server broke before it said how the work ended. Look at its state again.',
      });
  }
}

export async function put<T>(path: string, body: unknown): Promise<T> {
  return (await send<T>('PUT', path, { body })).data;
}

export async function patch<T>(path: string, body: unknown, ifMatch?: string | null): Promise<T> {
  return (await send<T>('PATCH', path, { body, ifMatch })).data;
}

export async function del<T = void>(path: string, query?: Query): Promise<T> {
  return (await send<T>('DELETE', path, { query: query ?? {} })).data;
}

const PageSize = 200;
const MaximumItems = 10_000;

/**
 * Reads a paged list to its end, at most 10,000 items: lists here are filtered on the client, so that typing feels
 * instant.
 */
export async function getAll<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await get<Page<T>>(path, { ...query, limit: PageSize, cursor }, signal);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor && items.length < MaximumItems);
  return items;
}

/** A fresh value for the `Idempotency-Key` header. Not `randomUUID`, which plain HTTP pages do not have. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

function queryString(query: Query | undefined): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}

async function failureOf(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const body = (await response.json().catch(() => null)) as (Partial<Problem> & { error?: string }) | null;
  const error = new ApiError(
    {
      status: response.status,
      code: body?.code ?? `http_${response.status}`,
      title: body?.title ?? (response.statusText || 'Request failed'),
      // Routes of system D say it in a field of their own.
      detail: body?.detail ?? body?.error ?? body?.title ?? `The server answered ${response.status}.`,
      traceId: body?.traceId,
      errors: body?.errors,
    },
    Number.isFinite(retryAfter) ? retryAfter : null,
  );
  // A wrong password is also a 401, but nobody was signed in before it.
  if (error.status === 401 && error.code !== 'invalid_credentials') signedOutListeners.forEach((tell) => tell(error));
  return error;
}
