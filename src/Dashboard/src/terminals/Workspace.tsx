import { Button } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { Instance } from '../api/instances';
import type { Terminal } from '../api/terminals';
import { loadPart } from '../shell/loadPart';
import { openPalette } from '../shell/openPalette';
import { showShortcuts } from '../shell/shortcuts';
import type { Command } from './commands';
import { Divider } from './Divider';
import {
  focusedIn,
  moveDivider,
  remove,
  replace,
  show,
  split,
  terminalsIn,
  turnTab,
  type Direction,
} from './layout/layout';
import { neighbour, placesOf, type Side } from './layout/places';
import { percent } from './percent';
import { TabBar } from './TabBar';
import { TerminalPane } from './TerminalPane';
import { terminalName } from './terminalName';
import { useLayout } from './useLayout';
import classes from './Workspace.module.css';

const TerminalSettings = lazy(() => loadPart(() => import('./appearance/TerminalSettings')));

/** Terminals of tabs that are not looked at stay connected, up to so many: what waits to be sent stays with them. */
const MostKept = 12;
const whole = { left: 0, top: 0, width: 1, height: 1 };

interface WorkspaceProps {
  instance: Instance;
  /** Oldest first. */
  terminals: Terminal[];
  canOpen: boolean;
  isOpening: boolean;
  /** Opens a shell and answers it, or null when that was refused. */
  open: () => Promise<Terminal | null>;
  end: (terminal: Terminal, name: string, onEnded: () => void) => void;
  /** Shown while no terminal is open. */
  empty: ReactNode;
}

/** The terminals of an instance in tabs and splits. */
export function Workspace({ instance, terminals, canOpen, isOpening, open, end, empty }: WorkspaceProps) {
  const { layout, setLayout, focused, missing, dismissMissing } = useLayout(instance.id, terminals);
  const [isZoomed, setZoomed] = useState(false);
  const [isFull, full] = useDisclosure();
  const [settings, setSettings] = useDisclosure();
  const [kept, setKept] = useState<string[]>([]);
  const isNarrow = useMediaQuery('(max-width: 48em)');
  // Shells that ended and are gone from the list stay as they were shown, until they are closed here.
  const [known, setKnown] = useState(new Map<string, Terminal>());
  useEffect(() => setKnown((old) => new Map([...old, ...terminals.map((one) => [one.id, one] as const)])), [terminals]);
  const find = (id: string) => terminals.find((one) => one.id === id) ?? known.get(id);
  const nameOf = (id: string) => {
    const terminal = find(id);
    return terminal ? terminalName(terminal, Math.max([...known.keys()].indexOf(id), 0) + 1) : 'Terminal';
  };

  const root = layout.tabs[layout.active]?.root;
  const shown = root ? terminalsIn(root) : [];
  const present = layout.tabs.flatMap((tab) => terminalsIn(tab.root));
  const mounted = [...new Set([...shown, ...kept])].filter((id) => present.includes(id));
  const key = shown.join(' ');
  useEffect(() => {
    setKept((old) => [...new Set([...key.split(' '), ...old])].slice(0, MostKept));
  }, [key]);

  const places = root && placesOf(root);
  const isAlone = isZoomed || isNarrow;
  const placeOf = (id: string) => (isAlone ? (id === focused ? whole : null) : (places?.terminals.get(id) ?? null));

  const add = async (arrange: (id: string) => void) => {
    const terminal = await open();
    if (terminal) arrange(terminal.id);
  };
  const openTab = () => add((id) => setLayout((old) => show(old, id)));
  const divide = (at: string | null, direction: Direction) =>
    add((id) => {
      setZoomed(false);
      setLayout((old) => (at ? split(old, at, direction, id) : show(old, id)));
    });
  const run = (command: Command) => {
    switch (command) {
      case 'new':
        return void openTab();
      case 'split-right':
        return void divide(focused, 'row');
      case 'split-down':
        return void divide(focused, 'column');
      case 'next-tab':
        return setLayout((old) => turnTab(old, 1));
      case 'previous-tab':
        return setLayout((old) => turnTab(old, -1));
      case 'zoom':
        return setZoomed((old) => !old);
      case 'palette':
        return openPalette();
      case 'help':
        return showShortcuts();
      case 'leave':
        return document.querySelector<HTMLElement>('[data-testid="terminal-add"]')?.focus();
      case 'left':
      case 'right':
      case 'up':
      case 'down':
        return turn(command);
    }
  };
  const turn = (side: Side) => {
    const next = root && focused ? neighbour(root, focused, side) : null;
    if (next) setLayout((old) => show(old, next));
  };

  const notice = missing && (
    <div className={classes.missing} role="status" data-testid="terminal-missing">
      The terminal of this address has ended and is not kept any more.
      <span className={classes.gap} />
      <Button size="compact-xs" variant="default" onClick={dismissMissing}>
        Dismiss
      </Button>
    </div>
  );
  if (!root)
    return (
      <>
        {notice}
        {empty}
      </>
    );
  return (
    <div className={classes.workspace} data-full={isFull || undefined} data-testid="workspace">
      <TabBar
        layout={layout}
        nameOf={nameOf}
        endOf={(id) => {
          const state = find(id)?.state;
          return state === 'open' ? null : (state ?? 'gone');
        }}
        canOpen={canOpen}
        isOpening={isOpening}
        isFull={isFull}
        onChoose={(index) =>
          setLayout((old) => {
            const id = focusedIn({ ...old, active: index });
            return id ? show(old, id) : old;
          })
        }
        onNew={() => void openTab()}
        onSplit={(direction) => void divide(focused, direction)}
        onFull={full.toggle}
        onSettings={setSettings.open}
        onHelp={showShortcuts}
      />
      {notice}
      <div className={classes.panes}>
        {mounted.map((id) => {
          const terminal = find(id);
          const place = shown.includes(id) ? placeOf(id) : null;
          if (!terminal) return null;
          return (
            <div key={id} className={classes.pane} style={place ? percent(place) : { display: 'none' }}>
              <TerminalPane
                terminal={terminal}
                name={nameOf(id)}
                instanceName={instance.name}
                isFocused={place !== null && id === focused}
                canOpen={canOpen}
                onFocus={() => setLayout((old) => show(old, id))}
                onCommand={run}
                onSplit={(direction) => void divide(id, direction)}
                onOpenNew={() => void add((added) => setLayout((old) => replace(old, id, added)))}
                onEnd={() => end(terminal, nameOf(id), () => setLayout((old) => remove(old, id)))}
              />
            </div>
          );
        })}
        {!isAlone &&
          places?.dividers.map((divider) => (
            <Divider
              key={divider.path}
              place={divider}
              onMove={(share) => setLayout((old) => moveDivider(old, divider.path, share))}
            />
          ))}
      </div>
      {settings && (
        <Suspense fallback={null}>
          <TerminalSettings onClose={setSettings.close} />
        </Suspense>
      )}
    </div>
  );
}
