import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { changeTerminal, type Terminal } from '../api/terminals';
import { notifyError } from '../shell/ui/notify';
import classes from './TerminalPane.module.css';

export const LongestName = 64;

interface PaneNameProps {
  terminal: Terminal;
  name: string;
  isEditing: boolean;
  onEdit: (isEditing: boolean) => void;
}

/** The name of a terminal, changed where it stands: a double click, Enter keeps it, Escape does not. Empty takes it away. */
export function PaneName({ terminal, name, isEditing, onEdit }: PaneNameProps) {
  const [text, setText] = useState('');
  const begin = () => {
    setText(terminal.name ?? '');
    onEdit(true);
  };
  const keep = () => {
    onEdit(false);
    const next = text.trim();
    if (next !== (terminal.name ?? ''))
      changeTerminal(terminal.id, { name: next }).catch((error: unknown) => notifyError(error));
  };
  if (!isEditing)
    return (
      <button
        type="button"
        className={classes.name}
        title="Double click to rename"
        onDoubleClick={begin}
        onKeyDown={(event) => (event.key === 'Enter' || event.key === 'F2') && begin()}
        data-testid="terminal-name"
      >
        {name}
      </button>
    );
  return (
    <TextInput
      size="xs"
      className={classes.rename}
      aria-label="Name of the terminal"
      placeholder={terminal.title || name}
      defaultValue={terminal.name ?? ''}
      maxLength={LongestName}
      autoFocus
      onFocus={(event) => {
        setText(terminal.name ?? '');
        event.currentTarget.select();
      }}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') onEdit(false);
      }}
      data-testid="terminal-rename"
    />
  );
}
