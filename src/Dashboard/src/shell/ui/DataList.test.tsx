import { MantineProvider } from '@mantine/core';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, useLocation } from 'react-router';
import { expect, it, vi } from 'vitest';
import { DataList, type Column } from './DataList';

interface Ship {
  name: string;
  berth: number | null;
}

const ships: Ship[] = [
  { name: 'buoy10', berth: 3 },
  { name: 'anchor', berth: null },
  { name: 'buoy2', berth: 7 },
];
const draw = vi.fn(({ name }: Ship) => name);
const columns: Column<Ship>[] = [
  { key: 'name', header: 'Name', sortBy: ({ name }) => name, render: draw },
  { key: 'berth', header: 'Berth', sortBy: ({ berth }) => berth, render: ({ berth }) => berth ?? '–' },
  { key: 'flag', header: 'Flag', render: () => 'blue' },
];

const Address = () => <output>{useLocation().search}</output>;

function show(address = '/', more: Partial<Parameters<typeof DataList<Ship>>[0]> = {}) {
  draw.mockClear();
  render(
    <MantineProvider>
      <MemoryRouter initialEntries={[address]}>
        <DataList
          label="Ships"
          rows={ships}
          columns={columns}
          rowKey={({ name }) => name}
          rowName={({ name }) => name}
          {...more}
        />
        <Address />
      </MemoryRouter>
    </MantineProvider>,
  );
  return userEvent.setup();
}

const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[0]?.textContent);
const head = (name: string) => screen.getByRole('columnheader', { name });
const button = (name: string) => within(head(name)).getByRole('button');
const address = () => screen.getByRole('status').textContent;

it('shows its rows as they come until somebody chooses an order', () => {
  show();
  expect(names()).toEqual(['buoy10', 'anchor', 'buoy2']);
  expect(head('Name')).not.toHaveAttribute('aria-sort');
});

it('turns with each click and keeps the order in the address beside the rest of it', async () => {
  const user = show('/?q=o');
  await user.click(button('Name'));
  expect(names()).toEqual(['anchor', 'buoy2', 'buoy10']);
  expect(head('Name')).toHaveAttribute('aria-sort', 'ascending');
  expect(address()).toBe('?q=o&sort=name');
  await user.click(button('Name'));
  expect(names()).toEqual(['buoy10', 'buoy2', 'anchor']);
  expect(head('Name')).toHaveAttribute('aria-sort', 'descending');
  expect(address()).toBe('?q=o&sort=-name');
  await user.click(button('Name'));
  expect(names()).toEqual(['buoy10', 'anchor', 'buoy2']);
  expect(head('Name')).not.toHaveAttribute('aria-sort');
  expect(address()).toBe('?q=o');
});

it('is sorted with the keyboard, by one column at a time', async () => {
  const user = show();
  button('Berth').focus();
  await user.keyboard('{Enter}');
  expect(names()).toEqual(['buoy10', 'buoy2', 'anchor']);
  await user.keyboard(' ');
  expect(names()).toEqual(['buoy2', 'buoy10', 'anchor']);
  expect(button('Berth')).toHaveFocus();
  await user.click(button('Name'));
  expect(head('Berth')).not.toHaveAttribute('aria-sort');
  expect(head('Name')).toHaveAttribute('aria-sort', 'ascending');
});

it('begins with the order of the address', () => {
  show('/?sort=-berth');
  expect(names()).toEqual(['buoy2', 'buoy10', 'anchor']);
});

it('keeps its own order when the address names a column that it has not', () => {
  show('/?sort=flag');
  expect(names()).toEqual(['buoy10', 'anchor', 'buoy2']);
  expect(within(head('Flag')).queryByRole('button')).toBeNull();
});

it('has an order of its own beside another list of the page', () => {
  show('/?sort=name&sort-ships=-name', { order: 'sort-ships' });
  expect(names()).toEqual(['buoy10', 'buoy2', 'anchor']);
});

it('cannot be sorted where only a part of the rows is there', () => {
  show('/?sort=name', { order: null });
  expect(names()).toEqual(['buoy10', 'anchor', 'buoy2']);
  expect(screen.queryByRole('button')).toBeNull();
});

it('moves rows without drawing them again', async () => {
  const user = show();
  const drawn = draw.mock.calls.length;
  await user.click(button('Name'));
  expect(names()[0]).toBe('anchor');
  expect(draw.mock.calls.length).toBe(drawn);
});

it('offers the same orders in a field where there are no heads', async () => {
  const user = show('/?sort=name');
  const field = screen.getByRole('combobox', { name: 'Order of Ships' });
  expect(within(field).getAllByRole('option')).toHaveLength(3);
  await user.selectOptions(field, 'Sort: Berth');
  expect(names()).toEqual(['buoy10', 'buoy2', 'anchor']);
  await user.click(screen.getByRole('button', { name: 'Sort descending' }));
  expect(names()).toEqual(['buoy2', 'buoy10', 'anchor']);
  await user.selectOptions(field, 'Sort: usual order');
  expect(address()).toBe('');
});
