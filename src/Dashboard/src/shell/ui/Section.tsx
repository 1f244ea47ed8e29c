import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Section.module.css';

interface SectionProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** Left out where the head says and does it all. */
  children?: ReactNode;
  /** Marks the section whose actions destroy something. */
  danger?: boolean;
}

export function Section({ title, description, actions, children, danger = false }: SectionProps) {
  return (
    <section className={classes.section} data-danger={danger || undefined}>
      <Group justify="space-between" align="flex-start" className={classes.head} wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Title order={2} fz="md">
            {title}
          </Title>
          {description && (
            <Text size="sm" c="dimmed" component="div">
              {description}
            </Text>
          )}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </Group>
      {children ? <div className={classes.body}>{children}</div> : <div className={classes.end} />}
    </section>
  );
}
