import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconHistory, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { listAudit, type AuditEvent, type AuditFilter } from '../api/audit';
import { keys } from '../api/keys';
import { isAdmin, useMe } from '../identity/session';
import { Chip } from '../shell/ui/Chip';
import { DataList, type Column } from '../shell/ui/DataList';
import { timeColumn } from '../shell/ui/columns';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { Page } from '../shell/ui/Page';
import { AuditDrawer } from './AuditDrawer';
import { toneOfOutcome } from './outcome';

const columns: Column<AuditEvent>[] = [
  { key: 'action', header: 'Action', render: ({ action }) => <span className="mono">{action}</span> },
  {
    key: 'outcome',
    header: 'Outcome',
    width: 120,
    render: ({ outcome }) => <Chip tone={toneOfOutcome[outcome]}>{outcome}</Chip>,
  },
  { key: 'actor', header: 'Who', render: ({ actor }) => actor.name ?? actor.kind },
  {
    key: 'object',
    header: 'What',
    render: ({ object }) =>
      object ? (
        <span>
          {object.name ?? object.id}{' '}
          <Text span size="xs" c="dimmed">
            {object.kind}
          </Text>
        </span>
      ) : (
        <Text span c="dimmed">
          –
        </Text>
      ),
  },
  {
    key: 'origin',
    header: 'From',
    wideOnly: true,
    render: ({ origin }) => (
      <Text span size="sm" c="dimmed" className="mono">
        {origin ?? '–'}
      </Text>
    ),
  },
  timeColumn('at', 'When', ({ at }) => at),
];

const names = ['q', 'action', 'actor', 'objectKind', 'objectId', 'outcome', 'since', 'until'] as const;
const spans = [
  { value: '', label: 'Any time' },
  { value: '1', label: 'Last hour' },
  { value: '24', label: 'Last day' },
  { value: '168', label: 'Last week' },
  { value: '720', label: 'Last 30 days' },
];

export function Component() {
  const me = useMe();
  const [parameters, setParameters] = useSearchParams();
  const [shown, setShown] = useState<AuditEvent | null>(null);
  const [text, setText] = useState(parameters.get('q') ?? '');
  const [span, setSpan] = useState('');
  const filter: AuditFilter = Object.fromEntries(
    names.flatMap((name) => (parameters.get(name) ? [[name, parameters.get(name)]] : [])),
  );
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: keys.audit(filter),
    queryFn: ({ pageParam, signal }) => listAudit(filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const set = (name: (typeof names)[number], value: string | null) =>
    setParameters(
      (old) => {
        const next = new URLSearchParams(old);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const search = useDebouncedCallback((value: string) => set('q', value), 300);
  const rows = data?.pages.flatMap((page) => page.items);
  const filtered = Object.keys(filter).length > 0;
  const clear = () => {
    setText('');
    setSpan('');
    setParameters({}, { replace: true });
  };

  return (
    <Page
      title="Audit"
      description={
        isAdmin(me)
          ? 'Every change and every refusal, kept when its object is gone.'
          : 'What you did, and what was done to what is yours.'
      }
    >
      <Group gap={8} mb="sm">
        <TextInput
          flex="1 1 200px"
          maw={320}
          aria-label="Search the audit log"
          placeholder="Search"
          leftSection={<IconSearch size={15} />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            search(event.currentTarget.value);
          }}
          data-testid="audit-search"
        />
        <Select
          w={140}
          aria-label="Outcome"
          placeholder="Any outcome"
          clearable
          allowDeselect
          value={filter.outcome ?? null}
          onChange={(value) => set('outcome', value)}
          data={['succeeded', 'refused', 'failed', 'interrupted', 'pending']}
          data-testid="audit-outcome"
        />
        <Select
          w={140}
          aria-label="Kind of object"
          placeholder="Any object"
          clearable
          allowDeselect
          value={filter.objectKind ?? null}
          onChange={(value) => set('objectKind', value)}
          data={['instance', 'node', 'user', 'token', 'terminal', 'session', 'ssh-key']}
        />
        <Select
          w={140}
          aria-label="Time"
          value={span}
          data={spans}
          onChange={(value) => {
            setSpan(value ?? '');
            set('since', value ? new Date(Date.now() - Number(value) * 3_600_000).toISOString() : null);
          }}
        />
        {(filter.action ?? filter.actor ?? filter.objectId) && (
          <Chip tone="busy">{filter.action ?? filter.actor ?? filter.objectId}</Chip>
        )}
        {filtered && (
          <Button variant="subtle" size="compact-sm" onClick={clear}>
            Clear
          </Button>
        )}
      </Group>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : rows?.length === 0 ? (
        <EmptyState
          icon={<IconHistory size={22} />}
          title={filtered ? 'Nothing matches' : 'Nothing happened yet'}
          action={
            filtered && (
              <Button variant="default" onClick={clear}>
                Clear filters
              </Button>
            )
          }
        >
          {filtered
            ? 'No event has all of these properties.'
            : 'Sign-ins, changes and refusals appear here as they happen.'}
        </EmptyState>
      ) : (
        <>
          <DataList
            label="Audit log"
            order={null}
            rows={rows}
            columns={columns}
            rowKey={({ id }) => id}
            rowName={({ action }) => action}
            rowTestId={({ id }) => `audit-${id}`}
            onOpen={setShown}
            actions={(event) => (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                aria-label={`Details of ${event.action}`}
                onClick={() => setShown(event)}
              >
                Details
              </Button>
            )}
          />
          {hasNextPage && (
            <Group justify="center" mt="md">
              <Button
                variant="default"
                loading={isFetchingNextPage}
                onClick={() => void fetchNextPage()}
                data-testid="audit-more"
              >
                Show older
              </Button>
            </Group>
          )}
        </>
      )}
      <AuditDrawer
        event={shown}
        onClose={() => setShown(null)}
        onFilter={(name, value) => {
          set(name, value);
          setShown(null);
        }}
      />
    </Page>
  );
}
