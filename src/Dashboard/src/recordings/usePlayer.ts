import { useComputedColorScheme } from '@mantine/core';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, useState } from 'react';
import { browserTimers } from '../events/timers';
import { familyOf, useTerminalPreferences } from '../terminals/appearance/preferences';
import { themeFor } from '../terminals/appearance/themes';
import { matchModel } from '../terminals/matchModel';
import type { Cast } from './cast';
import { Playback, type PlaybackState } from './Playback';

/** A recording on a screen in an element. */
export function usePlayer(cast: Cast) {
  const element = useRef<HTMLDivElement>(null);
  const playback = useRef<Playback | null>(null);
  const terminal = useRef<Terminal | null>(null);
  const [state, setState] = useState<PlaybackState>({ position: 0, isPlaying: false });
  const isDark = useComputedColorScheme('dark') === 'dark';
  const preferences = useTerminalPreferences();
  const theme = themeFor(preferences.theme, isDark);

  useEffect(() => {
    if (!element.current) return;
    const screen = new Terminal({
      fontSize: 13,
      lineHeight: 1.2,
      scrollback: 2000,
      disableStdin: true,
      allowProposedApi: true,
      cursorInactiveStyle: 'block',
      cols: cast.columns,
      rows: cast.rows,
      minimumContrastRatio: 4.5,
    });
    matchModel(screen);
    screen.open(element.current);
    screen.textarea?.setAttribute('aria-label', 'Recording');
    terminal.current = screen;
    const shown = new Playback({
      cast,
      timers: browserTimers,
      now: () => performance.now(),
      onState: setState,
      stage: {
        reset: ({ columns, rows }) => {
          screen.reset();
          screen.resize(columns, rows);
        },
        write: (text) => screen.write(text),
        resize: ({ columns, rows }) => screen.write('', () => screen.resize(columns, rows)),
      },
    });
    playback.current = shown;
    setState({ position: 0, isPlaying: false });
    return () => {
      shown.dispose();
      screen.dispose();
      playback.current = null;
      terminal.current = null;
    };
  }, [cast]);

  useEffect(() => {
    if (!terminal.current) return;
    terminal.current.options.theme = theme;
    terminal.current.options.fontFamily = familyOf(preferences.font);
  }, [theme, preferences.font, cast]);

  return { element, playback, state, theme };
}
