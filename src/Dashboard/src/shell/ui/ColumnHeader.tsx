import { IconArrowNarrowDown, IconArrowNarrowUp } from '@tabler/icons-react';
import classes from './ColumnHeader.module.css';
import type { Order } from './order';

interface ColumnHeaderProps {
  header: string;
  width: number | string | undefined;
  align: 'end' | undefined;
  /** Whether the list is ordered by this column, and how. */
  order: Order | null;
  /** Left out where the column has no order. */
  onSort: (() => void) | undefined;
}

/** The head of a column; a button where the list can be ordered by it. */
export function ColumnHeader({ header, width, align, order, onSort }: ColumnHeaderProps) {
  const Arrow = order?.descending ? IconArrowNarrowDown : IconArrowNarrowUp;
  return (
    <th
      scope="col"
      style={{ width }}
      data-align={align}
      aria-sort={order ? (order.descending ? 'descending' : 'ascending') : undefined}
    >
      {onSort ? (
        <button type="button" className={classes.sort} onClick={onSort}>
          {header}
          <Arrow size={14} aria-hidden="true" />
        </button>
      ) : (
        header
      )}
    </th>
  );
}
