import type { QueryClient } from '@tanstack/react-query';
import { restoreInstance } from '../api/instances';
import { keys } from '../api/keys';
import { applyOperation } from '../events/applyEvent';
import { plural } from '../shell/ui/format';
import { notifyDone, notifyError } from '../shell/ui/notify';

/** Takes instances out of the trash; those that fail do not keep back the others. */
export async function restoreInstances(client: QueryClient, ids: string[]): Promise<void> {
  const results = await Promise.allSettled(ids.map((id) => restoreInstance(id)));
  const failed = results.find((result) => result.status === 'rejected');
  const restored = results.filter((result) => result.status === 'fulfilled');
  for (const { value } of restored) if (value.operation) applyOperation(client, value.operation);
  if (restored.length > 0) notifyDone(`${plural(restored.length, 'instance')} restored`);
  if (failed) notifyError(failed.reason);
  await Promise.all([
    client.invalidateQueries({ queryKey: keys.trash }),
    client.invalidateQueries({ queryKey: ['instances'] }),
  ]);
}
