import { Anchor, Button, Text } from '@mantine/core';
import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { listUsers, type User } from '../api/identity';
import { keys } from '../api/keys';
import { DataList, type Column } from '../shell/ui/DataList';
import { timeColumn } from '../shell/ui/columns';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { plural } from '../shell/ui/format';
import { ListToolbar } from '../shell/ui/ListToolbar';
import { Page } from '../shell/ui/Page';
import { useFilter } from '../shell/ui/useFilter';
import { useFlag } from '../shell/ui/useFlag';
import { BulkUserActions } from './BulkUserActions';
import { CreateUserDialog } from './CreateUserDialog';
import { UserStatusChip } from './UserStatusChip';

const columns: Column<User>[] = [
  {
    key: 'name',
    header: 'User',
    sortBy: ({ username }) => username,
    render: (user) => (
      <div style={{ minWidth: 0 }}>
        <Anchor component={Link} to={`/users/${user.id}`} fw={570} c="var(--mantine-color-text)" fz="inherit">
          {user.username}
        </Anchor>
        <Text size="xs" c="dimmed" truncate>
          {user.email}
        </Text>
      </div>
    ),
  },
  {
    key: 'status',
    header: 'Status',
    width: 110,
    sortBy: ({ status }) => status,
    render: (user) => <UserStatusChip user={user} />,
  },
  { key: 'role', header: 'Role', sortBy: ({ role }) => role, render: ({ role }) => role },
  {
    key: 'instances',
    header: 'Instances',
    sortBy: ({ instanceCount }) => instanceCount,
    render: (user) => (
      <span className="tabular">
        {user.instanceCount} of {user.instanceQuota}
      </span>
    ),
  },
  timeColumn('expires', 'Expires', ({ expiresAt }) => expiresAt, { wideOnly: true }),
  timeColumn('login', 'Last sign-in', ({ lastLoginAt }) => lastLoginAt),
];

export function Component() {
  const navigate = useNavigate();
  const [creating, setCreating] = useFlag('create');
  const { data, error, refetch } = useQuery({ queryKey: keys.users, queryFn: ({ signal }) => listUsers(signal) });
  const { filter, setFilter, filtered } = useFilter(data, (user) =>
    [user.username, user.email, user.role, user.status].join(' '),
  );
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(() => filtered?.filter(({ id }) => selected.has(id)) ?? [], [filtered, selected]);
  return (
    <Page
      title="Users"
      description="Who may sign in, as what, and how much of it."
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)} data-testid="create-user">
          Create user
        </Button>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <ListToolbar
            filter={filter}
            onFilter={setFilter}
            placeholder="Filter users"
            summary={filtered && plural(filtered.length, 'user')}
            bulk={chosen.length > 0 && <BulkUserActions users={chosen} onDone={() => setSelected(new Set())} />}
          />
          {filtered?.length === 0 ? (
            <EmptyState
              icon={<IconUsers size={22} />}
              title="Nothing matches"
              action={
                <Button variant="default" onClick={() => setFilter('')}>
                  Clear filter
                </Button>
              }
            >
              No user has all of these words in name, e-mail, role or status.
            </EmptyState>
          ) : (
            <DataList
              label="Users"
              rows={filtered}
              columns={columns}
              rowKey={({ id }) => id}
              rowName={({ username }) => username}
              rowTestId={({ username }) => `user-row-${username}`}
              selected={selected}
              onSelect={setSelected}
              onOpen={({ id }) => void navigate(`/users/${id}`)}
            />
          )}
        </>
      )}
      {creating && <CreateUserDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}
