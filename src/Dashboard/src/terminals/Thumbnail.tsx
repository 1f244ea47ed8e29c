import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { getTicket } from '../api/terminals';
import { browserTimers } from '../events/timers';
import { useTerminalPreferences } from './appearance/preferences';
import { themeFor } from './appearance/themes';
import { browserSocket } from './browserSocket';
import { inTurn } from './inTurn';
import { PreviewScreen } from './PreviewScreen';
import type { ConnectionState } from './protocol';
import { TerminalConnection } from './TerminalConnection';
import { whileSeen } from './whileSeen';
import classes from './TerminalsPage.module.css';

interface ThumbnailProps {
  terminalId: string;
  isOpen: boolean;
}

/** A live picture of a terminal. It is attached only while it is in view. */
export function Thumbnail({ terminalId, isOpen }: ThumbnailProps) {
  const element = useRef<HTMLDivElement>(null);
  const screen = useRef<PreviewScreen | null>(null);
  const isDark = useComputedColorScheme('dark') === 'dark';
  const { theme } = useTerminalPreferences();
  const [state, setState] = useState<ConnectionState['kind']>('connecting');

  useEffect(() => {
    const place = element.current;
    if (!place || !isOpen) return;
    let connection: TerminalConnection | null = null;
    let cancel: (() => void) | null = null;
    const attach = () => {
      const picture = new PreviewScreen(place, document.documentElement.dataset.mantineColorScheme === 'dark');
      screen.current = picture;
      connection = new TerminalConnection({
        ticket: () => getTicket(terminalId, 'preview'),
        role: 'preview',
        socket: browserSocket,
        screen: picture,
        timers: browserTimers,
        hidden: () => document.hidden,
        onState: ({ kind }) => setState(kind),
      });
      connection.connect();
    };
    const leave = () => {
      cancel?.();
      connection?.close();
      connection = null;
      const picture = screen.current;
      screen.current = null;
      if (picture) inTurn(() => picture.dispose());
      setState('connecting');
    };
    const stop = whileSeen(place, () => (cancel = inTurn(attach)), leave);
    const size = new ResizeObserver(() => screen.current?.fit());
    size.observe(place);
    return () => {
      stop();
      size.disconnect();
    };
  }, [terminalId, isOpen]);

  useEffect(() => screen.current?.recolour(isDark), [isDark, theme]);

  const words =
    !isOpen || state === 'exited'
      ? 'Ended'
      : state === 'lost'
        ? 'No picture'
        : state === 'waiting'
          ? 'Not connected'
          : null;
  return (
    <div
      ref={element}
      className={classes.picture}
      style={{ background: themeFor(theme, isDark).background }}
      inert
      aria-hidden="true"
      data-testid={`preview-${terminalId}`}
      data-state={isOpen ? state : 'ended'}
    >
      {words && <span className={classes.words}>{words}</span>}
    </div>
  );
}
