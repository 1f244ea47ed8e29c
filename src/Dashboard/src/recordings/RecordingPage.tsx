import { Anchor, Button, Group, Title } from '@mantine/core';
import { IconChevronLeft, IconDownload, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { castPath } from '../api/recordings';
import { ErrorState } from '../shell/ui/ErrorState';
import { formatBytes, formatDuration } from '../shell/ui/format';
import { Page } from '../shell/ui/Page';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { parseCast, type Cast } from './cast';
import { Player } from './Player';
import { castQuery, recordingQuery } from './queries';
import { useRemoveRecordings } from './useRemoveRecordings';

/** One recording with its player. */
export function Component() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const remove = useRemoveRecordings();
  const recording = useQuery(recordingQuery(id));
  const cast = useQuery(castQuery(id));
  const parsed = useMemo(() => read(cast.data), [cast.data]);
  const error = recording.error ?? cast.error ?? (parsed instanceof Error ? parsed : null);
  const back = (
    <Link to="/recordings" className="back-link">
      <IconChevronLeft size={14} aria-hidden="true" /> Recordings
    </Link>
  );
  const { data } = recording;
  const name = data?.title || 'Recording';
  return (
    <Page
      title={name}
      heading={
        <>
          {back}
          <Title order={1}>{name}</Title>
        </>
      }
      description={
        data && (
          <>
            <RelativeTime time={data.startedAt} /> · {formatDuration(data.seconds)} · {formatBytes(data.bytes)} ·{' '}
            <Anchor component={Link} to={`/instances/${data.instanceId}`} fz="inherit">
              its instance
            </Anchor>
          </>
        )
      }
      actions={
        data && (
          <Group gap={8}>
            <Button
              component="a"
              href={castPath(id)}
              download
              variant="default"
              leftSection={<IconDownload size={15} />}
              data-testid="recording-download"
            >
              Download
            </Button>
            <Button
              variant="default"
              leftSection={<IconTrash size={15} />}
              onClick={() => remove([data], () => void navigate('/recordings'))}
              data-testid="recording-delete"
            >
              Delete…
            </Button>
          </Group>
        )
      }
    >
      {error ? (
        <ErrorState
          error={error}
          onRetry={() => {
            void recording.refetch();
            void cast.refetch();
          }}
        />
      ) : parsed && !(parsed instanceof Error) ? (
        <Player cast={parsed} />
      ) : (
        <PanelSkeleton />
      )}
    </Page>
  );
}

function read(text: string | undefined): Cast | Error | null {
  if (text === undefined) return null;
  try {
    return parseCast(text);
  } catch (error) {
    return error instanceof Error ? error : new Error('The recording cannot be read.');
  }
}
