import { Button } from '@mantine/core';
import type { Instance } from '../api/instances';
import { BulkBar } from '../shell/ui/BulkBar';
import { canDo } from './status';
import { useInstanceActions } from './useInstanceActions';

interface BulkActionsProps {
  instances: Instance[];
  onDone: () => void;
}

/** Actions on all selected instances; each button counts those that it would reach. */
export function BulkActions({ instances, onDone }: BulkActionsProps) {
  const actions = useInstanceActions();
  const start = instances.filter((instance) => canDo(instance, 'start')).length;
  const stop = instances.filter((instance) => canDo(instance, 'stop')).length;
  const removable = instances.filter((instance) => canDo(instance, 'delete'));
  return (
    <BulkBar count={instances.length} onClear={onDone}>
      <Button
        size="compact-sm"
        variant="default"
        disabled={start === 0}
        onClick={() => void actions.powerAll(instances, 'start').then(onDone)}
        data-testid="bulk-start"
      >
        Start {start || ''}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={stop === 0}
        onClick={() => void actions.powerAll(instances, 'stop').then(onDone)}
        data-testid="bulk-stop"
      >
        Stop {stop || ''}
      </Button>
      <Button
        size="compact-sm"
        variant="light"
        color="red"
        disabled={removable.length === 0}
        onClick={() => actions.removeAll(removable, onDone)}
        data-testid="bulk-delete"
      >
        Delete…
      </Button>
    </BulkBar>
  );
}
