import { useComputedColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, useState } from 'react';
import { getTicket } from '../api/terminals';
import { browserTimers } from '../events/timers';
import { browserSocket } from './browserSocket';
import { inputStream } from './inputStream';
import type { ConnectionState } from './protocol';
import { TerminalConnection } from './TerminalConnection';
import { TerminalKeys } from './TerminalKeys';
import { TerminalOverlay } from './TerminalOverlay';
import { XtermScreen } from './XtermScreen';
import classes from './TerminalView.module.css';

interface TerminalViewProps {
  terminalId: string;
  label: string;
  onOpenNew: () => void;
}

const encoder = new TextEncoder();

/** One terminal on the page: screen, connection and what is said while there is none. */
export function TerminalView({ terminalId, label, onOpenNew }: TerminalViewProps) {
  const element = useRef<HTMLDivElement>(null);
  const parts = useRef<{ screen: XtermScreen; connection: TerminalConnection } | null>(null);
  const isDark = useComputedColorScheme('dark') === 'dark';
  const [state, setState] = useState<ConnectionState>({ kind: 'connecting' });

  useEffect(() => {
    if (!element.current) return;
    const screen = new XtermScreen(
      element.current,
      document.documentElement.dataset.mantineColorScheme === 'dark',
      label,
    );
    const connection = new TerminalConnection({
      ticket: () => getTicket(terminalId, 'type'),
      socket: browserSocket,
      screen,
      timers: browserTimers,
      hidden: () => document.hidden,
      onState: setState,
      inputStream: inputStream(terminalId),
      theme: () => screen.theme(),
      onSkipped: (bytes) =>
        notifications.show({ message: `${bytes.toLocaleString('en')} bytes of output were skipped; this is the screen now.` }),
    });
    parts.current = { screen, connection };

    const type = (bytes: Uint8Array) => {
      if (!connection.type(bytes)) screen.terminal.write('\x07');
    };
    const inputs = [
      screen.terminal.onData((data) => type(encoder.encode(data))),
      screen.terminal.onBinary((data) => type(Uint8Array.from(data, (character) => character.charCodeAt(0)))),
    ];
    const fit = () => {
      const size = screen.fit();
      if (size) connection.resize(size);
    };
    const observer = new ResizeObserver(fit);
    observer.observe(element.current);
    const back = () => connection.connect();
    window.addEventListener('online', back);

    // The size of a cell is only right once the font is there.
    void document.fonts.load("13px 'JetBrains Mono Variable'").then(fit, fit);
    fit();
    connection.connect();
    screen.terminal.focus();
    return () => {
      window.removeEventListener('online', back);
      observer.disconnect();
      inputs.forEach((input) => input.dispose());
      connection.close();
      screen.dispose();
      parts.current = null;
    };
  }, [terminalId, label]);

  useEffect(() => {
    parts.current?.screen.setDark(isDark);
    parts.current?.connection.tellTheme();
  }, [isDark]);

  return (
    <div className={classes.frame} data-testid="terminal" data-state={state.kind} data-terminal-id={terminalId}>
      <div className={classes.screen} ref={element} />
      <TerminalOverlay
        state={state}
        pendingInput={() => parts.current?.connection.unacknowledgedInput ?? 0}
        onRetry={() => parts.current?.connection.connect()}
        onOpenNew={onOpenNew}
      />
      <TerminalKeys
        onKey={(sequence) => {
          parts.current?.connection.type(encoder.encode(sequence));
          parts.current?.screen.terminal.focus();
        }}
      />
    </div>
  );
}
