import { Alert, Button, Code, Group, SimpleGrid, Text, Title } from '@mantine/core';
import { IconChevronLeft, IconServerOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { obstacle } from '../api/problem';
import { keys } from '../api/keys';
import { getNode, type Node } from '../api/nodes';
import { mayOn, useMe } from '../identity/session';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { Facts } from '../shell/ui/Facts';
import { formatCpus, formatDuration, formatMegabytes } from '../shell/ui/format';
import { Page } from '../shell/ui/Page';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { Section } from '../shell/ui/Section';
import { HealthCharts } from './HealthCharts';
import { Meter } from './Meter';
import { NodeInstances } from './NodeInstances';
import { NodeSettings } from './NodeSettings';
import { NodeStatusChip } from './NodeStatusChip';

export function Component() {
  const { id = '' } = useParams();
  const query = useQuery({ queryKey: keys.node(id), queryFn: ({ signal }) => getNode(id, signal) });
  const { data, refetch } = query;
  const error = obstacle(query);
  if (error)
    return (
      <Page title="Node">
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Page>
    );
  if (data === undefined) return <PanelSkeleton />;
  const node = data as Node | null;
  if (!node) {
    return (
      <Page title="Removed">
        <EmptyState
          icon={<IconServerOff size={22} />}
          title="This machine was removed"
          action={
            <Button component={Link} to="/nodes" variant="default">
              Back to nodes
            </Button>
          }
        >
          It cannot connect any more with the key that it had.
        </EmptyState>
      </Page>
    );
  }
  return <NodeDetail node={node} />;
}

/** Zero is the server's word for no limit. */
const share = (used: string, limit: number, format: (value: number) => string) =>
  limit > 0 ? `${used} of ${format(limit)}` : `${used}, no limit`;

function NodeDetail({ node }: { node: Node }) {
  const me = useMe();
  const { docker, health, usage, capacity } = node;
  return (
    <Page
      title={node.name}
      heading={
        <>
          <Link to="/nodes" className="back-link">
            <IconChevronLeft size={14} aria-hidden="true" /> Nodes
          </Link>
          <Group gap={10}>
            <Title order={1}>{node.name}</Title>
            <NodeStatusChip node={node} />
          </Group>
        </>
      }
      description={
        <>
          {node.hostname}
          {node.owner && <> · {node.owner.name}</>}
          {node.local && ' · this machine'}
        </>
      }
    >
      {docker?.problem && (
        <Alert
          color={docker.available ? 'yellow' : 'red'}
          variant="light"
          title={docker.available ? 'Docker works, with a limitation' : 'This machine cannot run instances'}
          mb="md"
          data-testid="docker-problem"
        >
          <Text size="sm" mb={6}>
            {docker.problem.message}
          </Text>
          {docker.problem.fix && (
            <Text size="sm">
              <b>What to do:</b> {docker.problem.fix}
            </Text>
          )}
          <Code mt={8} style={{ display: 'inline-block' }}>
            {docker.problem.code}
          </Code>
        </Alert>
      )}
      <Section
        title="Health"
        description={
          health ? (
            <>
              Up for {formatDuration(health.uptimeSeconds)}, measured <RelativeTime time={health.at} />
            </>
          ) : (
            'Nothing was reported yet.'
          )
        }
      >
        {health && <HealthCharts node={node} />}
      </Section>
      <Section
        title="Room for instances"
        description={
          node.draining
            ? 'Draining: no new instance is placed here.'
            : 'What is promised to instances, of what may be given to them.'
        }
      >
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="lg">
          <Meter
            label="Instances"
            used={usage.containers}
            total={capacity.maxContainers}
            text={`${usage.containers} of ${capacity.maxContainers}`}
          />
          <Meter
            label="Memory"
            used={usage.memoryMb}
            total={capacity.memoryMb}
            text={share(formatMegabytes(usage.memoryMb), capacity.memoryMb, formatMegabytes)}
          />
          <Meter
            label="CPU"
            used={usage.cpus}
            total={capacity.cpus}
            text={share(String(Math.round(usage.cpus * 10) / 10), capacity.cpus, formatCpus)}
          />
        </SimpleGrid>
      </Section>
      <NodeInstances node={node} />
      <Section title="Machine">
        <Facts
          items={[
            ['System', [node.os, node.arch].filter(Boolean).join(' · ') || 'unknown'],
            ['Agent', node.agentVersion ?? 'unknown'],
            [
              'Docker',
              docker?.available ? `${docker.version ?? ''} (API ${docker.apiVersion ?? '?'})` : 'not available',
            ],
            ['Ports', node.portRange ? `${node.portRange.from} to ${node.portRange.to}` : 'none'],
            ['Publishes on', node.publishAddress ?? 'default'],
            ['Reached at', node.publicAddress ?? 'not set'],
            ['Connected', <RelativeTime key="c" time={node.connectedAt} />],
            ['Last seen', <RelativeTime key="l" time={node.lastSeenAt} />],
            ['Added', <RelativeTime key="a" time={node.createdAt} />],
          ]}
        />
      </Section>
      {mayOn(me, 'manage:node', node.owner) && <NodeSettings node={node} />}
    </Page>
  );
}
