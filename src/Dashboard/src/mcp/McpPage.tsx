import { Anchor, Button, Text } from '@mantine/core';
import { IconPlug, IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { listTokens } from '../api/identity';
import { keys } from '../api/keys';
import type { ControllableInstance, McpCall, McpCallState, McpConnection } from '../api/mcp';
import { Chip, type Tone } from '../shell/ui/Chip';
import { timeColumn } from '../shell/ui/columns';
import { DataList, type Column } from '../shell/ui/DataList';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { Page } from '../shell/ui/Page';
import { Section } from '../shell/ui/Section';
import { ConnectDialog } from './ConnectDialog';
import { callsQuery, connectionsQuery } from './queries';
import { WaitingCall } from './WaitingCall';

const iso = (time: number) => new Date(time).toISOString();
const toneOf = (state: McpCallState): Tone =>
  state === 'done' || state === 'approved' ? 'ok' : state === 'denied' ? 'idle' : state === 'failed' ? 'bad' : 'warn';
const asks = { writes: 'changes wait for a yes', all: 'everything waits for a yes', off: 'nothing waits' } as const;

const callColumns: Column<McpCall>[] = [
  { key: 'tool', header: 'Tool', render: ({ tool }) => <span className="mono">{tool}</span> },
  { key: 'instance', header: 'Instance', render: ({ instance }) => instance.name },
  { key: 'client', header: 'Program', render: ({ client, user }) => `${client} for ${user.name}` },
  {
    key: 'state',
    header: 'Became',
    render: ({ state, errorCode }) => <Chip tone={toneOf(state)}>{errorCode ? `${state}: ${errorCode}` : state}</Chip>,
  },
  { key: 'by', header: 'Answered by', render: ({ decidedBy }) => decidedBy?.name ?? '–', wideOnly: true },
  timeColumn('asked', 'Asked', ({ askedAt }: McpCall) => askedAt),
];

const instanceColumns: Column<ControllableInstance>[] = [
  {
    key: 'name',
    header: 'Instance',
    render: ({ id, name }) => (
      <Anchor component={Link} to={`/instances/${id}`} fw={570} c="var(--mantine-color-text)" fz="inherit">
        {name}
      </Anchor>
    ),
  },
  { key: 'owner', header: 'Owner', render: ({ ownerName }) => ownerName },
  { key: 'status', header: 'State', render: ({ status }) => status },
  { key: 'approval', header: 'Asks', render: ({ mcpApproval }) => asks[mcpApproval] },
];

/** Programs that come by MCP: what waits, who is connected, what is open to them. */
export function Component() {
  const [parameters, setParameters] = useSearchParams();
  const connections = useQuery(connectionsQuery);
  const calls = useQuery(callsQuery);
  const tokens = useQuery({ queryKey: keys.tokens, queryFn: ({ signal }) => listTokens(signal) });
  const waiting = calls.data?.filter(({ state }) => state === 'waiting');
  const past = calls.data?.filter(({ state }) => state !== 'waiting');
  const error = connections.error ?? calls.error;
  const columns: Column<McpConnection>[] = [
    { key: 'client', header: 'Program', render: ({ client, version }) => `${client} ${version}` },
    {
      key: 'token',
      header: 'Token',
      render: ({ tokenId }) => tokens.data?.find(({ id }) => id === tokenId)?.label ?? 'revoked',
    },
    { key: 'calls', header: 'Calls', render: ({ calls: count }) => count },
    { key: 'protocol', header: 'Protocol', render: ({ protocol }) => protocol, wideOnly: true },
    timeColumn('seen', 'Last seen', ({ lastActivity }: McpConnection) => iso(lastActivity)),
  ];
  const connect = (
    <Button
      leftSection={<IconPlug size={16} />}
      onClick={() => setParameters({ connect: '' })}
      data-testid="mcp-connect"
    >
      Connect a tool
    </Button>
  );

  return (
    <Page title="Programs" description="Editors and other tools that use your instances by MCP" actions={connect}>
      {error ? (
        <ErrorState
          error={error}
          onRetry={() => {
            void connections.refetch();
            void calls.refetch();
          }}
        />
      ) : (
        <>
          <Section
            title="Waiting for you"
            description="Nothing of it has happened. Look at all of it before you say yes."
          >
            {waiting?.length ? (
              waiting.map((call) => <WaitingCall key={call.id} call={call} />)
            ) : (
              <Text size="sm" c="dimmed" data-testid="mcp-nothing-waits">
                Nothing waits.
              </Text>
            )}
          </Section>
          <Section title="Connected" description="Programs that showed one of your tokens in the last half hour.">
            {connections.data?.connections.length === 0 ? (
              <EmptyState icon={<IconPlugConnected size={22} />} title="No program is connected" action={connect}>
                Make a token and paste a few lines into your tool. It may use the instances that you open to programs.
              </EmptyState>
            ) : (
              <DataList
                label="Connected programs"
                rows={connections.data?.connections}
                columns={columns}
                rowKey={({ connectionId }) => connectionId}
                rowName={({ client }) => client}
                rowTestId={({ client }) => `mcp-client-${client}`}
              />
            )}
          </Section>
          <Section
            title="Open to programs"
            description="You open and close each instance in its settings; none is open by itself."
          >
            {connections.data?.instances.length === 0 ? (
              <Text size="sm" c="dimmed">
                No instance is open. Switch it on in the settings of an instance.
              </Text>
            ) : (
              <DataList
                label="Instances that are open to programs"
                rows={connections.data?.instances}
                columns={instanceColumns}
                rowKey={({ id }) => id}
                rowName={({ name }) => name}
                rowTestId={({ name }) => `mcp-open-${name}`}
              />
            )}
          </Section>
          <Section
            title="Answered"
            description={
              <>
                Calls that took a yes. Every call, also of those that take none, stands in the{' '}
                <Anchor component={Link} to="/audit?action=mcp.call" fz="inherit" underline="always">
                  audit
                </Anchor>
                .
              </>
            }
          >
            {past?.length === 0 ? (
              <Text size="sm" c="dimmed">
                None yet.
              </Text>
            ) : (
              <DataList
                label="Answered calls"
                rows={past}
                columns={callColumns}
                rowKey={({ id }) => id}
                rowName={({ tool }) => tool}
                rowTestId={({ tool }) => `mcp-call-${tool}`}
              />
            )}
          </Section>
        </>
      )}
      {parameters.has('connect') && <ConnectDialog onClose={() => setParameters({})} />}
    </Page>
  );
}
