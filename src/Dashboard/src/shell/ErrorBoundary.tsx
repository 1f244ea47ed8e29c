import { Button, Center, Code, Stack, Text, Title } from '@mantine/core';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { ApiError, messageOf } from '../api/problem';
import { NotFoundPage } from './NotFoundPage';
import { ErrorState } from './ui/ErrorState';

/** What is shown when a page breaks. A page that cannot be loaded is mostly one replaced by a newer release: reload. */
export function ErrorBoundary() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  if (error instanceof ApiError)
    return (
      <Center mih="80vh" p="md">
        <ErrorState error={error} onRetry={() => window.location.reload()} />
      </Center>
    );
  const notLoaded = /preload|dynamically imported|importing a module/i.test(messageOf(error));
  return (
    <Center mih="60vh" p="md">
      <Stack align="center" maw={460} gap="sm" role="alert">
        <Title order={1}>{notLoaded ? 'This page could not be loaded' : 'This page broke'}</Title>
        <Text c="dimmed" ta="center" size="sm">
          {notLoaded
            ? 'The server is not reachable, or was just updated. Reload the page in a moment.'
            : 'Reload it; if it happens again, tell the administrator what is written below.'}{' '}
          Nothing that runs on your instances is affected.
        </Text>
        <Code block maw="100%" tabIndex={0}>
          {messageOf(error)}
        </Code>
        <Button onClick={() => window.location.reload()}>Reload</Button>
      </Stack>
    </Center>
  );
}
