import { useQueryClient } from '@tanstack/react-query';
import { purgeInstance, type Instance } from '../api/instances';
import { keys } from '../api/keys';
import { confirmDanger } from '../shell/ui/confirm';
import { plural } from '../shell/ui/format';
import { restoreInstances } from './restoreInstances';

/** Out of the trash: back, or away for good. */
export function useTrashActions() {
  const client = useQueryClient();

  const restore = (instances: Instance[]) =>
    restoreInstances(
      client,
      instances.map(({ id }) => id),
    );

  const purge = (instances: Instance[], onDone: () => void) => {
    const [first, ...others] = instances;
    if (!first) return;
    confirmDanger({
      title: `Remove ${plural(instances.length, 'instance')} for good`,
      impact: `Containers and home directories of ${instances.map(({ name }) => name).join(', ')} are removed. This cannot be undone.`,
      confirmLabel: 'Remove for good',
      typeName: others.length === 0 ? first.name : `remove ${instances.length}`,
      onConfirm: async () => {
        await Promise.all(instances.map(({ id }) => purgeInstance(id)));
        await client.invalidateQueries({ queryKey: keys.trash });
        onDone();
      },
    });
  };

  return { restore, purge };
}
