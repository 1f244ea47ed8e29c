import { useQueryClient } from '@tanstack/react-query';
import { purgeInstance, restoreInstance, type Instance } from '../api/instances';
import { keys } from '../api/keys';
import { applyOperation } from '../events/applyEvent';
import { confirmDanger } from '../shell/ui/confirm';
import { plural } from '../shell/ui/format';
import { notifyDone, notifyError } from '../shell/ui/notify';

/** Out of the trash: back, or away for good. */
export function useTrashActions() {
  const client = useQueryClient();
  const reload = () => client.invalidateQueries({ queryKey: keys.trash });

  const restore = async (instances: Instance[]) => {
    const results = await Promise.allSettled(instances.map(({ id }) => restoreInstance(id)));
    const failed = results.find((result) => result.status === 'rejected');
    const restored = results.filter((result) => result.status === 'fulfilled');
    for (const { value } of restored) if (value.operation) applyOperation(client, value.operation);
    if (restored.length > 0) notifyDone(`${plural(restored.length, 'instance')} restored`);
    if (failed) notifyError(failed.reason);
    await Promise.all([reload(), client.invalidateQueries({ queryKey: ['instances'] })]);
  };

  const purge = (instances: Instance[], onDone: () => void) =>
    confirmDanger({
      title: `Remove ${plural(instances.length, 'instance')} for good`,
      impact: `Containers and home directories of ${instances.map(({ name }) => name).join(', ')} are removed. This cannot be undone.`,
      confirmLabel: 'Remove for good',
      onConfirm: async () => {
        await Promise.all(instances.map(({ id }) => purgeInstance(id)));
        await reload();
        onDone();
      },
    });

  return { restore, purge };
}
