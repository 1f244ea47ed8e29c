import { Button, Group, Select, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { getLogs, type Instance } from '../api/instances';
import { keys } from '../api/keys';
import { ErrorState } from '../shell/ui/ErrorState';
import { formatAbsolute } from '../shell/ui/format';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import classes from './LogsTab.module.css';

/** What the container's main process wrote. Read when asked, not followed. */
export function LogsTab({ instance }: { instance: Instance }) {
  const [tail, setTail] = useState(200);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: keys.logs(instance.id, tail),
    queryFn: ({ signal }) => getLogs(instance.id, tail, signal),
    staleTime: 0,
  });
  const view = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (view.current) view.current.scrollTop = view.current.scrollHeight;
  }, [data]);

  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PanelSkeleton />;
  return (
    <>
      <Group gap={8} mb="xs" justify="space-between">
        <Text size="sm" c="dimmed">
          {data.truncated ? 'Older lines exist' : 'All lines'}
        </Text>
        <Group gap={8}>
          <Select
            size="xs"
            w={130}
            aria-label="Number of lines"
            value={String(tail)}
            onChange={(value) => setTail(Number(value))}
            data={['200', '1000', '5000'].map((value) => ({ value, label: `Last ${value}` }))}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} />}
            loading={isFetching}
            onClick={() => void refetch()}
            data-testid="logs-refresh"
          >
            Refresh
          </Button>
        </Group>
      </Group>
      <div
        ref={view}
        className={classes.view}
        tabIndex={0}
        role="log"
        aria-label={`Log of ${instance.name}`}
        data-testid="logs"
      >
        {data.lines.length === 0 && (
          <Text size="sm" c="dimmed" p="md">
            Nothing was written yet.
          </Text>
        )}
        {data.lines.map((line, index) => (
          <div key={`${line.at}-${index}`} className={classes.line} data-stream={line.stream}>
            <time dateTime={line.at} title={formatAbsolute(line.at)}>
              {new Date(line.at).toLocaleTimeString('en-GB')}
            </time>
            <span>{line.text}</span>
          </div>
        ))}
      </div>
    </>
  );
}
