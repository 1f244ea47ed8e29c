import { ActionIcon, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { formatBytes } from '../shell/ui/format';
import type { Upload } from './useUploads';

interface UploadListProps {
  uploads: Upload[];
  onReplace: (id: number) => void;
  onRetry: (id: number) => void;
  onStop: (id: number) => void;
  onClear: () => void;
}

const words: Record<Upload['state'], string> = {
  waiting: 'waits',
  running: '',
  done: 'uploaded',
  failed: 'failed',
  stopped: 'stopped',
  exists: 'exists already',
};

// What needs somebody comes first, what is done last; of a large tree not every file is shown.
const MostShown = 100;
const order: Record<Upload['state'], number> = { failed: 0, exists: 0, stopped: 1, running: 2, waiting: 3, done: 4 };

/** What is being uploaded, and what became of it. */
export function UploadList({ uploads, onReplace, onRetry, onStop, onClear }: UploadListProps) {
  if (uploads.length === 0) return null;
  const shown = [...uploads].sort((a, b) => order[a.state] - order[b.state]).slice(0, MostShown);
  const done = uploads.filter(({ state }) => state === 'done').length;
  const open = uploads.filter(({ state }) => state === 'waiting' || state === 'running').length;
  return (
    <Paper withBorder p="sm" mb="md" role="status" aria-label="Uploads" data-testid="uploads">
      <Group justify="space-between" mb={6}>
        <Text size="sm" fw={570}>
          {open > 0 ? `Uploading, ${done} of ${uploads.length} done` : 'Uploads'}
        </Text>
        {open < uploads.length && (
          <Button size="compact-xs" variant="default" onClick={onClear} data-testid="uploads-clear">
            Clear
          </Button>
        )}
      </Group>
      <Stack gap={6} mah={220} style={{ overflowY: 'auto' }}>
        {shown.map(({ id, name, size, sent, state, error }) => (
          <div key={id} data-testid={`upload-${name}`} data-state={state}>
            <Group gap={8} wrap="nowrap" justify="space-between">
              <Text size="sm" truncate title={name}>
                {name}
              </Text>
              <Group gap={6} wrap="nowrap">
                <Text size="xs" c={state === 'failed' ? 'red' : 'dimmed'} style={{ whiteSpace: 'nowrap' }}>
                  {state === 'running' ? `${formatBytes(sent)} of ${formatBytes(size)}` : words[state]}
                </Text>
                {state === 'exists' && (
                  <Button size="compact-xs" variant="light" color="red" onClick={() => onReplace(id)}>
                    Replace
                  </Button>
                )}
                {(state === 'failed' || state === 'stopped') && (
                  <Button size="compact-xs" variant="default" onClick={() => onRetry(id)}>
                    Try again
                  </Button>
                )}
                {(state === 'running' || state === 'waiting') && (
                  <ActionIcon size="sm" aria-label={`Stop ${name}`} onClick={() => onStop(id)}>
                    <IconX size={14} />
                  </ActionIcon>
                )}
              </Group>
            </Group>
            {state === 'running' && (
              <Progress size="xs" mt={2} value={size === 0 ? 100 : (sent / size) * 100} aria-label={name} />
            )}
            {error && (
              <Text size="xs" c="red">
                {error}
              </Text>
            )}
          </div>
        ))}
        {uploads.length > MostShown && (
          <Text size="xs" c="dimmed">
            and {uploads.length - MostShown} more
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
