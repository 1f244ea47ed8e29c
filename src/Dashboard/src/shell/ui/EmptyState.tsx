import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  /** What to do next, in one sentence. */
  children: ReactNode;
  action?: ReactNode;
  testId?: string;
}

export function EmptyState({ icon, title, children, action, testId }: EmptyStateProps) {
  return (
    <Stack className={classes.root} data-testid={testId}>
      <div className={classes.icon} aria-hidden="true">
        {icon}
      </div>
      <Stack gap={4} align="center">
        <Title order={2}>{title}</Title>
        <Text c="dimmed" size="sm" ta="center" maw={420}>
          {children}
        </Text>
      </Stack>
      {action}
    </Stack>
  );
}
