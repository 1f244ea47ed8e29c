import { ActionIcon, Group, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { readDiff, type DiffQuery } from '../api/git';
import { keys } from '../api/keys';
import { ErrorState } from '../shell/ui/ErrorState';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { DiffView } from './DiffView';
import classes from './GitTab.module.css';

interface DiffPanelProps {
  instanceId: string;
  repo: string;
  title: string;
  query: DiffQuery;
  onClose: () => void;
}

/** What differs in one file, or by one commit. */
export function DiffPanel({ instanceId, repo, title, query, onClose }: DiffPanelProps) {
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.repository(instanceId, repo), 'diff', query],
    queryFn: ({ signal }) => readDiff(instanceId, repo, query, signal),
    staleTime: 0,
  });
  return (
    <section className={classes.panel} aria-label={`Differences of ${title}`} data-testid="diff-panel">
      <Group justify="space-between" wrap="nowrap" gap={8} className={classes.panelHead}>
        <Text size="sm" fw={570} className={classes.path}>
          {title}
        </Text>
        <ActionIcon variant="subtle" aria-label="Close the differences" onClick={onClose} data-testid="diff-close">
          <IconX size={16} />
        </ActionIcon>
      </Group>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <DiffView diff={data} />
      ) : (
        <PanelSkeleton />
      )}
    </section>
  );
}
