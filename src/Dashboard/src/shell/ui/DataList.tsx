import { Checkbox, Skeleton } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { memo, useCallback, useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import classes from './DataList.module.css';

export interface Column<T> {
  key: string;
  header: string;
  render: (row: T) => ReactNode;
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
}

const Step = 30;

/**
 * A list as a table on wide screens and as cards on narrow ones, from the same elements. Draws 30 rows and more when
 * they are scrolled to, and of those only the ones again that changed.
 */
export function DataList<T>(props: DataListProps<T>) {
  const { rows, columns, rowKey, selected, onSelect, onOpen } = props;
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
  const allSelected = Boolean(rows?.length) && rows?.every((row) => selected?.has(rowKey(row))) === true;

  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={props.label} aria-busy={rows === undefined}>
        <thead>
          <tr>
            {onSelect && (
              <th className={classes.check} scope="col">
                <Checkbox
                  size="xs"
                  aria-label="Select all"
                  checked={allSelected}
                  indeterminate={!allSelected && (selected?.size ?? 0) > 0}
                  onChange={() => onSelect(new Set(allSelected ? [] : rows?.map(rowKey)))}
                />
              </th>
            )}
            {columns.map((column) => (
              <th key={column.key} scope="col" style={{ width: column.width }} data-align={column.align}>
                {column.header}
              </th>
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
            <Checkbox
              size="xs"
              aria-label={`Select ${props.name}`}
              checked={isSelected}
              onChange={() => props.onToggle(id)}
            />
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
