import { Button, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endSession, listSessions } from '../api/identity';
import { keys } from '../api/keys';
import { Chip } from '../shell/ui/Chip';
import { DataList } from '../shell/ui/DataList';
import { ErrorState } from '../shell/ui/ErrorState';
import { notifyError } from '../shell/ui/notify';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { Section } from '../shell/ui/Section';
import { browserName } from './browserName';

export function SessionsSection() {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: keys.sessions, queryFn: ({ signal }) => listSessions(signal) });
  const end = useMutation({
    mutationFn: endSession,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sessions }),
    onError: (problem) => notifyError(problem),
  });
  return (
    <Section title="Sessions" description="Browsers that are signed in.">
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <DataList
          label="Sessions"
          rows={data}
          rowKey={({ id }) => id}
          rowName={({ userAgent }) => browserName(userAgent)}
          columns={[
            {
              key: 'browser',
              header: 'Browser',
              render: ({ userAgent }) => (
                <Text size="sm" fw={550} title={userAgent ?? undefined}>
                  {browserName(userAgent)}
                </Text>
              ),
            },
            { key: 'address', header: 'From', render: ({ address }) => <span className="mono">{address ?? '–'}</span> },
            {
              key: 'used',
              header: 'Last used',
              render: ({ lastUsedAt }) => (
                <Text span size="sm" c="dimmed">
                  <RelativeTime time={lastUsedAt} />
                </Text>
              ),
            },
            {
              key: 'expires',
              header: 'Ends',
              wideOnly: true,
              render: ({ expiresAt }) => (
                <Text span size="sm" c="dimmed">
                  <RelativeTime time={expiresAt} />
                </Text>
              ),
            },
          ]}
          actions={(session) =>
            session.current ? (
              <Chip tone="ok">this one</Chip>
            ) : (
              <Button size="compact-xs" variant="subtle" color="red" onClick={() => end.mutate(session.id)}>
                End
              </Button>
            )
          }
        />
      )}
    </Section>
  );
}
