import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { expect, it, vi } from 'vitest';
import { keys } from '../api/keys';
import { Component as LoginPage } from './LoginPage';

const config = { setupRequired: false, signUpEnabled: true, version: '1', engine: 'test', serverTime: '' };

function show(answers: Record<string, [number, unknown]>) {
  vi.stubGlobal('fetch', (url: string) => {
    const [status, body] = answers[url] ?? [404, {}];
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  client.setQueryData(keys.config, config);
  const router = createMemoryRouter(
    [
      { path: '/login', Component: LoginPage },
      { path: '/nodes', element: <p>the nodes</p> },
    ],
    { initialEntries: ['/login?return=%2Fnodes'] },
  );
  render(
    <QueryClientProvider client={client}>
      <MantineProvider>
        <RouterProvider router={router} />
      </MantineProvider>
    </QueryClientProvider>,
  );
}

async function signIn() {
  const user = userEvent.setup();
  await user.type(screen.getByTestId('login-username'), 'ada');
  await user.type(screen.getByTestId('login-password'), 'a good password{Enter}');
}

it('says why it was refused and stays', async () => {
  show({ '/api/auth/login': [401, { code: 'invalid_credentials', detail: 'User name or password is wrong.' }] });
  await signIn();
  expect(await screen.findByRole('alert')).toHaveTextContent('User name or password is wrong.');
  expect(screen.getByTestId('form-error')).toHaveAttribute('data-code', 'invalid_credentials');
});

it('leads back to the page that was asked for', async () => {
  const user = { id: 'u', username: 'ada' };
  show({
    '/api/auth/login': [200, { user }],
    '/api/auth/me': [200, { user, permissions: [], credential: {} }],
    '/api/auth/config': [200, config],
  });
  await signIn();
  expect(await screen.findByText('the nodes')).toBeInTheDocument();
});

it('asks for both fields before it asks the server', async () => {
  show({});
  await userEvent.setup().click(screen.getByTestId('login-submit'));
  expect(screen.getAllByText('Fill this in')).toHaveLength(2);
});
