import { ActionIcon, Anchor, Button } from '@mantine/core';
import { IconEdit, IconShare, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { keys } from '../api/keys';
import { deleteShare, type Share } from '../api/shares';
import { without } from '../events/applyEvent';
import { useMe } from '../identity/session';
import { Chip } from '../shell/ui/Chip';
import { timeColumn } from '../shell/ui/columns';
import { confirmDanger } from '../shell/ui/confirm';
import { DataList, type Column } from '../shell/ui/DataList';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { plural } from '../shell/ui/format';
import { ListToolbar } from '../shell/ui/ListToolbar';
import { Page } from '../shell/ui/Page';
import { useFilter } from '../shell/ui/useFilter';
import { useFlag } from '../shell/ui/useFlag';
import { describe, stateOf } from './rights';
import { sharesQuery } from './queries';
import { ShareDialog } from './ShareDialog';

const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());

const columns: Column<Share>[] = [
  {
    key: 'what',
    header: 'Instance',
    sortBy: ({ instanceName, sharerName }) => instanceName ?? `All of ${sharerName}`,
    render: ({ instanceId, instanceName, sharerName }) =>
      instanceId ? (
        <Anchor component={Link} to={`/instances/${instanceId}`} fw={570} c="var(--mantine-color-text)" fz="inherit">
          {instanceName}
        </Anchor>
      ) : (
        `All of ${sharerName}`
      ),
  },
  { key: 'from', header: 'From', sortBy: ({ sharerName }) => sharerName, render: ({ sharerName }) => sharerName },
  {
    key: 'with',
    header: 'With',
    sortBy: ({ shareeName }) => shareeName,
    render: ({ shareeName, groupId }) =>
      groupId ? (
        <Anchor component={Link} to={`/groups?q=${encodeURIComponent(shareeName)}`} fz="inherit">
          group {shareeName}
        </Anchor>
      ) : (
        shareeName
      ),
  },
  { key: 'may', header: 'May do', sortBy: describe, render: (share) => describe(share) },
  {
    key: 'state',
    header: 'State',
    sortBy: (share) => stateOf(share, Date.now()),
    render: (share) => {
      const state = stateOf(share, Date.now());
      return <Chip tone={state === 'active' ? 'ok' : state === 'off' ? 'idle' : 'warn'}>{state}</Chip>;
    },
  },
  timeColumn('ends', 'Ends', ({ expiresTimestamp }) => iso(expiresTimestamp)),
  {
    key: 'note',
    header: 'Note',
    wideOnly: true,
    sortBy: ({ description }) => description,
    render: ({ description }) => description || '–',
  },
];

/** What one shares, and what others share with one. */
export function Component() {
  const me = useMe();
  const client = useQueryClient();
  const [parameters] = useSearchParams();
  const [creating, setCreating] = useFlag('create');
  const [editing, setEditing] = useState<Share | null>(null);
  const { data, error, refetch } = useQuery(sharesQuery);
  const { filter, setFilter, filtered } = useFilter(data, (share) =>
    [
      share.instanceName ?? 'all',
      share.sharerName,
      share.shareeName,
      share.description,
      stateOf(share, Date.now()),
    ].join(' '),
  );
  const isMine = ({ sharerId }: Share) => sharerId === me.user.id;
  const remove = (share: Share) =>
    confirmDanger({
      title: 'Take the share back',
      impact: `${share.groupId ? `Everybody in ${share.shareeName}` : share.shareeName} loses ${share.instanceName ?? 'all your instances'} at once; what is open there ends.`,
      confirmLabel: 'Take back',
      onConfirm: async () => {
        await deleteShare(share.id);
        client.setQueryData<Share[]>(keys.shares, (list) => without(list, share.id));
      },
    });
  const create = (
    <Button leftSection={<IconShare size={16} />} onClick={() => setCreating(true)} data-testid="share-create">
      Share
    </Button>
  );

  return (
    <Page title="Shares" description="What you share with others, and what they share with you" actions={create}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data?.length === 0 ? (
        <EmptyState icon={<IconShare size={22} />} title="Nothing is shared" testId="shares-empty" action={create}>
          Share an instance with a colleague for as long as they need it. You say what they may do, and can take it back
          at any time.
        </EmptyState>
      ) : (
        <>
          <ListToolbar
            filter={filter}
            onFilter={setFilter}
            placeholder="Filter shares"
            summary={filtered && plural(filtered.length, 'share')}
          />
          {filtered?.length === 0 ? (
            <EmptyState icon={<IconShare size={22} />} title="Nothing matches">
              Clear the filter to see more.
            </EmptyState>
          ) : (
            <DataList
              label="Shares"
              rows={filtered}
              columns={columns}
              rowKey={({ id }) => id}
              rowName={({ instanceName, shareeName }) => `${instanceName ?? 'all'} with ${shareeName}`}
              rowTestId={({ shareeName, instanceName }) => `share-${shareeName}-${instanceName ?? 'all'}`}
              actions={(share) =>
                isMine(share) ? (
                  <>
                    <ActionIcon
                      aria-label={`Change the share with ${share.shareeName}`}
                      onClick={() => setEditing(share)}
                      data-testid="share-edit"
                    >
                      <IconEdit size={16} />
                    </ActionIcon>
                    <ActionIcon
                      aria-label={`Take back the share with ${share.shareeName}`}
                      onClick={() => remove(share)}
                      data-testid="share-remove"
                    >
                      <IconTrash size={16} />
                    </ActionIcon>
                  </>
                ) : null
              }
            />
          )}
        </>
      )}
      {creating && (
        <ShareDialog onClose={() => setCreating(false)} instanceId={parameters.get('create') || undefined} />
      )}
      {editing && <ShareDialog share={editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}
