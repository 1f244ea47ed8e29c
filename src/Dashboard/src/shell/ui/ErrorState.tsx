import { Button, Code, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiError, messageOf } from '../../api/problem';
import classes from './EmptyState.module.css';

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
}

/** A failed page or section: what happened, its stable code and trace, and a way to try again. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const problem = error instanceof ApiError ? error : null;
  return (
    <Stack className={classes.root} role="alert" data-testid="error-state">
      <div className={classes.icon} style={{ color: 'var(--bad)', background: 'var(--bad-soft)' }} aria-hidden="true">
        <IconAlertTriangle size={22} />
      </div>
      <Stack gap={4} align="center">
        <Title order={2}>{problem?.title ?? 'Something went wrong'}</Title>
        <Text c="dimmed" size="sm" ta="center" maw={460}>
          {messageOf(error)}
        </Text>
      </Stack>
      {problem && (
        <Group gap={6} justify="center">
          <Code data-testid="error-code">{problem.code}</Code>
          {problem.traceId && <Code>{problem.traceId}</Code>}
        </Group>
      )}
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Stack>
  );
}
