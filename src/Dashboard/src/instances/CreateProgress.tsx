import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { GeneratedKey, KeyFileName } from '../identity/GeneratedKey';
import { OperationSteps } from '../operations/OperationSteps';
import { useOperation } from '../operations/useOperations';
import { CopyField } from '../shell/ui/CopyField';
import type { Created } from './created';
import { instanceQuery } from './queries';

interface CreateProgressProps {
  created: Created;
  keyAtRisk: boolean;
  onKeySaved: () => void;
  onClose: () => void;
}

/** The operation step by step, then the way in. */
export function CreateProgress({ created, keyAtRisk, onKeySaved, onClose }: CreateProgressProps) {
  const operation = useOperation(created.operation?.id ?? null) ?? created.operation;
  const { data } = useQuery({ ...instanceQuery(created.instance.id), initialData: created.instance });
  // Deleted by somebody while this stands open: the cache then holds null.
  const instance = (data as typeof data | null) ?? created.instance;
  const command =
    instance.sshCommand && created.pair
      ? instance.sshCommand.replace(/^ssh /, `ssh -i ~/.ssh/${KeyFileName} `)
      : instance.sshCommand;
  const ready = operation?.state === 'succeeded' || instance.status === 'running';

  return (
    <Stack gap="md" data-testid="create-progress" data-state={operation?.state}>
      {operation && <OperationSteps operation={operation} />}
      {created.pair && <GeneratedKey pair={created.pair} onDownloaded={onKeySaved} />}
      {operation?.error && (
        <Alert color="red" variant="light" title="It could not be created" role="alert">
          {operation.error.message}{' '}
          <Text span size="xs" className="mono">
            {operation.error.code}
          </Text>
        </Alert>
      )}
      {ready && (
        <Stack gap={6}>
          <Text size="sm" fw={500}>
            Connect
          </Text>
          {command && <CopyField value={command} label="SSH command" testId="created-ssh" />}
          <CopyField value={`anchorage ssh ${instance.name}`} label="command" />
        </Stack>
      )}
      <Group justify="space-between" gap={8}>
        <Text size="xs" c="dimmed">
          {ready ? '' : 'You can close this; it goes on.'}
        </Text>
        <Group gap={8}>
          <Button
            variant="default"
            onClick={onClose}
            disabled={keyAtRisk}
            title={keyAtRisk ? 'Download the private key first' : undefined}
            data-testid="create-close"
          >
            {operation?.error ? 'Close' : 'Done'}
          </Button>
          <Button
            component={Link}
            to={`/instances/${instance.id}${ready ? '?tab=terminal' : ''}`}
            data-disabled={keyAtRisk || undefined}
            onClick={(event) => keyAtRisk && event.preventDefault()}
            data-testid="create-open"
          >
            {ready ? 'Open terminal' : 'Open instance'}
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}
