import { Text } from '@mantine/core';
import type { Column } from './DataList';
import { RelativeTime } from './RelativeTime';

/** A column of times, in words. */
export function timeColumn<T>(
  key: string,
  header: string,
  time: (row: T) => string | null | undefined,
  options: Pick<Column<T>, 'wideOnly'> = {},
): Column<T> {
  return {
    key,
    header,
    ...options,
    sortBy: (row) => Date.parse(time(row) ?? ''),
    render: (row) => (
      <Text span size="sm" c="dimmed">
        <RelativeTime time={time(row)} />
      </Text>
    ),
  };
}

/** The column that tells credentials apart: what they are called, and how their secret begins. */
export function credentialColumn<T extends { label: string; prefix: string }>(): Column<T> {
  return {
    key: 'label',
    header: 'Label',
    sortBy: ({ label }) => label,
    render: ({ label, prefix }) => (
      <div>
        <Text size="sm" fw={550}>
          {label}
        </Text>
        <Text size="xs" c="dimmed" className="mono">
          {prefix}…
        </Text>
      </div>
    ),
  };
}
