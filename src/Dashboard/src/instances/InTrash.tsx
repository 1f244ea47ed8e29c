import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Instance } from '../api/instances';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { useTrashActions } from './useTrashActions';

/** Says on its page that an instance was deleted, and offers to have it back. */
export function InTrash({ instance }: { instance: Instance }) {
  const { restore } = useTrashActions();
  const [busy, setBusy] = useState(false);
  return (
    <Group justify="space-between" mb="md" p="sm" bg="var(--warn-soft)" bdrs="md" data-testid="in-trash">
      <Text size="sm" c="var(--warn)">
        Deleted. It is removed for good <RelativeTime time={instance.purgeAt} absent="later" />.
      </Text>
      <Button
        size="xs"
        variant="default"
        loading={busy}
        onClick={() => {
          setBusy(true);
          void restore([instance]).finally(() => setBusy(false));
        }}
        data-testid="instance-restore"
      >
        Restore
      </Button>
    </Group>
  );
}
