import { describe, expect, it, vi } from 'vitest';
import { get, getAll, onSignedOut, post, send } from './http';
import { ApiError } from './problem';

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(() =>
    Promise.resolve(new Response(body === undefined ? null : JSON.stringify(body), { status, headers })),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

describe('http', () => {
  it('turns problem+json into an error with code, fields and trace', async () => {
    answer(400, {
      status: 400,
      code: 'invalid_request',
      title: 'Not accepted',
      detail: 'Two fields are wrong.',
      traceId: 't1',
      errors: { name: ['Too long.'] },
    });
    const error = await get('/api/x').catch((reason: unknown) => reason as ApiError);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      status: 400,
      code: 'invalid_request',
      message: 'Two fields are wrong.',
      traceId: 't1',
      fields: { name: ['Too long.'] },
    });
  });

  it('sends again what may be repeated when no answer came, and nothing else', async () => {
    const fetched = answer(200, { ok: true });
    fetched.mockRejectedValueOnce(new TypeError('network changed'));
    await expect(post('/api/x', {}, { idempotencyKey: 'k1' })).resolves.toEqual({ ok: true });
    expect(fetched.mock.calls.map(([, init]) => (init.headers as Record<string, string>)['Idempotency-Key'])).toEqual([
      'k1',
      'k1',
    ]);

    const refused = answer(200, {});
    refused.mockRejectedValueOnce(new TypeError('network changed'));
    await expect(post('/api/x', {})).rejects.toMatchObject({ code: 'server_unreachable' });
    expect(refused).toHaveBeenCalledTimes(1);
  });

  it('makes sense of an answer that is no problem+json, and of none at all', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<h1>Bad gateway</h1>', { status: 502 })));
    await expect(get('/api/x')).rejects.toMatchObject({ status: 502, code: 'http_502' });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
    await expect(get('/api/x')).rejects.toMatchObject({ status: 0, code: 'server_unreachable' });
  });

  it('lets an abort stay an abort', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('gone', 'AbortError')));
    await expect(get('/api/x')).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('reports a lost session, but not a wrong password', async () => {
    const told = vi.fn();
    const stop = onSignedOut(told);
    answer(401, { code: 'invalid_credentials' });
    await expect(post('/api/auth/login', {})).rejects.toMatchObject({ code: 'invalid_credentials' });
    expect(told).not.toHaveBeenCalled();
    answer(401, { code: 'not_authenticated' });
    await expect(get('/api/instances')).rejects.toBeInstanceOf(ApiError);
    expect(told).toHaveBeenCalledOnce();
    stop();
  });

  it('sends body, idempotency key and If-Match, and returns the ETag', async () => {
    const fetched = answer(200, { ok: true }, { ETag: '"8"' });
    const { data, etag } = await send('PATCH', '/api/users/u', {
      body: { role: 'admin' },
      ifMatch: '"7"',
      idempotencyKey: 'k',
    });
    expect([data, etag]).toEqual([{ ok: true }, '"8"']);
    expect(fetched.mock.calls[0]?.[1]).toMatchObject({
      method: 'PATCH',
      body: '{"role":"admin"}',
      headers: { 'If-Match': '"7"', 'Idempotency-Key': 'k' },
    });
  });

  it('takes how long to wait from Retry-After', async () => {
    answer(429, { code: 'too_many_attempts' }, { 'Retry-After': '75' });
    await expect(post('/api/auth/login', {})).rejects.toMatchObject({ retryAfterSeconds: 75 });
  });

  it('reads a list page by page', async () => {
    const pages = [
      { items: [1, 2], nextCursor: 'c' },
      { items: [3], nextCursor: null },
    ];
    const urls: string[] = [];
    vi.stubGlobal('fetch', (url: string) => {
      urls.push(url);
      return Promise.resolve(new Response(JSON.stringify(pages[urls.length - 1])));
    });
    expect(await getAll('/api/instances', { all: true })).toEqual([1, 2, 3]);
    expect(urls).toEqual(['/api/instances?all=true&limit=200', '/api/instances?all=true&limit=200&cursor=c']);
  });
});
