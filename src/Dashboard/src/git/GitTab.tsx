import { Alert, Button, Group, ActionIcon, Text, UnstyledButton } from '@mantine/core';
import { IconGitBranch, IconPlayerPlay, IconPlus, IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { listRepositories, type Repository } from '../api/git';
import type { Instance } from '../api/instances';
import { keys } from '../api/keys';
import { obstacle } from '../api/problem';
import { mayDo, useMe } from '../identity/session';
import { canDo } from '../instances/status';
import { useInstanceActions } from '../instances/useInstanceActions';
import { Chip } from '../shell/ui/Chip';
import { DataList, type Column } from '../shell/ui/DataList';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { plural } from '../shell/ui/format';
import { ListToolbar } from '../shell/ui/ListToolbar';
import { useFilter } from '../shell/ui/useFilter';
import { AddRepository } from './AddRepository';
import { RepositoryView } from './RepositoryView';
import classes from './GitTab.module.css';

/** Git in an instance: its repositories, or one of them. */
export default function GitTab({ instance }: { instance: Instance }) {
  const actions = useInstanceActions();
  const [parameters, setParameters] = useSearchParams();
  const repo = parameters.get('repo');
  const open = (path: string | null) =>
    setParameters((old) => {
      const next = new URLSearchParams(old);
      if (path) next.set('repo', path);
      else next.delete('repo');
      next.delete('q');
      return next;
    });
  if (!canDo(instance, 'terminal'))
    return (
      <EmptyState
        icon={<IconGitBranch size={22} />}
        title="The instance does not run"
        testId="git-stopped"
        action={
          canDo(instance, 'start') && (
            <Button leftSection={<IconPlayerPlay size={15} />} onClick={() => void actions.power(instance, 'start')}>
              Start
            </Button>
          )
        }
      >
        Git runs inside the instance, so it can be used while that runs.
      </EmptyState>
    );
  return repo ? (
    <RepositoryView key={repo} instance={instance} repo={repo} onBack={() => open(null)} />
  ) : (
    <Repositories instance={instance} onOpen={open} />
  );
}

export const stateColumn: Column<Repository> = {
  key: 'state',
  header: 'State',
  // What waits to be committed, then what waits to be pushed.
  sortBy: ({ changedFiles, ahead }) => changedFiles * 1e6 + ahead,
  render: ({ error, hasChanges, changedFiles, ahead, behind }) => (
    <Group gap={4}>
      {error ? (
        <Chip tone="bad">Broken</Chip>
      ) : (
        <Chip tone={hasChanges ? 'warn' : 'ok'}>{hasChanges ? plural(changedFiles, 'change') : 'Clean'}</Chip>
      )}
      {ahead > 0 && <Chip tone="busy">{ahead} to push</Chip>}
      {behind > 0 && <Chip tone="idle">{behind} to pull</Chip>}
    </Group>
  ),
};

function Repositories({ instance, onOpen }: { instance: Instance; onOpen: (path: string) => void }) {
  const mayWrite = mayDo(useMe(), 'write:cloud_git', instance);
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const query = useQuery({
    queryKey: keys.repositories(instance.id),
    queryFn: ({ signal }) => listRepositories(instance.id, '/', signal),
    staleTime: 0,
  });
  const { filter, setFilter, filtered } = useFilter(query.data?.items, ({ path, branch }) => `${path} ${branch ?? ''}`);
  const error = obstacle(query);
  const columns: Column<Repository>[] = [
    {
      key: 'path',
      header: 'Repository',
      sortBy: ({ path }) => path,
      render: (repository) => (
        <UnstyledButton className={classes.path} onClick={() => onOpen(repository.path)} fz="sm" fw={570}>
          {repository.path}
        </UnstyledButton>
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
  const add = mayWrite && (
    <Button size="sm" leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)} data-testid="repo-add">
      Add
    </Button>
  );

  return (
    <div data-testid="git">
      {error ? (
        <ErrorState error={error} onRetry={() => void query.refetch()} />
      ) : query.data?.items.length === 0 ? (
        <EmptyState
          icon={<IconGitBranch size={22} />}
          title="No repositories"
          testId="git-empty"
          action={add || undefined}
        >
          {mayWrite
            ? 'Clone one, or begin an empty one. Repositories up to five folders deep are found by themselves.'
            : 'Repositories up to five folders deep are found by themselves.'}
        </EmptyState>
      ) : (
        <>
          <ListToolbar
            filter={filter}
            onFilter={setFilter}
            placeholder="Filter repositories"
            summary={filtered && plural(filtered.length, 'repository', 'repositories')}
          >
            <ActionIcon
              variant="default"
              size={36}
              aria-label="Look again"
              loading={query.isFetching}
              onClick={() => void client.invalidateQueries({ queryKey: keys.git(instance.id) })}
            >
              <IconRefresh size={16} />
            </ActionIcon>
            {add}
          </ListToolbar>
          {query.data?.cut && (
            <Alert variant="light" mb="sm">
              There are more repositories than are shown.
            </Alert>
          )}
          <DataList
            label="Repositories"
            rows={filtered}
            columns={columns}
            rowKey={({ path }) => path}
            rowName={({ path }) => path}
            rowTestId={({ path }) => `repo-${path}`}
            onOpen={({ path }) => onOpen(path)}
            footer={({ error: problem }) =>
              problem ? (
                <Text size="xs" c="red" className={classes.path}>
                  {problem}
                </Text>
              ) : null
            }
          />
        </>
      )}
      {adding && (
        <AddRepository
          instanceId={instance.id}
          onClose={() => setAdding(false)}
          onDone={(path) => {
            void client.invalidateQueries({ queryKey: keys.git(instance.id) });
            setAdding(false);
            onOpen(path);
          }}
        />
      )}
    </div>
  );
}
