import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Terminal } from '../api/terminals';
import { Chip } from '../shell/ui/Chip';
import { useTerminalPreferences } from './appearance/preferences';
import { themeFor } from './appearance/themes';
import { copyText } from './clipboard';
import type { Command } from './commands';
import { KeyBar } from './KeyBar';
import { noModifiers, withModifiers } from './keys';
import type { Direction } from './layout/layout';
import { PaneMenu } from './PaneMenu';
import { PaneName } from './PaneName';
import { SearchBar } from './SearchBar';
import { shortDirectory } from './terminalName';
import { TerminalOverlay } from './TerminalOverlay';
import { useTerminal } from './useTerminal';
import { useTerminalDrop } from './useTerminalDrop';
import { ViewersMenu } from './ViewersMenu';
import classes from './TerminalPane.module.css';

interface TerminalPaneProps {
  terminal: Terminal;
  name: string;
  instanceName: string;
  /** It has the focus of the layout, and takes the keyboard. */
  isFocused: boolean;
  canOpen: boolean;
  onFocus: () => void;
  onCommand: (command: Command) => void;
  onSplit: (direction: Direction) => void;
  onOpenNew: () => void;
  onEnd: () => void;
}

/** One terminal with its head: what it is called, where it is, who is here, and what can be done with it. */
export function TerminalPane(props: TerminalPaneProps) {
  const { terminal, name, isFocused, canOpen, onFocus } = props;
  const [isSearching, setSearching] = useState(false);
  const [isRenaming, setRenaming] = useState(false);
  const [held, setHeld] = useState(noModifiers);
  const { element, parts, state, viewers } = useTerminal(terminal.id, `${name} of ${props.instanceName}`, {
    onCommand: (command) => {
      if (command === 'find') setSearching(true);
      else if (command === 'copy') void copyText(parts.current?.screen.terminal.getSelection() ?? '');
      else props.onCommand(command);
    },
    filter: (text) => {
      if (!held.ctrl && !held.alt) return text;
      setHeld(noModifiers);
      return withModifiers(text, held);
    },
  });
  const pageIsDark = useComputedColorScheme('dark') === 'dark';
  const ground = themeFor(useTerminalPreferences().theme, pageIsDark).background;
  const focus = () => parts.current?.screen.terminal.focus();
  useEffect(() => {
    if (isFocused && !element.current?.closest('section')?.contains(document.activeElement))
      parts.current?.screen.terminal.focus();
  }, [isFocused, parts, element]);

  const isWatching = state.kind === 'open' && state.role === 'watch';
  const drop = useTerminalDrop(terminal, state.kind === 'open' && !isWatching, (text) => {
    parts.current?.send(text);
    focus();
  });
  const present = viewers ?? terminal.viewers;
  return (
    <section
      className={classes.frame}
      aria-label={name}
      onFocusCapture={isFocused ? undefined : onFocus}
      data-focused={isFocused || undefined}
      data-role={state.kind === 'open' ? state.role : undefined}
      data-testid="terminal"
      data-state={state.kind}
      data-terminal-id={terminal.id}
    >
      <header className={classes.head}>
        <PaneName terminal={terminal} name={name} isEditing={isRenaming} onEdit={setRenaming} />
        {terminal.name && terminal.title && <span className={classes.title}>{terminal.title}</span>}
        {terminal.workingDirectory && (
          <span className={classes.directory} title={terminal.workingDirectory} data-testid="terminal-directory">
            {shortDirectory(terminal.workingDirectory)}
          </span>
        )}
        <span className={classes.gap} />
        {terminal.recording && (
          <Chip tone="bad" pulse testId="terminal-recording" title="What is printed here is recorded">
            Recording
          </Chip>
        )}
        {isWatching && (
          <Chip tone="warn" testId="terminal-watching" title="What you type is not sent">
            Watching
          </Chip>
        )}
        {state.kind === 'open' && present.length > 0 && (
          <ViewersMenu terminalId={terminal.id} viewers={present} own={state.viewerId} />
        )}
        <PaneMenu
          terminal={terminal}
          canSplit={canOpen}
          actions={{
            rename: () => setRenaming(true),
            find: () => setSearching(true),
            split: props.onSplit,
            detach: () => parts.current?.connection.detach('You left this terminal. The shell goes on.'),
            end: props.onEnd,
          }}
        />
        <Tooltip label={terminal.state === 'open' ? 'End the shell' : 'Close'}>
          <ActionIcon size={24} aria-label={`End ${name}`} onClick={props.onEnd} data-testid="terminal-close">
            <IconX size={14} />
          </ActionIcon>
        </Tooltip>
      </header>
      <div className={classes.body} style={{ background: ground }} {...drop.place}>
        {drop.isOver && (
          <div className={classes.drop}>Drop to upload to {terminal.workingDirectory || 'the home folder'}</div>
        )}
        <div className={classes.screen} ref={element} />
        {isSearching && parts.current && (
          <SearchBar
            screen={parts.current.screen}
            onClose={() => {
              setSearching(false);
              focus();
            }}
          />
        )}
        <TerminalOverlay
          state={state}
          pendingInput={() => parts.current?.connection.pendingInput.length ?? 0}
          onRetry={() => {
            parts.current?.connection.connect();
            focus();
          }}
          onOpenNew={canOpen ? props.onOpenNew : undefined}
        />
      </div>
      <KeyBar
        held={held}
        onHold={(next) => {
          setHeld(next);
          focus();
        }}
        isApplicationCursor={() => parts.current?.screen.terminal.modes.applicationCursorKeysMode ?? false}
        onKey={(sequence) => {
          setHeld(noModifiers);
          // Modifiers are in the sequence already.
          parts.current?.send(sequence);
          focus();
        }}
      />
    </section>
  );
}
