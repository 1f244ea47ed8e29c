import { describe as group, expect, it } from 'vitest';
import type { Share } from '../api/shares';
import { describe, names, presetOf, presets, stateOf } from './rights';

const share = (over: Partial<Share>): Share => ({
  id: 's1',
  sharerId: 'u1',
  sharerName: 'ann',
  shareeId: 'u2',
  shareeName: 'bob',
  instanceId: null,
  instanceName: null,
  permissions: null,
  description: '',
  createdTimestamp: 0,
  expiresTimestamp: null,
  isEnabled: true,
  etag: '1',
  groupId: null,
  ...over,
});

group('what a share gives', () => {
  it('knows its presets whatever the order', () => {
    for (const { value, permissions } of presets)
      expect(presetOf(permissions ? [...permissions].reverse() : null)).toBe(value);
    expect(presetOf(['read:cloud_instance', 'logs:cloud_instance'])).toBe('some');
    expect(presetOf([])).toBe('some');
  });

  it('says it in words', () => {
    expect(describe(share({ permissions: null }))).toBe('Everything');
    expect(describe(share({ permissions: ['logs:cloud_instance', 'fly:moon'] }))).toBe(
      `${names['logs:cloud_instance']}, fly:moon`,
    );
  });

  it('says whether it counts now', () => {
    expect(stateOf(share({}), 5)).toBe('active');
    expect(stateOf(share({ isEnabled: false }), 5)).toBe('off');
    expect(stateOf(share({ expiresTimestamp: 5 }), 5)).toBe('expired');
    expect(stateOf(share({ expiresTimestamp: 6 }), 5)).toBe('active');
  });
});
