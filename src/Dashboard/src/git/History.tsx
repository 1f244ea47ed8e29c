import { Button, Text, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readLog, type Commit } from '../api/git';
import { keys } from '../api/keys';
import { ErrorState } from '../shell/ui/ErrorState';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { DiffPanel } from './DiffPanel';
import classes from './GitTab.module.css';

/** Commits, newest first, and what each of them changed. */
export function History({ instanceId, repo }: { instanceId: string; repo: string }) {
  const [shown, setShown] = useState<Commit | null>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...keys.repository(instanceId, repo), 'log'],
    queryFn: ({ pageParam, signal }) => readLog(instanceId, repo, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? null,
    staleTime: 0,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PanelSkeleton />;
  const commits = data.pages.flatMap(({ items }) => items);
  return (
    <div className={classes.changes} data-diff={shown !== null || undefined}>
      <section className={`${classes.panel} ${classes.column}`} aria-label="Commits" data-testid="git-history">
        {commits.length === 0 && (
          <Text size="sm" c="dimmed" p="sm">
            Nothing was committed yet.
          </Text>
        )}
        <ul className={classes.files}>
          {commits.map((commit) => (
            <li key={commit.hash} data-shown={shown?.hash === commit.hash || undefined}>
              <UnstyledButton
                className={classes.commit}
                onClick={() => setShown(commit)}
                data-testid={`commit-${commit.hash}`}
              >
                <Text span size="sm" fw={500} className={classes.path}>
                  {commit.message || '(no message)'}
                </Text>
                <Text span size="xs" c="dimmed">
                  <span className="mono">{commit.hash.slice(0, 9)}</span> · {commit.author} ·{' '}
                  <RelativeTime time={commit.date} />
                </Text>
              </UnstyledButton>
            </li>
          ))}
        </ul>
        {hasNextPage && (
          <Button
            size="compact-sm"
            variant="default"
            m="xs"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Show older commits
          </Button>
        )}
      </section>
      {shown && (
        <DiffPanel
          key={shown.hash}
          instanceId={instanceId}
          repo={repo}
          title={shown.message || shown.hash}
          query={{ commit: shown.hash }}
          onClose={() => setShown(null)}
        />
      )}
    </div>
  );
}
