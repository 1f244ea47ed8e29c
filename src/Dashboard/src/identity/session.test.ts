import { expect, it } from 'vitest';
import { safeReturnPath } from './session';

it.each([
  ['/instances/web?tab=logs', '/instances/web?tab=logs'],
  [null, '/'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/login?return=/', '/'],
])('returns from signing in with %s to %s', (wanted, path) => expect(safeReturnPath(wanted)).toBe(path));
