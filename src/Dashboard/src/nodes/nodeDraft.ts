import type { Node, NodeChange } from '../api/nodes';

/** The settings of a node as its form holds them. */
export interface NodeDraft {
  name: string;
  maxContainers: number;
  memoryMb: number;
  cpus: number;
  portFrom: number;
  portTo: number;
  publishAddress: string;
  publicAddress: string;
}

export function draftOf({ name, capacity, portRange, publishAddress, publicAddress }: Node): NodeDraft {
  return {
    name,
    ...capacity,
    portFrom: portRange?.from ?? 20000,
    portTo: portRange?.to ?? 29999,
    publishAddress: publishAddress ?? '',
    publicAddress: publicAddress ?? '',
  };
}

/** Only what differs from the node, so that somebody else's change of another field is not taken back. */
export function changeOf(node: Node, draft: NodeDraft): NodeChange {
  const old = draftOf(node);
  const change: NodeChange = {};
  if (draft.name !== old.name) change.name = draft.name;
  if (draft.maxContainers !== old.maxContainers) change.maxContainers = draft.maxContainers;
  if (draft.memoryMb !== old.memoryMb) change.memoryMb = draft.memoryMb;
  if (draft.cpus !== old.cpus) change.cpus = draft.cpus;
  if (draft.portFrom !== old.portFrom || draft.portTo !== old.portTo)
    change.portRange = { from: draft.portFrom, to: draft.portTo };
  // There is no taking the publish address back, only another one; the public address may be emptied.
  if (draft.publishAddress && draft.publishAddress !== old.publishAddress) change.publishAddress = draft.publishAddress;
  if (draft.publicAddress !== old.publicAddress) change.publicAddress = draft.publicAddress;
  return change;
}
