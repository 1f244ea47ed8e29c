import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../shell/ui/EmptyState';
import { Page } from '../shell/ui/Page';

/** Shown when the instance is deleted while its page is open. */
export function InstanceGone() {
  return (
    <Page title="Deleted">
      <EmptyState
        icon={<IconTrash size={22} />}
        title="This instance was deleted"
        testId="instance-gone"
        action={
          <Button component={Link} to="/" variant="default">
            Back to instances
          </Button>
        }
      >
        What was done with it, and by whom, is kept in the audit log.
      </EmptyState>
    </Page>
  );
}
