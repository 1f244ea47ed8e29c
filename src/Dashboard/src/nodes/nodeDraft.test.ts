import { expect, it } from 'vitest';
import type { Node } from '../api/nodes';
import { changeOf, draftOf } from './nodeDraft';

const node = {
  name: 'lab',
  capacity: { maxContainers: 10, memoryMb: 0, cpus: 0 },
  portRange: { from: 20000, to: 29999 },
  publishAddress: '127.0.0.1',
  publicAddress: 'lab.example.org',
} as Node;

it('sends nothing when nothing was changed', () => {
  expect(changeOf(node, draftOf(node))).toEqual({});
});

it('sends only what differs, and both ends of the ports', () => {
  const draft = { ...draftOf(node), portTo: 20999, publicAddress: '', cpus: 2 };
  expect(changeOf(node, draft)).toEqual({ portRange: { from: 20000, to: 20999 }, publicAddress: '', cpus: 2 });
});
