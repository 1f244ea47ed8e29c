import { Button, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { Instance } from '../api/instances';
import { isAdmin, useMe } from '../identity/session';
import { BulkBar } from '../shell/ui/BulkBar';
import { timeColumn } from '../shell/ui/columns';
import { DataList, type Column } from '../shell/ui/DataList';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { plural } from '../shell/ui/format';
import { ListToolbar } from '../shell/ui/ListToolbar';
import { Page } from '../shell/ui/Page';
import { useFilter } from '../shell/ui/useFilter';
import { trashQuery } from './queries';
import { useTrashActions } from './useTrashActions';

const owners: Column<Instance> = {
  key: 'owner',
  header: 'Owner',
  sortBy: ({ owner }) => owner.name,
  render: ({ owner }) => owner.name,
};

const columnsFor = (withOwner: boolean): Column<Instance>[] => [
  {
    key: 'name',
    header: 'Name',
    sortBy: ({ name }) => name,
    render: ({ name, image }) => (
      <div>
        <Text span size="sm" fw={570}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {image.title}
        </Text>
      </div>
    ),
  },
  { key: 'node', header: 'Node', sortBy: ({ node }) => node?.name, render: ({ node }) => node?.name ?? '–' },
  ...(withOwner ? [owners] : []),
  timeColumn('trashed', 'Deleted', ({ trashedAt }) => trashedAt),
  timeColumn('purge', 'Removed for good', ({ purgeAt }) => purgeAt),
];

/** Instances that were deleted and can be had back for a day. */
export function Component() {
  const admin = isAdmin(useMe());
  const { data, error, refetch } = useQuery(trashQuery(admin));
  const { restore, purge } = useTrashActions();
  const columns = useMemo(() => columnsFor(admin), [admin]);
  const { filter, setFilter, filtered } = useFilter(data, ({ name, node, owner }) =>
    [name, node?.name, owner.name].join(' '),
  );
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = filtered?.filter(({ id }) => selected.has(id)) ?? [];
  const clear = () => setSelected(new Set());

  return (
    <Page title="Trash" description="Deleted instances rest here for 24 hours, stopped, with their home directories.">
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data?.length === 0 ? (
        <EmptyState
          icon={<IconTrash size={22} />}
          title="The trash is empty"
          testId="trash-empty"
          action={
            <Button component={Link} to="/" variant="default">
              Go to the instances
            </Button>
          }
        >
          An instance that is deleted comes here first, and can be restored.
        </EmptyState>
      ) : (
        <>
          <ListToolbar
            filter={filter}
            onFilter={setFilter}
            placeholder="Filter the trash"
            summary={filtered && plural(filtered.length, 'instance')}
            bulk={
              chosen.length > 0 && (
                <BulkBar count={chosen.length} onClear={clear}>
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => void restore(chosen).then(clear)}
                    data-testid="bulk-restore"
                  >
                    Restore {chosen.length}
                  </Button>
                  <Button
                    size="compact-sm"
                    variant="light"
                    color="red"
                    onClick={() => purge(chosen, clear)}
                    data-testid="bulk-purge"
                  >
                    Remove for good…
                  </Button>
                </BulkBar>
              )
            }
          />
          {filtered?.length === 0 ? (
            <EmptyState icon={<IconTrash size={22} />} title="Nothing matches">
              Clear the filter to see more.
            </EmptyState>
          ) : (
            <DataList
              label="Trash"
              rows={filtered}
              columns={columns}
              rowKey={({ id }) => id}
              rowName={({ name }) => name}
              rowTestId={({ name }) => `trash-row-${name}`}
              selected={selected}
              onSelect={setSelected}
              actions={(instance) => (
                <>
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => void restore([instance])}
                    data-testid={`trash-restore-${instance.name}`}
                  >
                    Restore
                  </Button>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="red"
                    onClick={() => purge([instance], clear)}
                    data-testid={`trash-purge-${instance.name}`}
                  >
                    Remove…
                  </Button>
                </>
              )}
            />
          )}
        </>
      )}
    </Page>
  );
}
