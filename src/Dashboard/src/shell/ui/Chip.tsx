import type { ReactNode } from 'react';
import classes from './Chip.module.css';

export type Tone = 'ok' | 'busy' | 'warn' | 'bad' | 'idle';

interface ChipProps {
  tone: Tone;
  children: ReactNode;
  /** A pulsing dot says that something is under way. */
  pulse?: boolean;
  testId?: string | undefined;
  title?: string | undefined;
}

/** A state in one word. Colour is never its only sign: the word is always there. */
export function Chip({ tone, children, pulse = false, testId, title }: ChipProps) {
  return (
    <span className={classes.chip} data-tone={tone} data-testid={testId} title={title}>
      <span className={classes.dot} data-pulse={pulse || undefined} aria-hidden="true" />
      {children}
    </span>
  );
}
