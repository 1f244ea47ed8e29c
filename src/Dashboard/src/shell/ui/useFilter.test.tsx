import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter, useNavigate } from 'react-router';
import { expect, it } from 'vitest';
import { useFilter } from './useFilter';

const wrapper = ({ children }: { children: ReactNode }) => (
  <MemoryRouter initialEntries={['/?q=we']}>{children}</MemoryRouter>
);
const render = () =>
  renderHook(() => ({ ...useFilter(['web one', 'web two', 'db'], (row) => row), navigate: useNavigate() }), {
    wrapper,
  });

it('begins with the words of the address', () => {
  expect(render().result.current.filtered).toEqual(['web one', 'web two']);
});

it('keeps every key of somebody who types quickly', () => {
  const { result } = render();
  act(() => result.current.setFilter('o'));
  act(() => result.current.setFilter('on'));
  act(() => result.current.setFilter('one'));
  expect(result.current.filter).toBe('one');
  expect(result.current.filtered).toEqual(['web one']);
});

it('follows the address when a link changes it', async () => {
  const { result } = render();
  await act(async () => result.current.navigate('/?q=db'));
  expect(result.current.filter).toBe('db');
});
