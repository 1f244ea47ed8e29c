import { describe, expect, it } from 'vitest';
import type { Node } from '../api/nodes';
import { statusOf } from './status';

const offline = { status: 'offline', draining: false, docker: null, partedAt: null } as Node;

describe('the status of a node', () => {
  it('tells a machine that has left from one that is switched off', () => {
    expect(statusOf(offline)).toEqual({ word: 'offline', tone: 'bad' });
    const parted = statusOf({ ...offline, partedAt: '2027-01-02T03:04:05Z' });
    expect([parted.word, parted.tone]).toEqual(['parted', 'idle']);
    expect(parted.explanation).toContain('anchor it again');
  });
});
