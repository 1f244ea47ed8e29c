import { expect, it } from 'vitest';
import { keyState } from './keyState';

const key = { revokedAt: null, expiresAt: '2030-01-01T00:00:00Z', maxUses: 2, uses: 1 };
const now = Date.parse('2029-12-31T00:00:00Z');

it.each([
  ['usable', {}],
  ['usable', { expiresAt: null, maxUses: null, uses: 900 }],
  ['used up', { uses: 2 }],
  ['expired', { expiresAt: '2029-12-31T00:00:00Z' }],
  ['revoked', { revokedAt: '2029-01-01T00:00:00Z', uses: 2 }],
])('is %s with %o', (state, change) => {
  expect(keyState({ ...key, ...change }, now)).toBe(state);
});
