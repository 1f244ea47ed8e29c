import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Instance } from '../api/instances';
import { ErrorState } from '../shell/ui/ErrorState';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { namedLogQuery } from './queries';

/** The end of a log that the node's administrator named, or of the last run of an operation. */
export function NamedLog({ instance, name, lines }: { instance: Instance; name: string; lines: number }) {
  const { data, error, refetch } = useQuery(namedLogQuery(instance.id, name, lines));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PanelSkeleton />;
  if (data.lines === 0)
    return (
      <Text size="sm" c="dimmed" p="md">
        {data.message}
      </Text>
    );
  return (
    <pre style={{ margin: 0, padding: 12, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} data-testid="named-log">
      {data.content}
    </pre>
  );
}
