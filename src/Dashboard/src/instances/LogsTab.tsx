import { Button, Group, Select, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { getLogs, type Instance } from '../api/instances';
import { keys } from '../api/keys';
import { NamedLog } from '../commands/NamedLog';
import { cloudStatusQuery } from '../commands/queries';
import { mayDo, useMe } from '../identity/session';
import { ErrorState } from '../shell/ui/ErrorState';
import { formatAbsolute } from '../shell/ui/format';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import classes from './LogsTab.module.css';

/** What the container's main process wrote. Read when asked, not followed. */
export function LogsTab({ instance }: { instance: Instance }) {
  const [tail, setTail] = useState(200);
  const [name, setName] = useState('service');
  const me = useMe();
  const named = instance.status === 'running' && mayDo(me, 'command:cloud_instance', instance);
  const { data: offered } = useQuery({ ...cloudStatusQuery(instance.id), enabled: named });
  const choices = [
    ...(offered?.instance.logs ?? []).filter((log) => log !== 'service'),
    ...(offered?.instance.operations ?? []).map((operation) => `operation:${operation}`),
  ];
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
          {choices.length > 0 && (
            <Select
              size="xs"
              w={180}
              aria-label="Log"
              value={name}
              allowDeselect={false}
              onChange={(value) => setName(value ?? 'service')}
              data={[{ value: 'service', label: 'Output' }, ...choices.map((value) => ({ value, label: value }))]}
              data-testid="log-choice"
            />
          )}
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
        {name !== 'service' && <NamedLog instance={instance} name={name} lines={tail} />}
        {name === 'service' && data.lines.length === 0 && (
          <Text size="sm" c="dimmed" p="md">
            Nothing was written yet.
          </Text>
        )}
        {(name === 'service' ? data.lines : []).map((line, index) => (
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
