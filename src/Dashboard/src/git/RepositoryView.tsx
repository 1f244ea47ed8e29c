import { ActionIcon, Alert, Button, Group, Menu, SegmentedControl, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronLeft, IconDots, IconRefresh } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { pull, push, readStatus, switchBranch } from '../api/git';
import type { Instance } from '../api/instances';
import { keys } from '../api/keys';
import { isApiError, messageOf, obstacle } from '../api/problem';
import { mayDo, useMe } from '../identity/session';
import { confirmDanger } from '../shell/ui/confirm';
import { ErrorState } from '../shell/ui/ErrorState';
import { Loading } from '../shell/ui/Loading';
import { notifyDone, notifyError } from '../shell/ui/notify';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { BranchMenu } from './BranchMenu';
import { Changes } from './Changes';
import { History } from './History';
import { useTransfer } from './useTransfer';
import classes from './GitTab.module.css';

interface RepositoryViewProps {
  instance: Instance;
  repo: string;
  onBack: () => void;
}

/** One repository: where it is, what changed, its history. */
export function RepositoryView({ instance, repo, onBack }: RepositoryViewProps) {
  const mayWrite = mayDo(useMe(), 'write:cloud_git', instance);
  const client = useQueryClient();
  const [view, setView] = useState('changes');
  const [rejected, setRejected] = useState<Error | null>(null);
  const query = useQuery({
    queryKey: keys.repository(instance.id, repo),
    queryFn: ({ signal }) => readStatus(instance.id, repo, signal),
    staleTime: 0,
  });
  const reload = () => client.invalidateQueries({ queryKey: keys.git(instance.id) });
  const { running, run } = useTransfer(reload);
  const error = obstacle(query);
  const status = query.data;

  const doPull = async () => {
    setRejected(null);
    await run(
      'Pull',
      (tell) => pull(instance.id, repo, tell),
      ({ updated }) => (updated ? 'Pulled' : 'Everything was up to date'),
    );
  };
  const doPush = async (force: boolean) => {
    setRejected(null);
    const failure = await run(
      'Push',
      (tell) => push(instance.id, repo, force, tell),
      ({ updated, branch, remote }) => (updated ? `${branch} pushed to ${remote}` : 'Everything was up to date'),
    );
    if (isApiError(failure, 'git_rejected')) setRejected(failure);
  };
  const goTo = async (branch: string, create: boolean) => {
    try {
      await switchBranch(instance.id, repo, branch, create);
      notifyDone(`On branch ${branch}`);
    } catch (failure) {
      notifyError(failure);
    } finally {
      await reload();
    }
  };

  return (
    <div data-testid="git-repository">
      <Group justify="space-between" gap={8} mb="sm">
        <Group gap={8} wrap="nowrap" className={classes.title}>
          <ActionIcon variant="default" size={36} aria-label="All repositories" onClick={onBack} data-testid="git-back">
            <IconChevronLeft size={16} />
          </ActionIcon>
          <Text fw={570} className={classes.path} data-testid="git-path">
            {repo}
          </Text>
          <ActionIcon
            variant="default"
            size={36}
            aria-label="Read the repository again"
            loading={query.isFetching}
            onClick={() => void reload()}
          >
            <IconRefresh size={16} />
          </ActionIcon>
        </Group>
        {status && (
          <Group gap={6}>
            <BranchMenu
              instanceId={instance.id}
              status={status}
              mayWrite={mayWrite && running === null}
              onSwitch={(branch, create) => void goTo(branch, create)}
            />
            {mayWrite && (
              <>
                <Button
                  size="sm"
                  variant="default"
                  leftSection={<IconArrowDown size={15} />}
                  disabled={running !== null || status.remotes.length === 0}
                  onClick={() => void doPull()}
                  data-testid="git-pull"
                >
                  Pull{status.branch.behind > 0 && ` ${status.branch.behind}`}
                </Button>
                <Button
                  size="sm"
                  variant={status.branch.ahead > 0 ? 'filled' : 'default'}
                  leftSection={<IconArrowUp size={15} />}
                  disabled={running !== null || status.remotes.length === 0 || !status.branch.head}
                  onClick={() => void doPush(false)}
                  data-testid="git-push"
                >
                  Push{status.branch.ahead > 0 && ` ${status.branch.ahead}`}
                </Button>
                <Menu>
                  <Menu.Target>
                    <ActionIcon variant="default" size={36} aria-label="More of git" data-testid="git-more">
                      <IconDots size={16} />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item
                      color="red"
                      disabled={running !== null || status.remotes.length === 0 || !status.branch.head}
                      data-testid="git-force"
                      onClick={() =>
                        confirmDanger({
                          title: 'Force push',
                          impact: `What ${status.branch.tracking ?? 'the remote'} has and ${status.branch.current ?? 'this branch'} has not is lost there, unless it is newer than the last fetch: then nothing happens.`,
                          confirmLabel: 'Force push',
                          onConfirm: async () => {
                            await doPush(true);
                          },
                        })
                      }
                    >
                      Force push…
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              </>
            )}
          </Group>
        )}
      </Group>
      {running && (
        <Group gap={8} mb="sm" role="status" data-testid="git-progress" wrap="nowrap">
          <Loading />
          <Text size="sm" c="dimmed" className={classes.path}>
            {running.what}: {running.progress || 'asking the remote…'}
          </Text>
        </Group>
      )}
      {rejected && (
        <Alert
          color="yellow"
          variant="light"
          mb="sm"
          title="The push was rejected"
          withCloseButton
          onClose={() => setRejected(null)}
          data-testid="git-rejected"
        >
          <Text size="sm" mb={8} className={classes.path}>
            {messageOf(rejected)}
          </Text>
          <Button size="compact-sm" onClick={() => void doPull()} disabled={running !== null}>
            Pull first
          </Button>
        </Alert>
      )}
      {error ? (
        <ErrorState error={error} onRetry={() => void query.refetch()} />
      ) : status ? (
        <>
          <Group justify="space-between" gap={8} mb="sm">
            <SegmentedControl
              size="sm"
              aria-label="What is shown"
              value={view}
              onChange={setView}
              data={[
                { value: 'changes', label: `Changes (${status.total})` },
                { value: 'history', label: 'History' },
              ]}
              data-testid="git-view"
            />
            <Text size="xs" c="dimmed" className={classes.path}>
              {status.branch.tracking
                ? `follows ${status.branch.tracking}: ${status.branch.ahead} ahead, ${status.branch.behind} behind`
                : status.remotes.length === 0
                  ? 'no remote'
                  : 'not pushed yet'}
            </Text>
          </Group>
          {view === 'changes' ? (
            <Changes instanceId={instance.id} status={status} mayWrite={mayWrite} onChanged={reload} />
          ) : (
            <History instanceId={instance.id} repo={repo} />
          )}
        </>
      ) : (
        <PanelSkeleton />
      )}
    </div>
  );
}
