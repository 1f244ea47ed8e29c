import { Button } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from './ui/EmptyState';
import { Page } from './ui/Page';

export function NotFoundPage() {
  return (
    <Page title="Not found">
      <EmptyState
        icon={<IconCompass size={22} />}
        title="There is nothing here"
        testId="not-found"
        action={
          <Button component={Link} to="/" variant="default">
            Go to instances
          </Button>
        }
      >
        The address is wrong, the thing was deleted, or it belongs to somebody else.
      </EmptyState>
    </Page>
  );
}
