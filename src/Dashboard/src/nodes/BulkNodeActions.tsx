import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { changeNode, type Node } from '../api/nodes';
import { BulkBar } from '../shell/ui/BulkBar';
import { notifyError } from '../shell/ui/notify';

interface BulkNodeActionsProps {
  nodes: Node[];
  onDone: () => void;
}

/** Draining is what is done with several machines at once, before maintenance. Removal stays one by one. */
export function BulkNodeActions({ nodes, onDone }: BulkNodeActionsProps) {
  const client = useQueryClient();
  const drain = useMutation({
    mutationFn: (draining: boolean) =>
      Promise.all(nodes.filter((node) => node.draining !== draining).map(({ id }) => changeNode(id, { draining }))),
    onSuccess: onDone,
    onError: (error) => notifyError(error),
    onSettled: () => client.invalidateQueries({ queryKey: keys.nodes }),
  });
  const draining = nodes.filter((node) => node.draining).length;
  const open = nodes.length - draining;
  return (
    <BulkBar count={nodes.length} onClear={onDone}>
      <Button
        size="compact-sm"
        variant="default"
        disabled={open === 0}
        loading={drain.isPending}
        onClick={() => drain.mutate(true)}
        data-testid="bulk-drain"
      >
        Drain {open || ''}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={draining === 0}
        loading={drain.isPending}
        onClick={() => drain.mutate(false)}
        data-testid="bulk-undrain"
      >
        End draining {draining || ''}
      </Button>
    </BulkBar>
  );
}
