import { describe, expect, it } from 'vitest';
import { ApiError, obstacle } from './problem';

const away = new ApiError({ status: 0, code: 'network', title: 'The server was not reached.' });
const gone = new ApiError({ status: 404, code: 'instance_not_found', title: 'There is no such instance.' });

describe('obstacle', () => {
  it('is nothing while all is well', () => expect(obstacle({ data: [], error: null })).toBeNull());

  it('is the error while there is nothing to show', () =>
    expect(obstacle({ data: undefined, error: away })).toBe(away));

  it('is no trouble that passes, while there is something to show', () =>
    expect(obstacle({ data: [], error: away })).toBeNull());

  it('is what the server has decided, whatever was shown', () =>
    expect(obstacle({ data: [], error: gone })).toBe(gone));
});
