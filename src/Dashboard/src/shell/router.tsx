import { createBrowserRouter, redirect, type LoaderFunctionArgs } from 'react-router';
import { onSignedOut } from '../api/http';
import type { Me } from '../api/identity';
import { isApiError } from '../api/problem';
import { configQuery, isAdmin, isSuperadmin, meQuery } from '../identity/session';
import { ErrorBoundary } from './ErrorBoundary';
import { Layout } from './Layout';
import { leave, loginPath, reasonsByCode } from './leave';
import { loadPart } from './loadPart';
import { NotFoundPage } from './NotFoundPage';
import { queryClient } from './queryClient';

async function requireSession({ request }: LoaderFunctionArgs) {
  try {
    // The footer's configuration comes along, so that the first paint is complete.
    await Promise.all([queryClient.query({ ...meQuery, staleTime: 'static' }), publicConfig()]);
    return null;
  } catch (error) {
    if (isApiError(error) && error.status === 401)
      return redirect(loginPath(new URL(request.url), reasonsByCode[error.code]));
    throw error;
  }
}

const require = (allowed: (me: Me) => boolean) => async () => {
  const me = await queryClient.query({ ...meQuery, staleTime: 'static' });
  if (!allowed(me)) throw new Response(null, { status: 404 });
  return null;
};

const publicConfig = () => queryClient.query({ ...configQuery, staleTime: 'static' }).catch(() => null);

export const router = createBrowserRouter([
  {
    path: '/login',
    loader: publicConfig,
    lazy: () => loadPart(() => import('../identity/LoginPage')),
    ErrorBoundary,
    HydrateFallback: () => null,
  },
  {
    path: '/signup',
    loader: publicConfig,
    lazy: () => loadPart(() => import('../identity/SignUpPage')),
    ErrorBoundary,
    HydrateFallback: () => null,
  },
  {
    path: '/setup',
    loader: publicConfig,
    lazy: () => loadPart(() => import('../identity/SetupPage')),
    ErrorBoundary,
    HydrateFallback: () => null,
  },
  {
    path: '/',
    loader: requireSession,
    // Signing in or out loads it anew; moving between pages need not.
    shouldRevalidate: () => false,
    Component: Layout,
    ErrorBoundary,
    HydrateFallback: () => null,
    children: [
      {
        ErrorBoundary,
        children: [
          { index: true, lazy: () => loadPart(() => import('../instances/InstancesPage')) },
          { path: 'instances/:id', lazy: () => loadPart(() => import('../instances/InstancePage')) },
          { path: 'terminals', lazy: () => loadPart(() => import('../terminals/TerminalsPage')) },
          { path: 'shares', lazy: () => loadPart(() => import('../shares/SharesPage')) },
          { path: 'programs', lazy: () => loadPart(() => import('../mcp/McpPage')) },
          { path: 'repositories', lazy: () => loadPart(() => import('../git/RepositoriesPage')) },
          { path: 'recordings', lazy: () => loadPart(() => import('../recordings/RecordingsPage')) },
          { path: 'recordings/:id', lazy: () => loadPart(() => import('../recordings/RecordingPage')) },
          { path: 'trash', lazy: () => loadPart(() => import('../instances/TrashPage')) },
          { path: 'nodes', lazy: () => loadPart(() => import('../nodes/NodesPage')) },
          { path: 'nodes/:id', lazy: () => loadPart(() => import('../nodes/NodePage')) },
          { path: 'operations', lazy: () => loadPart(() => import('../operations/OperationsPage')) },
          { path: 'audit', lazy: () => loadPart(() => import('../audit/AuditPage')) },
          { path: 'account', lazy: () => loadPart(() => import('../identity/AccountPage')) },
          {
            path: 'images',
            loader: require(isSuperadmin),
            lazy: () => loadPart(() => import('../instances/ImagesPage')),
          },
          { path: 'users', loader: require(isAdmin), lazy: () => loadPart(() => import('../identity/UsersPage')) },
          { path: 'users/:id', loader: require(isAdmin), lazy: () => loadPart(() => import('../identity/UserPage')) },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);

/** Milliseconds that a request that was refused without a reason waits for the event that says why. */
const ReasonGrace = 1_200;

onSignedOut(({ code }) => {
  // Before the first page stands, the loader itself leads to the sign-in page.
  if (!queryClient.getQueryData(meQuery.queryKey)) return;
  const reason = reasonsByCode[code];
  if (reason) leave(reason);
  else setTimeout(() => leave('ended'), ReasonGrace);
});
