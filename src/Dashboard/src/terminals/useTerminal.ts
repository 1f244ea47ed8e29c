import { useComputedColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, useState } from 'react';
import { getTicket } from '../api/terminals';
import { browserTimers } from '../events/timers';
import { familyOf, terminalPreferences, useTerminalPreferences } from './appearance/preferences';
import { browserSocket } from './browserSocket';
import { copyText } from './clipboard';
import { commandOf, type Command } from './commands';
import { EchoControl } from './echo/EchoControl';
import { inputStream } from './inputStream';
import type { ConnectionState, Viewer } from './protocol';
import { announceRole } from './roleNotice';
import { TerminalConnection } from './TerminalConnection';
import { XtermScreen } from './XtermScreen';

export interface TerminalParts {
  screen: XtermScreen;
  connection: TerminalConnection;
  /** Sends text as if it was typed. */
  send: (text: string) => void;
}

export interface TerminalHandle {
  element: React.RefObject<HTMLDivElement | null>;
  parts: React.RefObject<TerminalParts | null>;
  state: ConnectionState;
  /** Null until the host has said who is here. */
  viewers: Viewer[] | null;
}

const encoder = new TextEncoder();

interface Options {
  /** Keys that are commands of the page. */
  onCommand: (command: Command) => void;
  /** Changes what the keyboard gives, for keys that stay pressed on screens without a keyboard. */
  filter?: (text: string) => string;
}

/** One terminal in an element: screen, connection, guesses of the echo. They live as long as the terminal is shown. */
export function useTerminal(terminalId: string, label: string, options: Options): TerminalHandle {
  const element = useRef<HTMLDivElement>(null);
  const parts = useRef<TerminalParts | null>(null);
  const latest = useRef({ ...options, label });
  const isDark = useComputedColorScheme('dark') === 'dark';
  const preferences = useTerminalPreferences();
  const [state, setState] = useState<ConnectionState>({ kind: 'connecting', attempt: 0 });
  const [viewers, setViewers] = useState<Viewer[] | null>(null);

  useEffect(() => {
    latest.current = { ...options, label };
  });

  useEffect(() => {
    const place = element.current;
    if (!place) return;
    const pageIsDark = document.documentElement.dataset.mantineColorScheme === 'dark';
    const screen = new XtermScreen(place, terminalPreferences(), pageIsDark, label);
    const echo = new EchoControl(screen);
    const connection = new TerminalConnection({
      ticket: (role) => getTicket(terminalId, role),
      socket: browserSocket,
      screen: echo,
      timers: browserTimers,
      hidden: () => document.hidden,
      onState: (next) => {
        setState(next);
        echo.connected(next.kind === 'open');
      },
      onViewers: setViewers,
      onRole: (change) => announceRole(change, latest.current.label),
      onInput: (typed, applied, roundTrip) => echo.input(typed, applied, roundTrip, connection.pendingInput),
      inputStream: inputStream(terminalId),
      theme: () => screen.theme(),
      onSkipped: (bytes) =>
        notifications.show({
          message: `${bytes.toLocaleString('en')} bytes of output were skipped; this is the screen now.`,
        }),
    });
    const send = (bytes: Uint8Array, text: string) => {
      if (connection.type(bytes)) echo.typed(text);
      else screen.terminal.write('\x07');
    };
    const type = (text: string) => {
      const filtered = latest.current.filter?.(text) ?? text;
      send(encoder.encode(filtered), filtered);
    };
    parts.current = { screen, connection, send: (text) => send(encoder.encode(text), text) };

    const listeners = [
      screen.terminal.onData(type),
      screen.terminal.onBinary((data) =>
        send(
          Uint8Array.from(data, (character) => character.charCodeAt(0)),
          '',
        ),
      ),
      screen.terminal.onSelectionChange(() => {
        if (terminalPreferences().copyOnSelect && screen.terminal.hasSelection())
          void copyText(screen.terminal.getSelection());
      }),
    ];
    screen.terminal.attachCustomKeyEventHandler((event) => {
      const command = commandOf(event);
      if (!command) return true;
      // The browser pastes by itself, without asking for leave to read the clipboard.
      if (command === 'paste') return false;
      event.preventDefault();
      if (event.type === 'keydown') latest.current.onCommand(command);
      return false;
    });
    const fit = () => {
      if (connection.state.kind === 'open' && connection.state.role === 'watch') return;
      const size = screen.fit();
      if (size) connection.resize(size);
    };
    const observer = new ResizeObserver(fit);
    observer.observe(place);
    // Whoever comes back to the page, or to the network, does not wait for the next try.
    const back = () => {
      if (connection.state.kind === 'waiting' && !document.hidden) connection.connect();
    };
    const doubt = () => connection.doubt();
    const online = () => {
      doubt();
      back();
    };
    window.addEventListener('online', online);
    window.addEventListener('offline', doubt);
    window.addEventListener('focus', back);
    document.addEventListener('visibilitychange', back);

    // The size of a cell is only right once the font is there.
    const { font, fontSize } = terminalPreferences();
    void document.fonts.load(`${fontSize}px ${familyOf(font)}`).then(fit, fit);
    fit();
    connection.connect();
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('offline', doubt);
      window.removeEventListener('focus', back);
      document.removeEventListener('visibilitychange', back);
      observer.disconnect();
      listeners.forEach((listener) => listener.dispose());
      connection.close();
      echo.dispose();
      screen.dispose();
      parts.current = null;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- A new name does not make a new terminal.
  }, [terminalId]);

  useEffect(() => parts.current?.screen.name(label), [label]);

  useEffect(() => {
    const { screen, connection } = parts.current ?? {};
    if (!screen || !connection) return;
    screen.appear(preferences, isDark);
    connection.tellTheme();
    const fit = () => {
      if (connection.state.kind === 'open' && connection.state.role === 'watch') return;
      const size = screen.fit();
      if (size) connection.resize(size);
    };
    void document.fonts.load(`${preferences.fontSize}px ${familyOf(preferences.font)}`).then(fit, fit);
  }, [isDark, preferences]);

  return { element, parts, state, viewers };
}
