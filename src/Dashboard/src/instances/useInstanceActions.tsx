import { useQueryClient } from '@tanstack/react-query';
import { deleteInstance, powerInstance, type Instance, type InstanceAnswer, type PowerAction } from '../api/instances';
import type { Operation } from '../api/operations';
import { applyInstance, applyOperation } from '../events/applyEvent';
import { plural } from '../shell/ui/format';
import { confirmDanger } from '../shell/ui/confirm';
import { notifyError } from '../shell/ui/notify';
import { canDo } from './status';

/** What can be done with instances; the answers go into the cache at once, events bring the rest. */
export function useInstanceActions() {
  const client = useQueryClient();

  const accept = ({ instance, operation }: InstanceAnswer) => {
    applyInstance(client, instance);
    if (operation) applyOperation(client, operation);
  };
  const acceptOperation = ({ operation }: { operation: Operation }) => applyOperation(client, operation);

  const power = async (instance: Instance, action: PowerAction) => {
    try {
      accept(await powerInstance(instance.id, action));
    } catch (error) {
      notifyError(error);
    }
  };

  const powerAll = (instances: Instance[], action: PowerAction) =>
    Promise.all(instances.filter((instance) => canDo(instance, action)).map((instance) => power(instance, action)));

  const remove = (instance: Instance) =>
    confirmDanger({
      title: `Delete ${instance.name}`,
      impact: (
        <>
          It is stopped, and rests in the trash for 24 hours, with its home directory. Until then it can be restored;
          after that it is removed with everything in it.
        </>
      ),
      confirmLabel: 'Move to the trash',
      onConfirm: async () => acceptOperation(await deleteInstance(instance.id)),
    });

  const removeAll = (instances: Instance[], onDone: () => void) =>
    confirmDanger({
      title: `Delete ${plural(instances.length, 'instance')}`,
      impact: (
        <>
          These instances are stopped, and rest in the trash for 24 hours, from where they can be restored:{' '}
          <b>{instances.map(({ name }) => name).join(', ')}</b>.
        </>
      ),
      confirmLabel: 'Move to the trash',
      onConfirm: async () => {
        const results = await Promise.allSettled(
          instances.map(async ({ id }) => acceptOperation(await deleteInstance(id))),
        );
        const failed = results.find((result) => result.status === 'rejected');
        if (failed) throw failed.reason;
        onDone();
      },
    });

  const restart = (instance: Instance) =>
    confirmDanger({
      title: `Restart ${instance.name}`,
      impact: 'Everything that runs in it is ended, SSH sessions and terminals included. Files are kept.',
      confirmLabel: 'Restart',
      onConfirm: async () => accept(await powerInstance(instance.id, 'restart')),
    });

  return { accept, power, powerAll, remove, removeAll, restart };
}
