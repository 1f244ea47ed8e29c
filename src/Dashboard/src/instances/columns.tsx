import { Anchor, Badge, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Instance } from '../api/instances';
import { CopyButton } from '../shell/ui/CopyButton';
import type { Column } from '../shell/ui/DataList';
import { timeColumn } from '../shell/ui/columns';
import { InstanceStatusChip } from './InstanceStatusChip';
import { isMachine, statusOf } from './status';

export function instanceColumns(withOwner: boolean): Column<Instance>[] {
  const columns: (Column<Instance> | null)[] = [
    {
      key: 'name',
      header: 'Name',
      sortBy: ({ name }) => name,
      render: (instance) => (
        <div>
          <Group gap={6}>
            <Anchor
              component={Link}
              to={`/instances/${instance.id}`}
              fw={570}
              c="var(--mantine-color-text)"
              fz="inherit"
            >
              {instance.name}
            </Anchor>
            {isMachine(instance) && (
              <Badge size="xs" variant="default">
                machine
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            {instance.image.title}
          </Text>
        </div>
      ),
    },
    {
      key: 'status',
      header: 'Status',
      width: 120,
      sortBy: (instance) => statusOf(instance).word,
      render: (instance) => <InstanceStatusChip instance={instance} />,
    },
    {
      key: 'ssh',
      header: 'SSH',
      render: (instance) =>
        instance.sshCommand ? (
          <Group gap={4} wrap="nowrap" style={{ minWidth: 0 }}>
            <Text className="mono" truncate maw={230} title={instance.sshCommand}>
              {instance.sshCommand}
            </Text>
            <CopyButton
              value={instance.sshCommand}
              label={`SSH command of ${instance.name}`}
              testId={`copy-ssh-${instance.name}`}
            />
          </Group>
        ) : (
          <Text c="dimmed" span>
            –
          </Text>
        ),
    },
    {
      key: 'ports',
      header: 'Ports',
      wideOnly: true,
      render: ({ ports }) => (
        <Text
          className="tabular nowrap"
          size="sm"
          c="dimmed"
          title={ports.map((port) => `${port.name} ${port.address}:${port.host} → ${port.container}`).join('\n')}
        >
          {ports
            .filter((port) => port.name !== 'ssh')
            .map((port) => port.host)
            .join(', ') || '–'}
        </Text>
      ),
    },
    {
      key: 'node',
      header: 'Node',
      sortBy: ({ node }) => node?.name,
      render: ({ node }) => (
        <Text span size="sm" className="nowrap" c={node?.online === false ? 'var(--warn)' : undefined}>
          {node?.name ?? '–'}
        </Text>
      ),
    },
    withOwner
      ? { key: 'owner', header: 'Owner', sortBy: ({ owner }) => owner.name, render: ({ owner }) => owner.name }
      : null,
    timeColumn('created', 'Created', ({ createdAt }) => createdAt, { wideOnly: true }),
  ];
  return columns.filter((column) => column !== null);
}
