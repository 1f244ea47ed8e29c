import { Alert, Button, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { Dialog } from '../shell/ui/Dialog';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { keys } from '../api/keys';
import { createOnboardingKey } from '../api/nodes';
import { nodesQuery } from '../instances/queries';
import { CopyField } from '../shell/ui/CopyField';
import { Loading } from '../shell/ui/Loading';
import { FormError } from '../identity/FormError';

interface AddMachineDialogProps {
  onClose: () => void;
}

const lifetimes = [
  { value: '1', label: 'One hour' },
  { value: '24', label: 'One day' },
  { value: '168', label: 'One week' },
];

/** Makes a key for new machines, shows the line to paste, and waits until a machine appears. */
export default function AddMachineDialog({ onClose }: AddMachineDialogProps) {
  const [label, setLabel] = useState('');
  const [hours, setHours] = useState('24');
  const [uses, setUses] = useState<number | string>(1);
  const { data: nodes } = useQuery(nodesQuery);
  const [before, setBefore] = useState<ReadonlySet<string>>(new Set());

  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () =>
      createOnboardingKey({
        label: label.trim() || 'New machine',
        expiresAt: new Date(Date.now() + Number(hours) * 3_600_000).toISOString(),
        maxUses: Number(uses) || 1,
      }),
    onMutate: () => setBefore(new Set(nodes?.map(({ id }) => id))),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.onboardingKeys }),
  });
  const arrived = create.data ? (nodes?.filter(({ id }) => !before.has(id)) ?? []) : [];

  return (
    <Dialog onClose={onClose} title="Add a machine" size="lg">
      {!create.data ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate();
          }}
        >
          <Stack gap="md">
            <Text size="sm" c="dimmed">
              Any Linux machine that can reach this server. It becomes an instance of yours, with terminals and files;
              with Docker it runs containers too. Where the <code>anchorage</code> command is installed,{' '}
              <code>anchorage node anchor {window.location.origin}</code> does the same with your password.
            </Text>
            <FormError error={create.error} />
            <TextInput
              label="What is it for?"
              description="Only a note, to tell keys apart"
              placeholder="Lab machines"
              value={label}
              onChange={(event) => setLabel(event.currentTarget.value)}
              maxLength={80}
              data-autofocus
              data-testid="onboarding-label"
            />
            <Group grow>
              <Select
                label="The line is valid for"
                data={lifetimes}
                value={hours}
                onChange={(value) => value && setHours(value)}
              />
              <NumberInput label="Number of machines" min={1} max={1000} value={uses} onChange={setUses} />
            </Group>
            <Group justify="flex-end" gap={8}>
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending} data-testid="onboarding-submit">
                Show the line to paste
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack gap="md">
          <div>
            <Text size="sm" mb={6}>
              Run this on the machine, as root. It is safe to run again.
            </Text>
            <CopyField wrap value={create.data.command} label="command" testId="onboarding-command" />
            <Text size="xs" c="dimmed" mt={6}>
              The line holds a key. It is shown only now.
            </Text>
          </div>
          <div role="status" data-testid="onboarding-wait">
            {arrived.length === 0 ? (
              <Group gap={10}>
                <Loading />
                <Text size="sm">Waiting for the machine to connect…</Text>
              </Group>
            ) : (
              arrived.map((node) => (
                <Alert
                  key={node.id}
                  color={node.docker?.available ? 'teal' : 'yellow'}
                  variant="light"
                  icon={<IconCircleCheck size={18} />}
                  title={
                    node.docker?.available ? `${node.name} is connected` : `${node.name} is connected, without Docker`
                  }
                  mb="xs"
                >
                  {node.docker?.problem?.message ??
                    (node.docker?.available ? 'It can take instances now.' : 'It cannot run instances.')}{' '}
                  <Link to={`/nodes/${node.id}`}>Open it</Link>
                </Alert>
              ))
            )}
          </div>
          <Group justify="flex-end">
            <Button onClick={onClose} variant={arrived.length > 0 ? 'filled' : 'default'}>
              {arrived.length > 0 ? 'Done' : 'Close'}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  );
}
