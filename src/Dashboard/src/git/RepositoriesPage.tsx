import { ActionIcon, Alert, Anchor, Button, SegmentedControl } from '@mantine/core';
import { IconGitBranch, IconRefresh } from '@tabler/icons-react';
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { listRepositories, type Repository } from '../api/git';
import type { Instance } from '../api/instances';
import { keys } from '../api/keys';
import { messageOf } from '../api/problem';
import { mayDo, useMe } from '../identity/session';
import { instancesQuery } from '../instances/queries';
import { canDo } from '../instances/status';
import { DataList, type Column } from '../shell/ui/DataList';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { plural } from '../shell/ui/format';
import { ListToolbar } from '../shell/ui/ListToolbar';
import { Page } from '../shell/ui/Page';
import { useFilter } from '../shell/ui/useFilter';
import { inLine } from './inLine';
import { stateColumn } from './GitTab';
import classes from './GitTab.module.css';

/** Instances that are asked at a time: each looks through its folders. */
const AtOnce = 4;
const enter = inLine(AtOnce);

interface Found extends Repository {
  instance: Instance;
}

const placeOf = ({ instance, path }: Found) =>
  `/instances/${instance.id}?${new URLSearchParams({ tab: 'git', repo: path }).toString()}`;
const isOpen = ({ hasChanges, ahead, error }: Found) => hasChanges || ahead > 0 || Boolean(error);

const columns: Column<Found>[] = [
  {
    key: 'instance',
    header: 'Instance',
    sortBy: ({ instance }) => instance.name,
    render: ({ instance }) => instance.name,
  },
  {
    key: 'path',
    header: 'Repository',
    sortBy: ({ path }) => path,
    render: (found) => (
      <Anchor
        component={Link}
        to={placeOf(found)}
        className={classes.path}
        fw={570}
        c="var(--mantine-color-text)"
        fz="inherit"
      >
        {found.path}
      </Anchor>
    ),
  },
  {
    key: 'branch',
    header: 'Branch',
    sortBy: ({ branch }) => branch,
    render: ({ branch }) => <span className="mono">{branch ?? '–'}</span>,
  },
  stateColumn,
  {
    key: 'remote',
    header: 'Remote',
    sortBy: ({ remoteUrl }) => remoteUrl,
    wideOnly: true,
    render: ({ remoteUrl }) => <span className={classes.path}>{remoteUrl ?? '–'}</span>,
  },
];

/** The repositories of all instances that run: where something waits to be committed or pushed. */
export function Component() {
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [which, setWhich] = useState('open');
  const { data: instances, error, refetch } = useQuery(instancesQuery('mine'));
  const asked = useMemo(
    () => instances?.filter((one) => canDo(one, 'terminal') && mayDo(me, 'read:cloud_git', one)) ?? [],
    [instances, me],
  );
  const { found, pending, failed } = useQueries({
    queries: asked.map(({ id }) => ({
      queryKey: keys.repositories(id),
      queryFn: ({ signal }: { signal: AbortSignal }) => enter(() => listRepositories(id, '/', signal), signal),
      staleTime: 30_000,
      retry: false,
    })),
    combine: (answers) => ({
      found: answers.flatMap(({ data }, index) => {
        const instance = asked[index];
        return instance ? (data?.items ?? []).map((one) => ({ ...one, instance })) : [];
      }),
      pending: answers.filter(({ isFetching }) => isFetching).length,
      failed: answers.flatMap((answer, index) =>
        answer.error ? [`${asked[index]?.name ?? ''}: ${messageOf(answer.error)}`] : [],
      ),
    }),
  });
  const rows = useMemo(
    () =>
      found
        .filter((one) => which === 'all' || isOpen(one))
        .sort((a, b) => a.instance.name.localeCompare(b.instance.name) || a.path.localeCompare(b.path)),
    [found, which],
  );
  const { filter, setFilter, filtered } = useFilter(rows, ({ instance, path, branch, remoteUrl }) =>
    [instance.name, path, branch, remoteUrl].join(' '),
  );
  const again = () => {
    for (const { id } of asked) void client.invalidateQueries({ queryKey: keys.repositories(id) });
  };

  return (
    <Page title="Repositories" description="Git in your instances: where work waits to be committed or pushed.">
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : instances && asked.length === 0 ? (
        <EmptyState
          icon={<IconGitBranch size={22} />}
          title="No instance runs"
          testId="repositories-empty"
          action={
            <Button component={Link} to="/" variant="default">
              Choose an instance
            </Button>
          }
        >
          Git runs inside instances, so its repositories can be seen while they run.
        </EmptyState>
      ) : (
        <>
          <ListToolbar
            filter={filter}
            onFilter={setFilter}
            placeholder="Filter repositories"
            summary={
              pending > 0
                ? `Asking ${plural(pending, 'instance')}…`
                : instances && plural(filtered?.length ?? 0, 'repository', 'repositories')
            }
          >
            <SegmentedControl
              size="xs"
              aria-label="Which repositories"
              value={which}
              onChange={setWhich}
              data={[
                { value: 'open', label: 'With work' },
                { value: 'all', label: 'All' },
              ]}
            />
            <ActionIcon variant="default" size={36} aria-label="Look again" loading={pending > 0} onClick={again}>
              <IconRefresh size={16} />
            </ActionIcon>
          </ListToolbar>
          {failed.length > 0 && (
            <Alert
              variant="light"
              color="yellow"
              mb="sm"
              title="Not all could be asked"
              data-testid="repositories-failed"
            >
              {failed.map((line) => (
                <div key={line}>{line}</div>
              ))}
            </Alert>
          )}
          {instances && pending === 0 && filtered?.length === 0 ? (
            <EmptyState
              icon={<IconGitBranch size={22} />}
              title={
                found.length === 0
                  ? 'No repositories'
                  : filter === ''
                    ? 'Everything is committed and pushed'
                    : 'Nothing matches'
              }
              testId="repositories-clean"
            >
              {found.length === 0 ? 'Clone one in the Git tab of an instance.' : 'Choose All to see the others.'}
            </EmptyState>
          ) : (
            <DataList
              label="Repositories"
              rows={filtered?.length === 0 ? undefined : filtered}
              columns={columns}
              rowKey={({ instance, path }) => `${instance.id} ${path}`}
              rowName={({ instance, path }) => `${path} in ${instance.name}`}
              rowTestId={({ instance, path }) => `repository-${instance.name}-${path}`}
              onOpen={(found) => void navigate(placeOf(found))}
            />
          )}
        </>
      )}
    </Page>
  );
}
