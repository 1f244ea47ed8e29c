import { ActionIcon, Button } from '@mantine/core';
import { IconEdit, IconPlus, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { deleteGroup, listGroups, type UserGroup } from '../api/access';
import { keys } from '../api/keys';
import { without } from '../events/applyEvent';
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
import { GroupDialog } from './GroupDialog';
import { isAdmin, useMe } from './session';

/** Names that a row has room for. */
const Shown = 8;

const people = ({ members }: UserGroup) => {
  const rest = members.length - Shown;
  const names = members.slice(0, Shown).map(({ name }) => name);
  return names.length === 0 ? 'Nobody yet' : names.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};

const columns: Column<UserGroup>[] = [
  { key: 'name', header: 'Group', sortBy: ({ name }) => name, render: ({ name }) => <b>{name}</b> },
  { key: 'people', header: 'People', sortBy: ({ members }) => members.length, render: people },
  { key: 'for', header: 'For', render: ({ description }) => description || '–' },
  timeColumn('made', 'Made', ({ createdAt }) => createdAt, { wideOnly: true }),
];

/** Groups of users: those one is in, all of them for administrators. */
export function Component() {
  const client = useQueryClient();
  const administers = isAdmin(useMe());
  const [creating, setCreating] = useFlag('create');
  const [editing, setEditing] = useState<UserGroup | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: keys.groups, queryFn: ({ signal }) => listGroups(signal) });
  const { filter, setFilter, filtered } = useFilter(data, ({ name, description, members }) =>
    [name, description, ...members.map((member) => member.name)].join(' '),
  );
  const remove = (group: UserGroup) =>
    confirmDanger({
      title: `Delete the group ${group.name}`,
      impact: `${plural(group.members.length, 'person', 'people')} ${group.members.length === 1 ? 'loses' : 'lose'} at once what is shared with the group; what is open there ends.`,
      confirmLabel: 'Delete group',
      onConfirm: async () => {
        await deleteGroup(group.id);
        client.setQueryData<UserGroup[]>(keys.groups, (list) => without(list, group.id));
      },
    });
  const create = administers && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)} data-testid="group-create">
      Make group
    </Button>
  );

  return (
    <Page
      title="Groups"
      description={
        administers ? 'People with whom instances are shared together' : 'Groups you are in, and who else is'
      }
      actions={create}
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data?.length === 0 ? (
        <EmptyState
          icon={<IconUsersGroup size={22} />}
          title={administers ? 'There is no group' : 'You are in no group'}
          testId="groups-empty"
          action={create}
        >
          {administers
            ? 'Put people into a group, and everybody can share an instance with all of them at once.'
            : 'Administrators put people into groups. What is shared with a group is yours while you are in it.'}
        </EmptyState>
      ) : (
        <>
          <ListToolbar
            filter={filter}
            onFilter={setFilter}
            placeholder="Filter groups"
            summary={filtered && plural(filtered.length, 'group')}
          />
          {filtered?.length === 0 ? (
            <EmptyState icon={<IconUsersGroup size={22} />} title="Nothing matches">
              Clear the filter to see more.
            </EmptyState>
          ) : (
            <DataList
              label="Groups"
              rows={filtered}
              columns={columns}
              rowKey={({ id }) => id}
              rowName={({ name }) => name}
              rowTestId={({ name }) => `group-row-${name}`}
              actions={(group) =>
                administers ? (
                  <>
                    <ActionIcon
                      aria-label={`Change the group ${group.name}`}
                      onClick={() => setEditing(group)}
                      data-testid="group-edit"
                    >
                      <IconEdit size={16} />
                    </ActionIcon>
                    <ActionIcon
                      aria-label={`Delete the group ${group.name}`}
                      onClick={() => remove(group)}
                      data-testid="group-delete"
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
      {administers && creating && <GroupDialog onClose={() => setCreating(false)} />}
      {editing && <GroupDialog group={editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}
