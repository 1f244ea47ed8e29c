import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Me } from '../api/identity';
import { keys } from '../api/keys';
import type { Operation } from '../api/operations';
import { restoreInstances } from '../instances/restoreInstances';
import { announce } from '../operations/announce';
import { leave } from '../shell/leave';
import { applyEvent } from './applyEvent';
import { EventConnection, type LinkState } from './EventConnection';
import { connectHub } from './signalrHub';
import { browserTimers } from './timers';

interface Link {
  state: LinkState;
  retryNow: () => void;
}

const Context = createContext<Link>({ state: 'connecting', retryNow: () => undefined });
export const useEventLink = () => useContext(Context);

/** Holds the one event connection of the page and carries what it brings into the cache. */
export function EventsProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LinkState>('connecting');
  const connection = useMemo(
    () =>
      new EventConnection({
        connect: connectHub,
        timers: browserTimers,
        onState: setState,
        onStale: () =>
          void client.invalidateQueries({
            predicate: ({ queryKey: [name] }) => name !== 'config' && name !== 'logs' && name !== 'explanation',
          }),
        onEvent: (envelope) => {
          if (envelope.name === 'signed-out')
            return leave((envelope.payload as { reason?: string }).reason ?? 'expired');
          if (envelope.name === 'operation.updated') {
            const operation = envelope.payload as Operation;
            // An administrator hears of everybody's work, but is told aloud of their own only.
            const me = client.getQueryData<Me>(keys.me);
            if (me && operation.requestedBy?.id === me.user.id) {
              announce(
                operation,
                client.getQueryData<Operation[]>(keys.operations)?.find(({ id }) => id === operation.id),
                (id) => void restoreInstances(client, [id]),
              );
            }
          }
          applyEvent(client, envelope);
        },
      }),
    [client],
  );

  useEffect(() => {
    connection.start();
    const back = () => connection.retryNow();
    window.addEventListener('online', back);
    return () => {
      window.removeEventListener('online', back);
      connection.stop();
    };
  }, [connection]);

  const link = useMemo(() => ({ state, retryNow: () => connection.retryNow() }), [state, connection]);
  return <Context value={link}>{children}</Context>;
}
