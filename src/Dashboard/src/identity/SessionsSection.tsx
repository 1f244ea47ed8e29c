import { Button, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endSession, listSessions, type Session } from '../api/identity';
import { keys } from '../api/keys';
import { Chip } from '../shell/ui/Chip';
import { DataList, type Column } from '../shell/ui/DataList';
import { timeColumn } from '../shell/ui/columns';
import { ErrorState } from '../shell/ui/ErrorState';
import { notifyError } from '../shell/ui/notify';
import { Section } from '../shell/ui/Section';
import { browserName } from './browserName';

const columns: Column<Session>[] = [
  {
    key: 'browser',
    header: 'Browser',
    sortBy: ({ userAgent }) => browserName(userAgent),
    render: ({ userAgent }) => (
      <Text size="sm" fw={550} title={userAgent ?? undefined}>
        {browserName(userAgent)}
      </Text>
    ),
  },
  {
    key: 'address',
    header: 'From',
    sortBy: ({ address }) => address,
    render: ({ address }) => <span className="mono">{address ?? '–'}</span>,
  },
  timeColumn('used', 'Last used', ({ lastUsedAt }) => lastUsedAt),
  timeColumn('expires', 'Ends', ({ expiresAt }) => expiresAt, { wideOnly: true }),
];

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
          columns={columns}
          order="sort-sessions"
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
