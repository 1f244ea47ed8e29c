import type { Instance, InstanceStatus } from '../api/instances';
import { isActive } from '../api/operations';
import type { Tone } from '../shell/ui/Chip';

const tones: Record<InstanceStatus, Tone> = {
  creating: 'busy',
  running: 'ok',
  stopped: 'idle',
  failed: 'bad',
  deleting: 'busy',
  trashed: 'idle',
  offline: 'warn',
  unknown: 'warn',
};

const explanations: Partial<Record<InstanceStatus, string>> = {
  offline: 'Its node is not connected. The instance is kept; it comes back with the node.',
  unknown: 'Its node has not reported yet.',
};

/** The status as shown: an operation under way says more than the state it started from. */
export function statusOf(instance: Instance) {
  const busy = instance.operation && isActive(instance.operation) ? instance.operation.kind.split('.')[1] : null;
  const verb = busy
    ? {
        create: 'creating',
        start: 'starting',
        stop: 'stopping',
        restart: 'restarting',
        rebuild: 'rebuilding',
        delete: 'deleting',
        trash: 'deleting',
        restore: 'restoring',
      }[busy]
    : null;
  return {
    word: verb ?? instance.status,
    tone: verb ? ('busy' as const) : tones[instance.status],
    pulse: verb !== null && verb !== undefined,
    explanation: explanations[instance.status],
  };
}

export const isMachine = ({ kind }: Pick<Instance, 'kind'>) => kind === 'machine';

export function canDo(
  instance: Instance,
  action: 'start' | 'stop' | 'restart' | 'rebuild' | 'delete' | 'terminal',
): boolean {
  if (instance.operation && isActive(instance.operation)) return false;
  // A machine is neither started nor made anew from here, and parted from with its node.
  if (isMachine(instance) && action !== 'terminal') return false;
  switch (action) {
    case 'start':
      return instance.status === 'stopped' || instance.status === 'failed';
    case 'stop':
    case 'restart':
    case 'terminal':
      return instance.status === 'running';
    case 'rebuild':
      return instance.status === 'running' || instance.status === 'stopped' || instance.status === 'failed';
    case 'delete':
      return instance.status !== 'deleting' && instance.status !== 'trashed';
  }
}
