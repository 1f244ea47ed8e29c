import { Button, Group, ScrollArea, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { emptyFileTrash, listFileTrash, purgeFile, restoreFile, type TrashEntry } from '../api/files';
import { keys } from '../api/keys';
import { confirmDanger } from '../shell/ui/confirm';
import { Dialog } from '../shell/ui/Dialog';
import { ErrorState } from '../shell/ui/ErrorState';
import { plural } from '../shell/ui/format';
import { notifyDone, notifyError } from '../shell/ui/notify';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { RelativeTime } from '../shell/ui/RelativeTime';

/** What was deleted from an instance. */
export function TrashDialog({ instanceId, onClose }: { instanceId: string; onClose: () => void }) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: keys.fileTrash(instanceId),
    queryFn: ({ signal }) => listFileTrash(instanceId, signal),
    staleTime: 0,
  });
  const reload = () => client.invalidateQueries({ queryKey: keys.files(instanceId) });
  const restore = async ({ id, path }: TrashEntry) => {
    try {
      await restoreFile(instanceId, id);
      notifyDone(`${path} restored`);
    } catch (problem) {
      notifyError(problem);
    }
    await reload();
  };
  const purge = (entry: TrashEntry | null) =>
    confirmDanger({
      title: entry ? 'Remove for good' : 'Empty the trash',
      impact: `${entry ? entry.path : plural(data?.length ?? 0, 'entry', 'entries')} will be removed. This cannot be undone.`,
      confirmLabel: 'Remove for good',
      onConfirm: async () => {
        await (entry ? purgeFile(instanceId, entry.id) : emptyFileTrash(instanceId));
        await reload();
      },
    });

  return (
    <Dialog title="Deleted files" size="lg" onClose={onClose}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PanelSkeleton />
      ) : data.length === 0 ? (
        <Text size="sm" c="dimmed" data-testid="file-trash-empty">
          Nothing is in the trash of this instance.
        </Text>
      ) : (
        <Stack gap="md">
          <ScrollArea.Autosize mah={420}>
            <Stack gap={8}>
              {data.map((entry) => (
                <Group key={entry.id} justify="space-between" wrap="nowrap" data-testid={`trashed-${entry.path}`}>
                  <div style={{ minWidth: 0 }}>
                    <Text size="sm" className="mono" style={{ overflowWrap: 'anywhere' }}>
                      {entry.path}
                    </Text>
                    <Text size="xs" c="dimmed">
                      <RelativeTime time={entry.deletedAt} />
                    </Text>
                  </div>
                  <Group gap={6} wrap="nowrap">
                    <Button size="compact-sm" variant="default" onClick={() => void restore(entry)}>
                      Restore
                    </Button>
                    <Button size="compact-sm" variant="light" color="red" onClick={() => purge(entry)}>
                      Remove…
                    </Button>
                  </Group>
                </Group>
              ))}
            </Stack>
          </ScrollArea.Autosize>
          <Group justify="flex-end">
            <Button color="red" variant="light" onClick={() => purge(null)}>
              Empty the trash…
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
