import { Skeleton } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { memo, useCallback, useEffect, useMemo, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { ColumnHeader } from './ColumnHeader';
import classes from './DataList.module.css';
import { inOrder, nextOrder, type Order, type Sortable } from './order';
import { OrderSelect } from './OrderSelect';
import { RowCheckbox } from './RowCheckbox';
import { useOrder } from './useOrder';

export interface Column<T> {
  key: string;
  header: string;
  render: (row: T) => ReactNode;
  /** Makes the head a button that orders the list by this value. */
  sortBy?: (row: T) => Sortable;
  width?: number | string;
  align?: 'end';
  /** Left out on narrow screens, where it would only add noise. */
  wideOnly?: boolean;
}

interface DataListProps<T> {
  label: string;
  rows: readonly T[] | undefined;
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  rowTestId?: (row: T) => string;
  rowName: (row: T) => string;
  onOpen?: (row: T) => void;
  /** Like the columns and `footer`: a function that stays the same spares rows that did not change. */
  actions?: (row: T) => ReactNode;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  /** Shown under a row, over its whole width: progress, an error. */
  footer?: (row: T) => ReactNode;
  /**
   * The name of its order in the address, for pages with several lists. Null where the server hands out one page at a
   * time: a part of the rows in order would look like all of them.
   */
  order?: string | null;
  /** Rows that stand before the others in every order. */
  first?: (row: T) => boolean;
}

const Step = 30;
/** So few cards are seen at one glance. */
const Glance = 5;

/**
 * A list as a table on wide screens and as cards on narrow ones, from the same elements. Draws 30 rows and more when
 * they are scrolled to, and of those only the ones again that changed.
 */
export function DataList<T>(props: DataListProps<T>) {
  const { columns, rowKey, selected, onSelect, onOpen, order: name = 'sort', first } = props;
  const [asked, setOrder] = useOrder(name ?? 'sort');
  const sortable = name === null ? [] : columns.filter(({ sortBy }) => sortBy);
  const sortBy = sortable.find(({ key }) => key === asked?.column)?.sortBy;
  const order = sortBy && asked ? asked : null;
  const descending = order?.descending === true;
  const rows = useMemo(
    () => (props.rows && sortBy ? inOrder(props.rows, sortBy, descending, first) : props.rows),
    [props.rows, sortBy, descending, first],
  );
  const [shown, setShown] = useState(Step);
  const { ref, entry } = useIntersection({ rootMargin: '600px' });
  const more = rows !== undefined && rows.length > shown;

  useEffect(() => {
    if (entry?.isIntersecting) setShown((count) => count + Step);
  }, [entry]);

  const latest = useRef({ onOpen, onSelect, selected });
  useEffect(() => {
    latest.current = { onOpen, onSelect, selected };
  });
  const open = useCallback((event: MouseEvent, row: T) => {
    const inner = (event.target as Element).closest('a,button,input,label,[role=menuitem]');
    const selecting = (window.getSelection()?.toString() ?? '') !== '';
    if (!inner && !selecting) latest.current.onOpen?.(row);
  }, []);
  const toggle = useCallback((key: string) => {
    const next = new Set(latest.current.selected);
    if (!next.delete(key)) next.add(key);
    latest.current.onSelect?.(next);
  }, []);
  const sort = (next: Order | null) => {
    setOrder(next);
    // All that was scrolled to would have to be moved.
    setShown(Step);
  };
  const allSelected = Boolean(rows?.length) && rows?.every((row) => selected?.has(rowKey(row))) === true;

  return (
    <div className={classes.frame}>
      {sortable.length > 0 && (order !== null || (rows?.length ?? 0) > Glance) && (
        <OrderSelect label={props.label} columns={sortable} order={order} onOrder={sort} />
      )}
      <table className={classes.table} aria-label={props.label} aria-busy={rows === undefined}>
        <thead>
          <tr>
            {onSelect && (
              <th className={classes.check} scope="col">
                <RowCheckbox
                  label="Select all"
                  checked={allSelected}
                  indeterminate={!allSelected && (selected?.size ?? 0) > 0}
                  onChange={() => onSelect(new Set(allSelected ? [] : rows?.map(rowKey)))}
                />
              </th>
            )}
            {columns.map((column) => (
              <ColumnHeader
                key={column.key}
                header={column.header}
                width={column.width}
                align={column.align}
                order={order?.column === column.key ? order : null}
                onSort={
                  name !== null && column.sortBy !== undefined ? () => sort(nextOrder(order, column.key)) : undefined
                }
              />
            ))}
            {props.actions && (
              <th className={classes.actions} scope="col">
                <span className={classes.hidden}>Actions</span>
              </th>
            )}
          </tr>
        </thead>
        {rows === undefined ? (
          <tbody>
            {Array.from({ length: 5 }, (_, index) => (
              <tr key={index}>
                <td colSpan={columns.length + 2}>
                  <Skeleton height={14} width={`${85 - index * 9}%`} my={5} />
                </td>
              </tr>
            ))}
          </tbody>
        ) : (
          rows.slice(0, shown).map((row) => {
            const key = rowKey(row);
            return (
              <Row
                key={key}
                id={key}
                row={row}
                name={props.rowName(row)}
                testId={props.rowTestId?.(row)}
                columns={columns}
                actions={props.actions}
                footer={props.footer}
                isSelected={onSelect ? selected?.has(key) === true : null}
                opens={onOpen !== undefined}
                onOpen={open}
                onToggle={toggle}
              />
            );
          })
        )}
      </table>
      {more && (
        <div ref={ref} className={classes.sentinel}>
          {shown} of {rows.length} shown
        </div>
      )}
    </div>
  );
}

interface RowProps<T> {
  id: string;
  row: T;
  name: string;
  testId: string | undefined;
  columns: readonly Column<T>[];
  actions: ((row: T) => ReactNode) | undefined;
  footer: ((row: T) => ReactNode) | undefined;
  /** Null where nothing can be selected. */
  isSelected: boolean | null;
  opens: boolean;
  onOpen: (event: MouseEvent, row: T) => void;
  onToggle: (key: string) => void;
}

const Row = memo(function Row<T>(props: RowProps<T>) {
  const { id, row, columns, isSelected } = props;
  const footer = props.footer?.(row);
  return (
    <tbody className={classes.group} data-selected={isSelected || undefined} data-testid={props.testId}>
      <tr onClick={(event) => props.onOpen(event, row)} data-open={props.opens || undefined}>
        {isSelected !== null && (
          <td className={classes.check}>
            <RowCheckbox label={`Select ${props.name}`} checked={isSelected} onChange={() => props.onToggle(id)} />
          </td>
        )}
        <Cells row={row} columns={columns} actions={props.actions} />
      </tr>
      {footer && (
        <tr className={classes.footer}>
          <td colSpan={columns.length + 2}>{footer}</td>
        </tr>
      )}
    </tbody>
  );
}) as <T>(props: RowProps<T>) => ReactNode;

/** What does not change when the row is selected. */
const Cells = memo(function Cells<T>({ row, columns, actions }: Pick<RowProps<T>, 'row' | 'columns' | 'actions'>) {
  return (
    <>
      {columns.map((column) => (
        <td key={column.key} data-label={column.header} data-align={column.align} data-wide-only={column.wideOnly}>
          {column.render(row)}
        </td>
      ))}
      {actions && (
        <td className={classes.actions}>
          <div className={classes.actionRow}>{actions(row)}</div>
        </td>
      )}
    </>
  );
}) as <T>(props: Pick<RowProps<T>, 'row' | 'columns' | 'actions'>) => ReactNode;
