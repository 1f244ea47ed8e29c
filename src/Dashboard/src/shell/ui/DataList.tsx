import { Checkbox, Skeleton } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect, useState, type MouseEvent, type ReactNode } from 'react';
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
  actions?: (row: T) => ReactNode;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  /** Shown under a row, over its whole width: progress, an error. */
  footer?: (row: T) => ReactNode;
}

const Step = 100;

/**
 * A list as a table on wide screens and as cards on narrow ones, from the same elements. Draws 100 rows and more when
 * they are scrolled to.
 */
export function DataList<T>(props: DataListProps<T>) {
  const { rows, columns, rowKey, selected, onSelect, onOpen } = props;
  const [shown, setShown] = useState(Step);
  const { ref, entry } = useIntersection({ rootMargin: '600px' });
  const more = rows !== undefined && rows.length > shown;

  useEffect(() => {
    if (entry?.isIntersecting) setShown((count) => count + Step);
  }, [entry]);

  const open = (event: MouseEvent, row: T) => {
    const inner = (event.target as Element).closest('a,button,input,label,[role=menuitem]');
    const selecting = (window.getSelection()?.toString() ?? '') !== '';
    if (!inner && !selecting) onOpen?.(row);
  };
  const toggle = (key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelect?.(next);
  };
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
            const footer = props.footer?.(row);
            return (
              <tbody
                key={key}
                className={classes.group}
                data-selected={selected?.has(key) ? true : undefined}
                data-testid={props.rowTestId?.(row)}
              >
                <tr onClick={(event) => open(event, row)} data-open={onOpen ? true : undefined}>
                  {onSelect && (
                    <td className={classes.check}>
                      <Checkbox
                        size="xs"
                        aria-label={`Select ${props.rowName(row)}`}
                        checked={selected?.has(key) ?? false}
                        onChange={() => toggle(key)}
                      />
                    </td>
                  )}
                  {columns.map((column) => (
                    <td
                      key={column.key}
                      data-label={column.header}
                      data-align={column.align}
                      data-wide-only={column.wideOnly}
                    >
                      {column.render(row)}
                    </td>
                  ))}
                  {props.actions && (
                    <td className={classes.actions}>
                      <div className={classes.actionRow}>{props.actions(row)}</div>
                    </td>
                  )}
                </tr>
                {footer && (
                  <tr className={classes.footer}>
                    <td colSpan={columns.length + 2}>{footer}</td>
                  </tr>
                )}
              </tbody>
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
