import { Anchor, Button, Skeleton, Text } from '@mantine/core';
import { IconPlug, IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
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
import { useFlag } from '../shell/ui/useFlag';
import { ConnectDialog } from './ConnectDialog';
import { callsQuery, connectionsQuery } from './queries';
import { WaitingCall } from './WaitingCall';

const iso = (time: number) => new Date(time).toISOString();
const toneOf = (state: McpCallState): Tone =>
  state === 'done' || state === 'approved' ? 'ok' : state === 'denied' ? 'idle' : state === 'failed' ? 'bad' : 'warn';
const asks = { writes: 'changes wait for a yes', all: 'everything waits for a yes', off: 'nothing waits' } as const;

const callColumns: Column<McpCall>[] = [
  {
    key: 'tool',
    header: 'Tool',
    sortBy: ({ tool }) => tool,
    render: ({ tool }) => <span className="mono">{tool}</span>,
  },
  {
    key: 'instance',
    header: 'Instance',
    sortBy: ({ instance }) => instance.name,
    render: ({ instance }) => instance.name,
  },
  {
    key: 'client',
    header: 'Program',
    sortBy: ({ client }) => client,
    render: ({ client, user }) => `${client} for ${user.name}`,
  },
  {
    key: 'state',
    header: 'Became',
    sortBy: ({ state }) => state,
    render: ({ state, errorCode }) => <Chip tone={toneOf(state)}>{errorCode ? `${state}: ${errorCode}` : state}</Chip>,
  },
  {
    key: 'by',
    header: 'Answered by',
    wideOnly: true,
    sortBy: ({ decidedBy }) => decidedBy?.name,
    render: ({ decidedBy }) => decidedBy?.name ?? '–',
  },
  timeColumn('asked', 'Asked', ({ askedAt }) => askedAt),
];

const instanceColumns: Column<ControllableInstance>[] = [
  {
    key: 'name',
    header: 'Instance',
    sortBy: ({ name }) => name,
    render: ({ id, name }) => (
      <Anchor component={Link} to={`/instances/${id}`} fw={570} c="var(--mantine-color-text)" fz="inherit">
        {name}
      </Anchor>
    ),
  },
  { key: 'owner', header: 'Owner', sortBy: ({ ownerName }) => ownerName, render: ({ ownerName }) => ownerName },
  { key: 'status', header: 'State', sortBy: ({ status }) => status, render: ({ status }) => status },
  {
    key: 'approval',
    header: 'Asks',
    sortBy: ({ mcpApproval }) => asks[mcpApproval],
    render: ({ mcpApproval }) => asks[mcpApproval],
  },
];

const connectionColumns = (labelOf: (tokenId: string) => string | undefined): Column<McpConnection>[] => [
  {
    key: 'client',
    header: 'Program',
    sortBy: ({ client, version }) => `${client} ${version}`,
    render: ({ client, version }) => `${client} ${version}`,
  },
  {
    key: 'token',
    header: 'Token',
    sortBy: ({ tokenId }) => labelOf(tokenId),
    render: ({ tokenId }) => labelOf(tokenId) ?? 'revoked',
  },
  { key: 'calls', header: 'Calls', sortBy: ({ calls }) => calls, render: ({ calls }) => calls },
  { key: 'protocol', header: 'Protocol', wideOnly: true, render: ({ protocol }) => protocol },
  timeColumn('seen', 'Last seen', ({ lastActivity }) => iso(lastActivity)),
];

/** Programs that come by MCP: what waits, who is connected, what is open to them. */
export function Component() {
  const [connecting, setConnecting] = useFlag('connect');
  const connections = useQuery(connectionsQuery);
  const calls = useQuery(callsQuery);
  const tokens = useQuery({ queryKey: keys.tokens, queryFn: ({ signal }) => listTokens(signal) });
  const waiting = calls.data?.filter(({ state }) => state === 'waiting');
  const past = calls.data?.filter(({ state }) => state !== 'waiting');
  const error = connections.error ?? calls.error;
  const columns = useMemo(
    () => connectionColumns((id) => tokens.data?.find((token) => token.id === id)?.label),
    [tokens.data],
  );
  const connect = (
    <Button leftSection={<IconPlug size={16} />} onClick={() => setConnecting(true)} data-testid="mcp-connect">
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
            {waiting === undefined ? (
              <Skeleton height={84} radius="md" role="status" aria-label="Loading" />
            ) : waiting.length > 0 ? (
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
                order="sort-open"
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
                order="sort-calls"
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
      {connecting && <ConnectDialog onClose={() => setConnecting(false)} />}
    </Page>
  );
}
