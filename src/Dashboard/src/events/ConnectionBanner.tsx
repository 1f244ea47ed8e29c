import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEventLink } from './EventsProvider';
import classes from './ConnectionBanner.module.css';

/** Says that what is shown may be old. A short drop, as when the server restarts, is not worth a word. */
export function ConnectionBanner() {
  const { state, retryNow } = useEventLink();
  const [shown] = useDebouncedValue(state, 1200);
  if (state !== 'offline' && (state !== 'connecting' || shown !== 'offline')) return null;
  if (shown === 'online') return null;
  return (
    <div className={classes.banner} role="status" data-testid="offline-banner">
      <IconPlugConnectedX size={16} aria-hidden="true" />
      <span>
        No connection to the server. What you see may be old; it is brought up to date when the connection is back.
      </span>
      <Button size="compact-xs" variant="white" color="dark" onClick={retryNow} loading={state === 'connecting'}>
        Retry now
      </Button>
    </div>
  );
}
