import { Button, SegmentedControl, Text } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { cancelOperation, isActive, type Operation } from '../api/operations';
import { Chip } from '../shell/ui/Chip';
import { DataList, type Column } from '../shell/ui/DataList';
import { timeColumn } from '../shell/ui/columns';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { formatDuration, plural } from '../shell/ui/format';
import { ListToolbar } from '../shell/ui/ListToolbar';
import { notifyError } from '../shell/ui/notify';
import { Page } from '../shell/ui/Page';
import { useFilter } from '../shell/ui/useFilter';
import { describe, toneOfState } from './describe';
import { OperationProgress } from './OperationProgress';
import { useOperations } from './useOperations';

const columns: Column<Operation>[] = [
  {
    key: 'what',
    header: 'Operation',
    sortBy: (operation) => describe(operation).noun,
    render: (operation) =>
      operation.target.kind === 'instance' && operation.kind !== 'instance.delete' ? (
        <Link to={`/instances/${operation.target.id}`} className="quiet-link">
          {describe(operation).noun}
        </Link>
      ) : (
        <Text span size="sm" fw={570}>
          {describe(operation).noun}
        </Text>
      ),
  },
  {
    key: 'state',
    header: 'State',
    width: 130,
    sortBy: ({ state }) => state,
    render: ({ id, state }) => (
      <Chip tone={toneOfState[state]} pulse={state === 'running'} testId={`operation-state-${id}`}>
        {state}
      </Chip>
    ),
  },
  {
    key: 'by',
    header: 'By',
    sortBy: ({ requestedBy }) => requestedBy?.name ?? 'system',
    render: ({ requestedBy }) => requestedBy?.name ?? 'system',
  },
  timeColumn('began', 'Began', ({ createdAt }) => createdAt),
  {
    key: 'took',
    header: 'Took',
    wideOnly: true,
    sortBy: ({ createdAt, finishedAt }) => Date.parse(finishedAt ?? '') - Date.parse(createdAt),
    render: ({ createdAt, finishedAt }) => (
      <Text span size="sm" c="dimmed" className="tabular">
        {finishedAt ? duration(createdAt, finishedAt) : '–'}
      </Text>
    ),
  },
];

function duration(from: string, to: string): string {
  const milliseconds = Date.parse(to) - Date.parse(from);
  return milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(1)} s` : formatDuration(milliseconds / 1000);
}

export function Component() {
  const [parameters, setParameters] = useSearchParams();
  const { data, error, refetch } = useOperations();
  const only = parameters.get('state') ?? 'all';
  const rows = data?.filter(
    (operation) =>
      only === 'all' ||
      (only === 'active' ? isActive(operation) : operation.state === 'failed' || operation.state === 'interrupted'),
  );
  const { filter, setFilter, filtered } = useFilter(rows, (operation) =>
    [
      describe(operation).noun,
      operation.kind,
      operation.state,
      operation.requestedBy?.name,
      operation.error?.code,
    ].join(' '),
  );
  const cancel = useMutation({ mutationFn: cancelOperation, onError: (problem) => notifyError(problem) });
  const choose = (value: string) =>
    setParameters(
      (old) => {
        const next = new URLSearchParams(old);
        if (value === 'all') next.delete('state');
        else next.set('state', value);
        return next;
      },
      { replace: true },
    );

  return (
    <Page title="Operations" description="Everything that takes longer than a moment, and how it ended.">
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data?.length === 0 ? (
        <EmptyState
          icon={<IconListCheck size={22} />}
          title="Nothing was done yet"
          action={
            <Button component={Link} to="/?create" variant="default">
              Create an instance
            </Button>
          }
        >
          Creating, starting and deleting instances appears here, with its progress.
        </EmptyState>
      ) : (
        <>
          <ListToolbar
            filter={filter}
            onFilter={setFilter}
            placeholder="Filter operations"
            summary={filtered && plural(filtered.length, 'operation')}
          >
            <SegmentedControl
              size="xs"
              aria-label="Which operations"
              value={only}
              onChange={choose}
              data={[
                { value: 'all', label: 'All' },
                { value: 'active', label: 'Under way' },
                { value: 'failed', label: 'Failed' },
              ]}
            />
          </ListToolbar>
          {filtered?.length === 0 ? (
            <EmptyState
              icon={<IconListCheck size={22} />}
              title={only === 'active' ? 'Nothing is under way' : 'Nothing matches'}
            >
              Choose All, or clear the filter, to see more.
            </EmptyState>
          ) : (
            <DataList
              label="Operations"
              rows={filtered}
              columns={columns}
              rowKey={({ id }) => id}
              rowName={(operation) => describe(operation).noun}
              rowTestId={({ id }) => `operation-${id}`}
              actions={(operation) =>
                isActive(operation) && (
                  <Button size="compact-xs" variant="default" onClick={() => cancel.mutate(operation.id)}>
                    Cancel
                  </Button>
                )
              }
              footer={(operation) =>
                isActive(operation) ? (
                  <OperationProgress operation={operation} />
                ) : (
                  operation.error && (
                    <Text size="xs" c="var(--bad)">
                      {operation.error.message} <span className="mono">{operation.error.code}</span>
                    </Text>
                  )
                )
              }
            />
          )}
        </>
      )}
    </Page>
  );
}
