import { UnstyledButton } from '@mantine/core';
import { sequenceOf, type Modifiers } from './keys';
import classes from './KeyBar.module.css';

const keys: [key: string, name: string, shown?: string][] = [
  ['Escape', 'Esc'],
  ['Tab', 'Tab'],
  ['ctrl', 'Control', 'Ctrl'],
  ['alt', 'Alt'],
  ['ArrowUp', 'Up', '↑'],
  ['ArrowDown', 'Down', '↓'],
  ['ArrowLeft', 'Left', '←'],
  ['ArrowRight', 'Right', '→'],
  ['|', 'Pipe', '|'],
  ['~', 'Tilde', '~'],
  ['/', 'Slash', '/'],
  ['-', 'Dash', '-'],
  ['Home', 'Home'],
  ['End', 'End'],
  ['PageUp', 'Page up', 'PgUp'],
  ['PageDown', 'Page down', 'PgDn'],
];

interface KeyBarProps {
  held: Modifiers;
  onHold: (held: Modifiers) => void;
  isApplicationCursor: () => boolean;
  onKey: (sequence: string) => void;
}

/** Keys that the keyboards of phones lack. Ctrl and Alt stay pressed for the next key. */
export function KeyBar({ held, onHold, isApplicationCursor, onKey }: KeyBarProps) {
  return (
    <div className={classes.bar} role="toolbar" aria-label="Keys" data-testid="key-bar">
      {keys.map(([key, name, shown]) => {
        const modifier = key === 'ctrl' || key === 'alt' ? key : null;
        return (
          <UnstyledButton
            key={key}
            className={classes.key}
            // Signs have no name of their own.
            aria-label={/^[a-z]/i.test(shown ?? name) ? undefined : name}
            aria-pressed={modifier ? held[modifier] : undefined}
            data-testid={`key-${name.toLowerCase().replace(' ', '-')}`}
            // The keyboard of the phone stays open as long as the terminal keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() =>
              modifier
                ? onHold({ ...held, [modifier]: !held[modifier] })
                : onKey(sequenceOf(key, held, isApplicationCursor()))
            }
          >
            {shown ?? name}
          </UnstyledButton>
        );
      })}
    </div>
  );
}
