import { expect, it } from 'vitest';
import { inOrder, nextOrder, readOrder, writeOrder, type Sortable } from './order';

const sorted = (values: Sortable[], descending = false) => inOrder(values, (value) => value, descending);

it('orders names as people read them', () => {
  expect(sorted(['web10', 'Web2', 'web1', 'ärmel', 'Zoo', 'db'])).toEqual([
    'ärmel',
    'db',
    'web1',
    'Web2',
    'web10',
    'Zoo',
  ]);
  expect(sorted(['web1', 'web10', 'web2'], true)).toEqual(['web10', 'web2', 'web1']);
});

it('orders numbers by their size', () => {
  expect(sorted([10, 9, -1, 100])).toEqual([-1, 9, 10, 100]);
  expect(sorted([3, Infinity, 1], true)).toEqual([Infinity, 3, 1]);
  expect(sorted([true, false])).toEqual([false, true]);
});

it('puts what is missing last in both directions', () => {
  const values = [null, 'b', undefined, '', 'a'];
  expect(sorted(values)).toEqual(['a', 'b', null, undefined, '']);
  expect(sorted(values, true)).toEqual(['b', 'a', null, undefined, '']);
  expect(sorted([NaN, 2, 1], true)).toEqual([2, 1, NaN]);
});

it('leaves rows with equal values as they stood, in both directions', () => {
  const rows = [
    { id: 1, node: 'b' },
    { id: 2, node: 'a' },
    { id: 3, node: 'B' },
    { id: 4, node: 'a' },
  ];
  const ids = (descending: boolean) => inOrder(rows, ({ node }) => node, descending).map(({ id }) => id);
  expect(ids(false)).toEqual([2, 4, 1, 3]);
  expect(ids(true)).toEqual([1, 3, 2, 4]);
});

it('keeps the rows themselves, which spares drawing them again, and leaves the list that it was given', () => {
  const rows = [{ name: 'b' }, { name: 'a' }];
  const [first, second] = inOrder(rows, ({ name }) => name, false);
  expect(first).toBe(rows[1]);
  expect(second).toBe(rows[0]);
  expect(rows[0]?.name).toBe('b');
});

it('lets folders stand before files in both directions', () => {
  const files = [
    { name: 'b', folder: false },
    { name: 'z', folder: true },
    { name: 'a', folder: false },
    { name: 'c', folder: true },
  ];
  const names = (descending: boolean) =>
    inOrder(
      files,
      ({ name }) => name,
      descending,
      ({ folder }) => folder,
    ).map(({ name }) => name);
  expect(names(false)).toEqual(['c', 'z', 'a', 'b']);
  expect(names(true)).toEqual(['z', 'c', 'b', 'a']);
});

it('turns from ascending to descending to the own order', () => {
  const once = nextOrder(null, 'name');
  const twice = nextOrder(once, 'name');
  expect(once).toEqual({ column: 'name', descending: false });
  expect(twice).toEqual({ column: 'name', descending: true });
  expect(nextOrder(twice, 'name')).toBeNull();
  expect(nextOrder(twice, 'node')).toEqual({ column: 'node', descending: false });
});

it('stands in the address as a name with or without a minus', () => {
  expect(['name', '-name'].map((text) => readOrder(text)).map((order) => order && writeOrder(order))).toEqual([
    'name',
    '-name',
  ]);
  expect(readOrder(null)).toBeNull();
  expect(readOrder('')).toBeNull();
});
