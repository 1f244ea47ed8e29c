import { Button, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Diff } from '../api/git';
import { linesOf } from './diff';
import classes from './GitTab.module.css';

const FirstLines = 2000;

/** A difference, line by line. Scrolls sideways by itself. */
export function DiffView({ diff }: { diff: Diff }) {
  const lines = useMemo(() => linesOf(diff.text), [diff.text]);
  const [all, setAll] = useState(false);
  if (lines.length === 0)
    return (
      <Text size="sm" c="dimmed" p="sm" data-testid="diff-empty">
        Nothing to show: no line differs.
      </Text>
    );
  return (
    <>
      {/* It scrolls, so the keyboard must be able to reach it. */}
      <pre className={classes.diff} tabIndex={0} aria-label="Differences" data-testid="diff">
        {(all ? lines : lines.slice(0, FirstLines)).map(({ kind, text }, index) => (
          <span key={index} className={classes.line} data-kind={kind}>
            {text || ' '}
            {'\n'}
          </span>
        ))}
      </pre>
      {!all && lines.length > FirstLines && (
        <Button size="compact-sm" variant="default" m="xs" onClick={() => setAll(true)}>
          Show {lines.length - FirstLines} more lines
        </Button>
      )}
      {diff.cut && (
        <Text size="sm" c="dimmed" p="sm" data-testid="diff-cut">
          The rest is too long to be shown. Look at it in a terminal.
        </Text>
      )}
    </>
  );
}
