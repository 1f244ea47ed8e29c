import { Button, Code } from '@mantine/core';
import { useEffect, useState } from 'react';
import { plural } from '../shell/ui/format';
import type { ConnectionState } from './protocol';
import classes from './TerminalPane.module.css';

/** After so many tries in vain it is said that this may take longer. They go on all the same, every 15 seconds. */
const PatientTries = 6;

interface TerminalOverlayProps {
  state: ConnectionState;
  /** How many bytes wait to be sent. */
  pendingInput: () => number;
  onRetry: () => void;
  /** Absent where no terminal can be opened. */
  onOpenNew?: (() => void) | undefined;
}

/** Says what happens while there is no shell to type into, and what can be done about it. */
export function TerminalOverlay({ state, pendingInput, onRetry, onOpenNew }: TerminalOverlayProps) {
  if (state.kind === 'open') return null;
  const isLong = 'attempt' in state && state.attempt >= PatientTries;
  return (
    <div className={classes.overlay} data-card={isLong || undefined} role="status" data-testid="terminal-overlay">
      {state.kind === 'connecting' && !isLong && <p>Connecting…</p>}
      {isLong && state.kind === 'connecting' && (
        <Patience attempt={state.attempt} words="Trying now…" onRetry={onRetry} />
      )}
      {state.kind === 'waiting' && <Waiting state={state} pendingInput={pendingInput} onRetry={onRetry} />}
      {state.kind === 'exited' && (
        <>
          <p data-testid="terminal-exit">
            The shell ended{state.code === null ? '' : ` with exit code ${state.code}`}.
            <small>What it printed stays above until you leave.</small>
          </p>
          {onOpenNew && (
            <Button size="xs" onClick={onOpenNew} data-testid="terminal-open-new" data-autofocus>
              Open a new one
            </Button>
          )}
        </>
      )}
      {state.kind === 'detached' && (
        <>
          <p data-testid="terminal-detached">{state.message}</p>
          <Button size="xs" onClick={onRetry} data-testid="terminal-attach-again">
            Attach again
          </Button>
        </>
      )}
      {state.kind === 'lost' && (
        <>
          <p>
            {state.message} <Code>{state.code}</Code>
          </p>
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
          {onOpenNew && (
            <Button size="xs" onClick={onOpenNew} data-testid="terminal-open-new">
              Open a new one
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function Waiting({
  state,
  pendingInput,
  onRetry,
}: { state: Extract<ConnectionState, { kind: 'waiting' }> } & Pick<TerminalOverlayProps, 'pendingInput' | 'onRetry'>) {
  const [seconds, setSeconds] = useState(Math.ceil(state.delay / 1000));
  const [typed, setTyped] = useState(0);
  useEffect(() => {
    setSeconds(Math.ceil(state.delay / 1000));
    const timer = setInterval(() => {
      setSeconds((left) => Math.max(0, left - 1));
      setTyped(pendingInput());
    }, 1000);
    return () => clearInterval(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- A new state is a new countdown; the reader only reads.
  }, [state]);
  const next = `Trying again ${seconds > 0 ? `in ${seconds} s` : 'now'}`;
  const kept =
    typed > 0 ? `${plural(typed, 'byte')} typed meanwhile will be sent.` : 'What you type now is sent later.';
  if (state.attempt >= PatientTries)
    return <Patience attempt={state.attempt} words={`${kept} ${next}.`} onRetry={onRetry} />;
  return (
    <>
      <p>
        Connection lost. {next} (try {state.attempt}).
        <small>The shell goes on. {kept}</small>
      </p>
      <Button size="xs" onClick={onRetry} data-testid="terminal-retry">
        Retry now
      </Button>
    </>
  );
}

function Patience({ attempt, words, onRetry }: { attempt: number; words: string; onRetry: () => void }) {
  return (
    <>
      <p>
        <b>Not connected after {attempt} tries</b>
        <small>Is this computer online? The shell goes on.</small>
        <small>{words}</small>
      </p>
      <Button onClick={onRetry} data-testid="terminal-reconnect">
        Reconnect
      </Button>
    </>
  );
}
