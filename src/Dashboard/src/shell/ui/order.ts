/** What rows are compared by. Texts are compared as people read them; null and an empty text are missing. */
export type Sortable = string | number | boolean | null | undefined;

/** By which column a list is ordered. None: the order in which its rows come. */
export interface Order {
  column: string;
  descending: boolean;
}

/** `name` is ascending, `-name` descending: as it stands in the address. */
export const readOrder = (text: string | null): Order | null =>
  text ? { column: text.replace(/^-/, ''), descending: text.startsWith('-') } : null;

export const writeOrder = ({ column, descending }: Order) => (descending ? `-${column}` : column);

/** What a click on a column leads to: ascending, descending, the list's own order, and round again. */
export function nextOrder(order: Order | null, column: string): Order | null {
  if (order?.column !== column) return { column, descending: false };
  return order.descending ? null : { column, descending: true };
}

// `web2` stands before `web10`, `Ann` beside `ann`.
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const isMissing = (value: Sortable) => value === null || value === undefined || value === '' || Number.isNaN(value);

function compare(left: Sortable, right: Sortable): number {
  if (typeof left === 'string' || typeof right === 'string') return collator.compare(String(left), String(right));
  return Number(left) - Number(right);
}

/**
 * The rows by a value of each; rows with equal values stay as they stood, those that lack it come last in both
 * directions. Rows of which `first` is true (folders) stand before all others.
 */
export function inOrder<T>(
  rows: readonly T[],
  valueOf: (row: T) => Sortable,
  descending: boolean,
  first?: (row: T) => boolean,
): T[] {
  const direction = descending ? -1 : 1;
  return rows
    .map((row) => {
      const value = valueOf(row);
      return { row, value, missing: isMissing(value), group: first?.(row) ? 0 : 1 };
    })
    .sort((left, right) => {
      if (left.group !== right.group) return left.group - right.group;
      if (left.missing || right.missing) return Number(left.missing) - Number(right.missing);
      return direction * compare(left.value, right.value);
    })
    .map(({ row }) => row);
}
