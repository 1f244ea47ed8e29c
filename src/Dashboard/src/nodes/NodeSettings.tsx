import { Button, Group, NumberInput, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { keys } from '../api/keys';
import { changeNode, revokeNode, type Node, type NodeChange } from '../api/nodes';
import { ApiError } from '../api/problem';
import { confirmDanger } from '../shell/ui/confirm';
import { plural } from '../shell/ui/format';
import { notifyDone, notifyError } from '../shell/ui/notify';
import { Section } from '../shell/ui/Section';

export function NodeSettings({ node }: { node: Node }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState({
    name: node.name,
    maxContainers: node.capacity.maxContainers,
    memoryMb: node.capacity.memoryMb,
    cpus: node.capacity.cpus,
    publicAddress: node.publicAddress ?? '',
  });
  const change = useMutation({
    mutationFn: (body: NodeChange) => changeNode(node.id, body),
    onSuccess: () => {
      notifyDone(`${node.name} was changed`);
      void client.invalidateQueries({ queryKey: keys.node(node.id) });
      void client.invalidateQueries({ queryKey: keys.nodes });
    },
    onError: (error) => notifyError(error),
  });
  const fields = change.error instanceof ApiError ? change.error.fields : {};
  const number = (name: 'maxContainers' | 'memoryMb' | 'cpus') => ({
    value: draft[name],
    onChange: (value: string | number) => typeof value === 'number' && setDraft({ ...draft, [name]: value }),
    error: fields[name]?.join(' '),
    'data-testid': `node-${name}`,
  });

  const revoke = () =>
    confirmDanger({
      title: `Remove ${node.name}`,
      impact: (
        <>
          The machine is cut off at once and its key is void, with every open terminal and connection to it.
          {node.usage.containers > 0 && (
            <>
              {' '}
              <b>{plural(node.usage.containers, 'instance')} on it can no longer be reached or managed from here.</b>
            </>
          )}
        </>
      ),
      confirmLabel: 'Remove machine',
      typeName: node.name,
      onConfirm: async () => {
        await revokeNode(node.id, node.usage.containers > 0);
        await navigate('/nodes');
        void client.invalidateQueries({ queryKey: keys.nodes });
      },
    });

  return (
    <>
      <Section title="Settings">
        <Stack gap="md">
          <Switch
            label="Draining"
            description="No new instance is placed here; what runs goes on"
            checked={node.draining}
            disabled={change.isPending}
            onChange={(event) => change.mutate({ draining: event.currentTarget.checked })}
            data-testid="node-drain"
          />
          <Switch
            label="Shared"
            description="Everybody's instances may be placed here, not only the owner's"
            checked={node.shared}
            disabled={change.isPending}
            onChange={(event) => change.mutate({ shared: event.currentTarget.checked })}
            data-testid="node-shared"
          />
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const { publicAddress, ...rest } = draft;
              change.mutate(publicAddress ? { ...rest, publicAddress } : rest);
            }}
          >
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
              <TextInput
                label="Name"
                value={draft.name}
                onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
                error={fields.name?.join(' ')}
              />
              <TextInput
                label="Reached at"
                placeholder="host name or address"
                value={draft.publicAddress}
                onChange={(event) => setDraft({ ...draft, publicAddress: event.currentTarget.value })}
                error={fields.publicAddress?.join(' ')}
              />
              <NumberInput label="Instances at most" min={1} max={1000} {...number('maxContainers')} />
              <NumberInput label="Memory for instances" suffix=" MiB" min={128} step={1024} {...number('memoryMb')} />
              <NumberInput label="CPUs for instances" min={0.1} step={1} decimalScale={2} {...number('cpus')} />
            </SimpleGrid>
            <Group mt="md">
              <Button type="submit" loading={change.isPending} data-testid="node-save">
                Save
              </Button>
            </Group>
          </form>
        </Stack>
      </Section>
      <Section
        title="Remove"
        danger
        description="Cuts the machine off and voids its key. To use it again it must be added anew."
        actions={
          <Button
            color="red"
            variant="light"
            onClick={revoke}
            disabled={node.status === 'revoked'}
            data-testid="node-revoke"
          >
            Remove…
          </Button>
        }
      >
        {null}
      </Section>
    </>
  );
}
