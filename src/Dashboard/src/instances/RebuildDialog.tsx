import { Button, Checkbox, Group, List, Select, Stack, Text, TextInput } from '@mantine/core';
import { Dialog } from '../shell/ui/Dialog';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { rebuildInstance, type Instance } from '../api/instances';
import { notifyError } from '../shell/ui/notify';
import { imagesQuery } from './queries';
import { useInstanceActions } from './useInstanceActions';

interface RebuildDialogProps {
  instance: Instance;
  onClose: () => void;
}

/** Says what a rebuild keeps and what it loses before it is done. */
export function RebuildDialog({ instance, onClose }: RebuildDialogProps) {
  const { accept } = useInstanceActions();
  const { data: images } = useQuery(imagesQuery);
  const [imageId, setImageId] = useState<string | null>(instance.image.id);
  const [wipeHome, setWipeHome] = useState(false);
  const [typed, setTyped] = useState('');
  const rebuild = useMutation({
    mutationFn: () => rebuildInstance(instance.id, { ...(imageId ? { imageId } : {}), wipeHome }),
    onSuccess: (answer) => {
      accept(answer);
      onClose();
    },
    onError: (error) => notifyError(error),
  });
  const ready = !wipeHome || typed === instance.name;
  return (
    <Dialog onClose={onClose} title={`Rebuild ${instance.name}`} size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) rebuild.mutate();
        }}
      >
        <Stack gap="md">
          <Select
            label="Image"
            data={images?.map(({ id, title, available }) => ({ value: id, label: title, disabled: !available })) ?? []}
            value={imageId}
            onChange={setImageId}
          />
          <div>
            <Text size="sm" fw={500}>
              {wipeHome ? 'Kept: name, ports, limits' : 'Kept: home directory, keys, ports, host keys, limits'}
            </Text>
            <Text size="sm" c="var(--bad)">
              Lost:
            </Text>
            <List size="sm" ml={4}>
              <List.Item>programs installed and files changed outside the home directory</List.Item>
              <List.Item>everything that runs now: SSH sessions, terminals, services</List.Item>
              {wipeHome && (
                <List.Item>
                  <b>the home directory with all files in it</b>
                </List.Item>
              )}
            </List>
          </div>
          <Checkbox
            label="Also empty the home directory"
            checked={wipeHome}
            onChange={(event) => setWipeHome(event.currentTarget.checked)}
            data-testid="rebuild-wipe"
          />
          {wipeHome && (
            <TextInput
              label={
                <>
                  Type <b className="mono">{instance.name}</b> to confirm
                </>
              }
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
              data-testid="rebuild-name"
            />
          )}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              color={wipeHome ? 'red' : undefined}
              disabled={!ready}
              loading={rebuild.isPending}
              data-testid="rebuild-submit"
            >
              Rebuild
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
