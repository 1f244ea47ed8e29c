import { ActionIcon, Anchor, Button } from '@mantine/core';
import { IconDownload, IconPlayerRecord, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { castPath, type Recording } from '../api/recordings';
import { isAdmin, useMe } from '../identity/session';
import { instancesQuery } from '../instances/queries';
import { BulkBar } from '../shell/ui/BulkBar';
import { Chip } from '../shell/ui/Chip';
import { timeColumn } from '../shell/ui/columns';
import { DataList, type Column } from '../shell/ui/DataList';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { formatBytes, formatDuration, plural } from '../shell/ui/format';
import { ListToolbar } from '../shell/ui/ListToolbar';
import { Page } from '../shell/ui/Page';
import { useFilter } from '../shell/ui/useFilter';
import { recordingsQuery } from './queries';
import { useRemoveRecordings } from './useRemoveRecordings';

const columnsFor = (nameOf: (id: string) => string | undefined): Column<Recording>[] => [
  {
    key: 'title',
    header: 'Recording',
    sortBy: ({ title }) => title,
    render: ({ id, title, state, reason }) => (
      <>
        <Anchor component={Link} to={`/recordings/${id}`} fw={570} c="var(--mantine-color-text)" fz="inherit">
          {title || 'Terminal'}
        </Anchor>{' '}
        {state === 'failed' && <Chip tone="warn">{reason ?? 'failed'}</Chip>}
        {state === 'running' && (
          <Chip tone="bad" pulse>
            running
          </Chip>
        )}
      </>
    ),
  },
  {
    key: 'instance',
    header: 'Instance',
    sortBy: ({ instanceId }) => nameOf(instanceId),
    render: ({ instanceId }) => nameOf(instanceId) ?? '–',
  },
  {
    key: 'by',
    header: 'By',
    wideOnly: true,
    sortBy: ({ startedBy }) => startedBy.name,
    render: ({ startedBy }) => startedBy.name,
  },
  timeColumn('started', 'Began', ({ startedAt }) => startedAt),
  {
    key: 'length',
    header: 'Length',
    sortBy: ({ seconds }) => seconds,
    render: ({ seconds }) => <span style={{ whiteSpace: 'nowrap' }}>{formatDuration(seconds)}</span>,
  },
  {
    key: 'size',
    header: 'Size',
    wideOnly: true,
    sortBy: ({ bytes }) => bytes,
    render: ({ bytes }) => formatBytes(bytes),
  },
];

/** All recordings that one may see. */
export function Component() {
  const me = useMe();
  const navigate = useNavigate();
  const remove = useRemoveRecordings();
  const { data, error, refetch } = useQuery(recordingsQuery);
  const { data: instances } = useQuery(instancesQuery(isAdmin(me) ? 'all' : 'mine'));
  const nameOf = useMemo(() => {
    const names = new Map(instances?.map(({ id, name }) => [id, name]));
    return (id: string) => names.get(id);
  }, [instances]);
  const columns = useMemo(() => columnsFor(nameOf), [nameOf]);
  const { filter, setFilter, filtered } = useFilter(data, ({ title, instanceId, state, startedBy }) =>
    [title, nameOf(instanceId), state, startedBy.name].join(' '),
  );
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = filtered?.filter(({ id }) => selected.has(id)) ?? [];
  const clear = () => setSelected(new Set());

  return (
    <Page
      title="Recordings"
      description="What terminals printed, to be played again. What was typed is never recorded."
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data?.length === 0 ? (
        <EmptyState
          icon={<IconPlayerRecord size={22} />}
          title="Nothing was recorded yet"
          testId="recordings-empty"
          action={
            <Button component={Link} to="/terminals" variant="default">
              Go to the terminals
            </Button>
          }
        >
          Choose Record in the menu of a terminal.
        </EmptyState>
      ) : (
        <>
          <ListToolbar
            filter={filter}
            onFilter={setFilter}
            placeholder="Filter recordings"
            summary={filtered && plural(filtered.length, 'recording')}
            bulk={
              chosen.length > 0 && (
                <BulkBar count={chosen.length} onClear={clear}>
                  <Button
                    size="compact-sm"
                    variant="light"
                    color="red"
                    onClick={() => remove(chosen, clear)}
                    data-testid="bulk-delete"
                  >
                    Delete…
                  </Button>
                </BulkBar>
              )
            }
          />
          {filtered?.length === 0 ? (
            <EmptyState icon={<IconPlayerRecord size={22} />} title="Nothing matches">
              Clear the filter to see more.
            </EmptyState>
          ) : (
            <DataList
              label="Recordings"
              rows={filtered}
              columns={columns}
              rowKey={({ id }) => id}
              rowName={({ title, startedAt }) => `${title || 'Terminal'}, ${startedAt}`}
              rowTestId={({ id }) => `recording-${id}`}
              onOpen={({ id }) => void navigate(`/recordings/${id}`)}
              selected={selected}
              onSelect={setSelected}
              actions={(recording) => (
                <>
                  <ActionIcon component="a" href={castPath(recording.id)} download aria-label="Download">
                    <IconDownload size={16} />
                  </ActionIcon>
                  <ActionIcon aria-label="Delete" onClick={() => remove([recording], clear)}>
                    <IconTrash size={16} />
                  </ActionIcon>
                </>
              )}
            />
          )}
        </>
      )}
    </Page>
  );
}
