import { Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

interface PageProps {
  title: string;
  /** Shown instead of the plain title, for example with a status beside it. */
  heading?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of every page: one h1, what it is for, its actions, then its content. */
export function Page({ title, heading, description, actions, children }: PageProps) {
  useDocumentTitle(`${title} · Anchorage`);
  return (
    <>
      <Group justify="space-between" align="flex-start" gap="sm" mb="lg">
        <div style={{ minWidth: 0 }}>
          {heading ?? <Title order={1}>{title}</Title>}
          {description && (
            <Text c="dimmed" size="sm" mt={2} component="div">
              {description}
            </Text>
          )}
        </div>
        {actions && <Group gap={8}>{actions}</Group>}
      </Group>
      {children}
    </>
  );
}
