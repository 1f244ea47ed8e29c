import { Button, Group, NumberInput, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ChangeEvent } from 'react';
import { useNavigate } from 'react-router';
import { keys } from '../api/keys';
import { changeNode, revokeNode, rotateNodeKey, type Node, type NodeChange } from '../api/nodes';
import { ApiError } from '../api/problem';
import { may, useMe } from '../identity/session';
import { confirmDanger } from '../shell/ui/confirm';
import { plural } from '../shell/ui/format';
import { notifyDone, notifyError } from '../shell/ui/notify';
import { Section } from '../shell/ui/Section';
import { changeOf, draftOf } from './nodeDraft';

export function NodeSettings({ node }: { node: Node }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const me = useMe();
  const [draft, setDraft] = useState(() => draftOf(node));
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
  const number = (name: 'maxContainers' | 'memoryMb' | 'cpus' | 'portFrom' | 'portTo', field: string = name) => ({
    value: draft[name],
    onChange: (value: string | number) => typeof value === 'number' && setDraft({ ...draft, [name]: value }),
    error: fields[field]?.join(' '),
    'data-testid': `node-${name}`,
  });

  const text = (name: 'name' | 'publishAddress' | 'publicAddress') => ({
    value: draft[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) => setDraft({ ...draft, [name]: event.currentTarget.value }),
    error: fields[name]?.join(' '),
    'data-testid': `node-${name}`,
  });

  const rotate = useMutation({
    mutationFn: () => rotateNodeKey(node.id),
    onSuccess: () => notifyDone(`${node.name} has a new key`),
    onError: (problem) => notifyError(problem),
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
          {may(me, 'share:node') && (
            <Switch
              label="Shared"
              description="Everybody's instances may be placed here, not only the owner's"
              checked={node.shared}
              disabled={change.isPending}
              onChange={(event) => change.mutate({ shared: event.currentTarget.checked })}
              data-testid="node-shared"
            />
          )}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              change.mutate(changeOf(node, draft));
            }}
          >
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
              <TextInput label="Name" {...text('name')} />
              <NumberInput label="Instances at most" min={1} max={1000} {...number('maxContainers')} />
              <NumberInput
                label="Memory for instances"
                description="0: no limit"
                suffix=" MiB"
                min={0}
                step={1024}
                {...number('memoryMb')}
              />
              <NumberInput
                label="CPUs for instances"
                description="0: no limit"
                min={0}
                step={1}
                decimalScale={2}
                {...number('cpus')}
              />
              <NumberInput
                label="First port"
                description="Three for each instance"
                min={1024}
                max={65535}
                {...number('portFrom', 'portRange')}
              />
              <NumberInput
                label="Last port"
                description="Applies to new instances"
                min={1024}
                max={65535}
                {...number('portTo', 'portRange')}
              />
              <TextInput
                label="Publishes on"
                description="127.0.0.1: only from the machine itself; 0.0.0.0: from everywhere"
                placeholder="127.0.0.1"
                {...text('publishAddress')}
              />
              <TextInput
                label="Reached at"
                description="What people put into ssh"
                placeholder="host name or address"
                {...text('publicAddress')}
              />
            </SimpleGrid>
            <Group mt="md">
              <Button
                type="submit"
                loading={change.isPending}
                disabled={Object.keys(changeOf(node, draft)).length === 0}
                data-testid="node-save"
              >
                Save
              </Button>
            </Group>
          </form>
        </Stack>
      </Section>
      <Section
        title="Key"
        description="The machine proves with a key of its own who it is. A new one makes the old one void; terminals and connections go on."
        actions={
          <Button
            variant="light"
            loading={rotate.isPending}
            onClick={() => rotate.mutate()}
            disabled={node.status !== 'online'}
            data-testid="node-rotate"
          >
            New key
          </Button>
        }
      />
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
      />
    </>
  );
}
