import type { Operation, OperationState } from '../api/operations';
import type { Tone } from '../shell/ui/Chip';

const verbs: Record<string, [noun: string, running: string, done: string]> = {
  'instance.create': ['Create', 'Creating', 'is ready'],
  'instance.start': ['Start', 'Starting', 'was started'],
  'instance.stop': ['Stop', 'Stopping', 'was stopped'],
  'instance.restart': ['Restart', 'Restarting', 'was restarted'],
  'instance.rebuild': ['Rebuild', 'Rebuilding', 'was rebuilt'],
  'instance.delete': ['Remove', 'Removing', 'was removed for good'],
  'instance.trash': ['Delete', 'Deleting', 'is in the trash'],
  'instance.restore': ['Restore', 'Restoring', 'was restored'],
};

/** An operation in words; kinds of newer servers are shown by their name. */
export function describe(operation: Operation) {
  const name = operation.target.name ?? operation.target.id;
  const [noun, running, done] = verbs[operation.kind] ?? [
    operation.kind,
    operation.kind,
    `: ${operation.kind} is done`,
  ];
  return {
    noun: `${noun} ${name}`,
    running: `${running} ${name}`,
    done: `${name} ${done}`,
    failed: `${noun} ${name}:`,
  };
}

export const toneOfState: Record<OperationState, Tone> = {
  pending: 'busy',
  running: 'busy',
  succeeded: 'ok',
  failed: 'bad',
  cancelled: 'idle',
  interrupted: 'warn',
};
