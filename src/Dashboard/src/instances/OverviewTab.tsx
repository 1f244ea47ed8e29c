import { Alert, Stack, Text } from '@mantine/core';
import type { Instance } from '../api/instances';
import { mayDo, useMe } from '../identity/session';
import { CopyButton } from '../shell/ui/CopyButton';
import { CopyField } from '../shell/ui/CopyField';
import { DataList } from '../shell/ui/DataList';
import { Facts } from '../shell/ui/Facts';
import { formatCpus, formatMegabytes, plural } from '../shell/ui/format';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { Section } from '../shell/ui/Section';

const policies = { 'unless-stopped': 'Unless stopped by you', always: 'Always', no: 'Never' };

export function OverviewTab({ instance }: { instance: Instance }) {
  const me = useMe();
  const { limits, keys } = instance;
  const sshPort = instance.ports.find((port) => port.name === 'ssh');
  const direct = instance.sshCommand !== null && sshPort?.reachable !== false;
  return (
    <>
      {instance.error && (
        <Alert color="red" variant="light" title={instance.error.message} mb="md" role="alert">
          <Text span size="xs" className="mono">
            {instance.error.code}
          </Text>
        </Alert>
      )}
      {instance.status === 'offline' && (
        <Alert color="yellow" variant="light" title={`${instance.node?.name ?? 'Its node'} is not connected`} mb="md">
          The instance and its files are kept. It can be reached again as soon as the machine is back.
        </Alert>
      )}
      {mayDo(me, 'ssh:cloud_instance', instance) && (
        <Section
          title="Connect"
          description={
            keys.total === 0
              ? 'You have no SSH key registered yet. The first command makes one.'
              : keys.synced < keys.total
                ? `${keys.synced} of ${plural(keys.total, 'key')} installed so far`
                : `${plural(keys.total, 'key')} can sign in`
          }
        >
          <Stack gap={8}>
            <CopyField value={`anchorage ssh ${instance.name}`} label="command" testId="ssh-anchorage" />
            {direct && instance.sshCommand && (
              <CopyField value={instance.sshCommand} label="SSH command" testId="ssh-command" />
            )}
            {!direct && instance.sshCommand && (
              <Text size="sm" c="dimmed">
                Its port cannot be reached from here directly; the command above goes through this server.
              </Text>
            )}
            <Text size="xs" c="dimmed">
              For plain <code>ssh</code>, <code>scp</code>, <code>rsync</code> and editors:{' '}
              <code>anchorage ssh-config</code> writes a host entry, then <code>ssh anchorage-{instance.name}</code>{' '}
              works everywhere.
            </Text>
          </Stack>
        </Section>
      )}
      <Section title="Ports" description="What listens inside on the left is found outside on the right.">
        <DataList
          label="Ports"
          rows={instance.ports}
          rowKey={(port) => port.name}
          rowName={(port) => port.name}
          rowTestId={(port) => `port-${port.name}`}
          columns={[
            { key: 'name', header: 'Service', render: (port) => port.name.toUpperCase() },
            { key: 'container', header: 'Inside', render: (port) => <span className="tabular">{port.container}</span> },
            {
              key: 'host',
              header: 'Outside',
              render: (port) => (
                <span className="mono">
                  {port.address}:{port.host}
                </span>
              ),
            },
            {
              key: 'reachable',
              header: 'Reachable',
              render: (port) => (port.reachable ? 'directly' : 'through this server'),
            },
          ]}
          actions={(port) => <CopyButton value={`${port.address}:${port.host}`} label={`${port.name} address`} />}
        />
      </Section>
      <Section title="Details">
        <Facts
          items={[
            ['Memory', formatMegabytes(limits.memoryMb)],
            ['CPU', formatCpus(limits.cpus)],
            ['Processes', limits.pids.toLocaleString('en')],
            ['Restarts', policies[instance.restartPolicy]],
            ['Node', instance.node ? `${instance.node.name}${instance.node.online ? '' : ' (offline)'}` : 'none'],
            ['Owner', instance.owner.name],
            ['Created', <RelativeTime key="c" time={instance.createdAt} />],
            instance.status === 'running'
              ? ['Started', <RelativeTime key="s" time={instance.startedAt} />]
              : ['Stopped', <RelativeTime key="s" time={instance.stoppedAt} />],
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
