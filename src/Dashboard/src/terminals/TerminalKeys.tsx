import { Button } from '@mantine/core';
import classes from './TerminalView.module.css';

const keys: [label: string, sequence: string, name: string][] = [
  ['Esc', '\x1b', 'Esc'],
  ['Tab', '\t', 'Tab'],
  ['^C', '\x03', 'Control C'],
  ['^D', '\x04', 'Control D'],
  ['^R', '\x12', 'Control R'],
  ['↑', '\x1b[A', 'Up'],
  ['↓', '\x1b[B', 'Down'],
  ['←', '\x1b[D', 'Left'],
  ['→', '\x1b[C', 'Right'],
  ['|', '|', 'Pipe'],
  ['~', '~', 'Tilde'],
];

/** Keys that the keyboards of phones lack. Shown on touch screens only. */
export function TerminalKeys({ onKey }: { onKey: (sequence: string) => void }) {
  return (
    <div className={classes.keys} role="toolbar" aria-label="Keys">
      {keys.map(([label, sequence, name]) => (
        <Button
          key={label}
          size="compact-sm"
          variant="default"
          aria-label={name}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onKey(sequence)}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}
