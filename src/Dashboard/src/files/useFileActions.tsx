import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { deleteFile, restoreFile, type TrashEntry } from '../api/files';
import { keys } from '../api/keys';
import { plural } from '../shell/ui/format';
import { notifyDone, notifyError } from '../shell/ui/notify';
import { nameOf } from './paths';

const UndoTime = 15_000;

const titleOf = (entries: TrashEntry[]) =>
  entries.length === 1 ? entries.map(({ path }) => nameOf(path)).join() : plural(entries.length, 'object');

/** Deletes, with a way back that is offered for a while; the trash keeps it longer. */
export function useFileActions(instanceId: string) {
  const client = useQueryClient();
  const reload = () => client.invalidateQueries({ queryKey: keys.files(instanceId) });

  const undo = async (entries: TrashEntry[]) => {
    const results = await Promise.allSettled(entries.map(({ id }) => restoreFile(instanceId, id)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) notifyError(failed.reason);
    else notifyDone(`${titleOf(entries)} restored`);
    await reload();
  };

  const remove = async (paths: string[]) => {
    const results = await Promise.allSettled(paths.map((path) => deleteFile(instanceId, path)));
    const done = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) notifyError(failed.reason);
    await reload();
    const [first] = done;
    if (!first) return;
    const id = `deleted-${first.id}`;
    notifications.show({
      id,
      autoClose: UndoTime,
      title: `${titleOf(done)} deleted`,
      message: (
        <Group gap={8} justify="space-between" wrap="nowrap">
          <Text size="sm">It is in the trash of the instance.</Text>
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              notifications.hide(id);
              void undo(done);
            }}
            data-testid="file-undo"
          >
            Undo
          </Button>
        </Group>
      ),
    });
  };

  return { remove, reload };
}
