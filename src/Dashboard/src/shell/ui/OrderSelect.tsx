import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import type { Order } from './order';
import classes from './OrderSelect.module.css';

interface OrderSelectProps {
  /** What the list holds. */
  label: string;
  columns: readonly { key: string; header: string }[];
  order: Order | null;
  onOrder: (order: Order | null) => void;
}

/** The order of a list on narrow screens, where cards have no heads to click. */
export function OrderSelect({ label, columns, order, onOrder }: OrderSelectProps) {
  const Direction = order?.descending ? IconSortDescending : IconSortAscending;
  return (
    <div className={classes.bar}>
      <NativeSelect
        size="xs"
        flex={1}
        aria-label={`Order of ${label}`}
        value={order?.column ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onOrder(value ? { column: value, descending: order?.descending ?? false } : null)
        }
        data={[
          { value: '', label: 'Sort: usual order' },
          ...columns.map(({ key, header }) => ({ value: key, label: `Sort: ${header}` })),
        ]}
      />
      {order && (
        <ActionIcon
          variant="default"
          size={30}
          aria-label={order.descending ? 'Sort ascending' : 'Sort descending'}
          onClick={() => onOrder({ ...order, descending: !order.descending })}
        >
          <Direction size={16} />
        </ActionIcon>
      )}
    </div>
  );
}
