import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import type { Instance } from '../api/instances';
import { keys } from '../api/keys';
import { getNode, type Node } from '../api/nodes';
import { openTerminal } from '../api/terminals';
import { applyTerminal } from '../events/applyEvent';
import { mayDo, mayOn, useMe } from '../identity/session';
import { HealthCharts } from '../nodes/HealthCharts';
import { CopyField } from '../shell/ui/CopyField';
import { Facts } from '../shell/ui/Facts';
import { formatDuration } from '../shell/ui/format';
import { notifyError } from '../shell/ui/notify';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { Section } from '../shell/ui/Section';
import { canDo } from './status';

/** A machine at a glance: how it is, and the ways in. */
export function MachineOverview({ instance }: { instance: Instance }) {
  const me = useMe();
  const mayRead = mayOn(me, 'read:node', instance.owner);
  const { data } = useQuery({
    queryKey: keys.node(instance.id),
    queryFn: ({ signal }) => getNode(instance.id, signal),
    enabled: mayRead,
  });
  const node = data as Node | null | undefined;
  return (
    <>
      {instance.status === 'offline' && (
        <Alert color="yellow" variant="light" title={`${instance.name} is not connected`} mb="md">
          Its agent does not run, cannot reach this server, or no longer offers the machine. It comes back by itself.
        </Alert>
      )}
      {node?.health && (
        <Section title="Health" description={`Up for ${formatDuration(node.health.uptimeSeconds)}`}>
          <HealthCharts node={node} />
        </Section>
      )}
      {mayDo(me, 'command:cloud_instance', instance) && <Ways instance={instance} />}
      <Section title="Details">
        <Facts
          items={[
            ['System', instance.image.title || 'unknown'],
            [
              'Node',
              mayRead ? (
                <Anchor component={Link} to={`/nodes/${instance.id}`} fz="inherit">
                  {instance.node?.name ?? instance.id}
                </Anchor>
              ) : (
                '–'
              ),
            ],
            ['Agent', node?.agentVersion ?? '–'],
            ['Owner', instance.owner.name],
            ['Anchored', <RelativeTime key="c" time={instance.createdAt} />],
            [
              'Id',
              <span key="i" className="mono">
                {instance.id}
              </span>,
            ],
          ]}
        />
      </Section>
    </>
  );
}

function Ways({ instance }: { instance: Instance }) {
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const open = useMutation({
    mutationFn: (root: boolean) => openTerminal({ instanceId: instance.id, columns: 120, rows: 32, root }),
    onSuccess: (terminal) => {
      applyTerminal(client, terminal);
      void navigate(`/instances/${instance.id}?tab=terminal`);
    },
    onError: (problem) => notifyError(problem),
  });
  const canOpen = canDo(instance, 'terminal');
  return (
    <Section
      title="Connect"
      description="Terminals, commands and files belong to the account that the machine's administrator named."
    >
      <Stack gap={8}>
        <Group gap={8}>
          {mayDo(me, 'root:cloud_instance', instance) && (
            <Button
              variant="default"
              disabled={!canOpen}
              loading={open.isPending && open.variables}
              onClick={() => open.mutate(true)}
              data-testid="machine-root-terminal"
            >
              As root
            </Button>
          )}
          <Button
            leftSection={<IconTerminal2 size={15} />}
            disabled={!canOpen}
            loading={open.isPending && !open.variables}
            onClick={() => open.mutate(false)}
            data-testid="machine-terminal"
          >
            Open a terminal
          </Button>
        </Group>
        <CopyField value={`anchorage attach ${instance.name}`} label="command for a terminal" />
        <CopyField value={`anchorage exec ${instance.name} -- uptime`} label="command to run something" />
        <Text size="xs" c="dimmed">
          A port of the machine: <code>anchorage forward {instance.name} 8080</code>. Files:{' '}
          <code>anchorage cp notes.txt {instance.name}:/tmp/notes.txt</code>
        </Text>
      </Stack>
    </Section>
  );
}
