import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { IconPlus, IconServer2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { Node } from '../api/nodes';
import { mayOn, useMe } from '../identity/session';
import { nodesQuery } from '../instances/queries';
import { DataList, type Column } from '../shell/ui/DataList';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { formatBytes, plural } from '../shell/ui/format';
import { ListToolbar } from '../shell/ui/ListToolbar';
import { Page } from '../shell/ui/Page';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { useFilter } from '../shell/ui/useFilter';
import { useFlag } from '../shell/ui/useFlag';
import { BulkNodeActions } from './BulkNodeActions';
import { Meter } from './Meter';
import { NodeStatusChip } from './NodeStatusChip';
import { OnboardingKeys } from './OnboardingKeys';
import { statusOf } from './status';
import { loadPart } from '../shell/loadPart';

const AddMachineDialog = lazy(() => loadPart(() => import('./AddMachineDialog')));

const columns: Column<Node>[] = [
  {
    key: 'name',
    header: 'Name',
    sortBy: ({ name }) => name,
    render: (node) => (
      <div>
        <Group gap={6}>
          <Anchor component={Link} to={`/nodes/${node.id}`} fw={570} c="var(--mantine-color-text)" fz="inherit">
            {node.name}
          </Anchor>
          {node.local && (
            <Badge size="xs" variant="default">
              this machine
            </Badge>
          )}
          {node.shared && (
            <Badge size="xs" variant="default">
              shared
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {[node.os, node.arch].filter(Boolean).join(' · ') || node.hostname}
        </Text>
      </div>
    ),
  },
  {
    key: 'status',
    header: 'Status',
    width: 110,
    sortBy: (node) => statusOf(node).word,
    render: (node) => <NodeStatusChip node={node} />,
  },
  {
    key: 'instances',
    header: 'Instances',
    sortBy: ({ usage }) => usage.containers,
    render: ({ usage, capacity }) => (
      <Meter
        hideLabel
        label="Instances"
        used={usage.containers}
        total={capacity.maxContainers}
        text={`${usage.containers} of ${capacity.maxContainers}`}
      />
    ),
  },
  {
    key: 'cpu',
    header: 'CPU',
    wideOnly: true,
    sortBy: ({ health }) => health?.cpuPercent,
    render: ({ health }) =>
      health ? (
        <Meter
          hideLabel
          label="CPU"
          used={health.cpuPercent}
          total={100}
          text={`${Math.round(health.cpuPercent)} % of ${health.cpuCount}`}
        />
      ) : (
        <Text c="dimmed" span>
          –
        </Text>
      ),
  },
  {
    key: 'memory',
    header: 'Memory',
    // As the bar shows it.
    sortBy: ({ health }) => health && health.memoryUsedBytes / health.memoryTotalBytes,
    render: ({ health }) =>
      health ? (
        <Meter
          hideLabel
          label="Memory"
          used={health.memoryUsedBytes}
          total={health.memoryTotalBytes}
          text={`${formatBytes(health.memoryUsedBytes)} of ${formatBytes(health.memoryTotalBytes)}`}
        />
      ) : (
        <Text c="dimmed" span>
          –
        </Text>
      ),
  },
  {
    key: 'seen',
    header: 'Seen',
    wideOnly: true,
    sortBy: ({ status, lastSeenAt }) => (status === 'online' ? Infinity : Date.parse(lastSeenAt ?? '')),
    render: (node) => (
      <Text span size="sm" c="dimmed">
        {node.status === 'online' ? 'now' : <RelativeTime time={node.lastSeenAt} />}
      </Text>
    ),
  },
];

export function Component() {
  const navigate = useNavigate();
  const [adding, setAdding] = useFlag('add');
  const { data, error, refetch } = useQuery(nodesQuery);
  const { filter, setFilter, filtered } = useFilter(data, (node) =>
    [node.name, node.hostname, node.status, node.os, node.owner?.name].join(' '),
  );
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const me = useMe();
  const manages = (node: Node) => mayOn(me, 'manage:node', node.owner);
  const chosen = filtered?.filter((node) => selected.has(node.id) && manages(node)) ?? [];
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)} data-testid="add-machine">
      Add a machine
    </Button>
  );
  const online = data?.filter(({ status }) => status === 'online').length ?? 0;

  return (
    <Page
      title="Nodes"
      description="Machines that run instances. They dial in; no port of theirs needs to be open."
      actions={add}
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data?.length === 0 ? (
        <EmptyState icon={<IconServer2 size={22} />} title="No machine yet" action={add} testId="nodes-empty">
          Paste one line on any Linux machine with Docker; it appears here as soon as it is connected.
        </EmptyState>
      ) : (
        <>
          <ListToolbar
            filter={filter}
            onFilter={setFilter}
            placeholder="Filter nodes"
            summary={data && `${plural(data.length, 'node')}, ${online} online`}
            bulk={chosen.length > 0 && <BulkNodeActions nodes={chosen} onDone={() => setSelected(new Set())} />}
          />
          {filtered?.length === 0 ? (
            <EmptyState
              icon={<IconServer2 size={22} />}
              title="Nothing matches"
              action={
                <Button variant="default" onClick={() => setFilter('')}>
                  Clear filter
                </Button>
              }
            >
              No node has all of these words.
            </EmptyState>
          ) : (
            <DataList
              label="Nodes"
              rows={filtered}
              columns={columns}
              rowKey={({ id }) => id}
              rowName={({ name }) => name}
              rowTestId={({ name }) => `node-row-${name}`}
              {...(filtered?.some(manages) && { selected, onSelect: setSelected })}
              onOpen={({ id }) => void navigate(`/nodes/${id}`)}
              footer={(node) =>
                node.docker?.problem && (
                  <Text size="xs" c="var(--warn)">
                    {node.docker.problem.message}
                  </Text>
                )
              }
            />
          )}
        </>
      )}
      <OnboardingKeys />
      {adding && (
        <Suspense fallback={null}>
          <AddMachineDialog onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </Page>
  );
}
