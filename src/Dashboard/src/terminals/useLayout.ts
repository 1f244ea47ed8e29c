import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import type { Terminal } from '../api/terminals';
import { adopt, focusedIn, prune, show, type Layout } from './layout/layout';
import { readLayout, writeLayout } from './layout/stored';

/**
 * The layout of an instance's terminals: kept in this browser, fitted to what is open, and with the focused terminal in
 * the address, so that a link or a reload leads to it.
 */
export function useLayout(instanceId: string, terminals: readonly Terminal[]) {
  const [parameters, setParameters] = useSearchParams();
  const addressed = parameters.get('terminal');
  const [layout, setLayout] = useState<Layout>(() => {
    const existing = terminals.map(({ id, state }) => ({ id, isOpen: state === 'open' }));
    const fitted = adopt(prune(readLayout(instanceId), existing), existing);
    return addressed && terminals.some(({ id }) => id === addressed) ? show(fitted, addressed) : fitted;
  });
  const focused = focusedIn(layout);
  /** The terminal of an address that does not exist any more. */
  const [missing, setMissing] = useState(() =>
    addressed && !terminals.some(({ id }) => id === addressed) ? addressed : null,
  );

  // Opened by somebody else, or in another window.
  useEffect(() => {
    setLayout((old) =>
      adopt(
        old,
        terminals.map(({ id, state }) => ({ id, isOpen: state === 'open' })),
      ),
    );
  }, [terminals]);

  useEffect(() => writeLayout(instanceId, layout), [instanceId, layout]);

  const focusedNow = useRef(addressed);
  // A link within the page leads to another terminal. The address also follows the focus, some time after it: what was
  // written there by the layout itself is no link.
  const isFollowing = (useLocation().state as { follows?: boolean } | null)?.follows === true;
  useEffect(() => {
    if (!addressed || isFollowing || addressed === focusedNow.current) return;
    if (terminals.some(({ id }) => id === addressed)) setLayout((old) => show(old, addressed));
    else setMissing(addressed);
  }, [addressed, isFollowing, terminals]);

  useEffect(() => {
    if (focused === focusedNow.current) return;
    focusedNow.current = focused;
    setParameters(
      (old) => {
        const next = new URLSearchParams(old);
        if (focused) next.set('terminal', focused);
        else next.delete('terminal');
        return next;
      },
      { replace: true, state: { follows: true } },
    );
  }, [focused, setParameters]);

  const dismissMissing = useCallback(() => setMissing(null), []);
  return { layout, setLayout, focused, missing, dismissMissing };
}
