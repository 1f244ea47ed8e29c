import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { deleteRecording, type Recording } from '../api/recordings';
import { confirmDanger } from '../shell/ui/confirm';
import { plural } from '../shell/ui/format';

/** Asks, then deletes recordings. */
export function useRemoveRecordings() {
  const client = useQueryClient();
  return (recordings: Recording[], onDone: () => void) =>
    confirmDanger({
      title: `Delete ${plural(recordings.length, 'recording')}`,
      impact: 'What was recorded is removed from its machine. This cannot be undone.',
      confirmLabel: 'Delete',
      onConfirm: async () => {
        await Promise.all(recordings.map(({ id }) => deleteRecording(id)));
        await client.invalidateQueries({ queryKey: keys.recordings });
        onDone();
      },
    });
}
