import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconLetterCase, IconRegex, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { XtermScreen } from './XtermScreen';
import classes from './SearchBar.module.css';

const decorations = {
  matchBackground: '#8a6d1f',
  matchOverviewRuler: '#8a6d1f',
  activeMatchBackground: '#d08a00',
  activeMatchColorOverviewRuler: '#d08a00',
};

interface SearchBarProps {
  screen: XtermScreen;
  onClose: () => void;
}

/** Searches the screen and the lines above it. Enter goes up, to what was printed before; Shift-Enter goes down. */
export function SearchBar({ screen, onClose }: SearchBarProps) {
  const [text, setText] = useState('');
  const [caseSensitive, setCaseSensitive] = useState(false);
  const [regex, setRegex] = useState(false);
  const [found, setFound] = useState<{ index: number; count: number } | null>(null);
  const isWrong = regex && !isPattern(text);

  useEffect(() => {
    const listener = screen.search.onDidChangeResults(({ resultIndex, resultCount }) =>
      setFound({ index: resultIndex, count: resultCount }),
    );
    return () => {
      listener.dispose();
      screen.search.clearDecorations();
      screen.terminal.clearSelection();
    };
  }, [screen]);

  useEffect(() => {
    if (text && !isWrong) screen.search.findPrevious(text, { caseSensitive, regex, incremental: true, decorations });
    else screen.search.clearDecorations();
    if (!text || isWrong) setFound(null);
  }, [screen, text, caseSensitive, regex, isWrong]);

  const go = (isUp: boolean) => {
    if (!text || isWrong) return;
    if (isUp) screen.search.findPrevious(text, { caseSensitive, regex, decorations });
    else screen.search.findNext(text, { caseSensitive, regex, decorations });
  };
  const summary = isWrong
    ? 'No pattern'
    : !found || !text
      ? ''
      : found.count === 0
        ? 'Not found'
        : `${found.index + 1} of ${found.count}`;

  return (
    <div
      className={classes.bar}
      role="search"
      data-testid="terminal-search"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <TextInput
        size="xs"
        className={classes.text}
        aria-label="Search the output"
        placeholder="Search the output"
        value={text}
        error={isWrong}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(!event.shiftKey);
        }}
        autoFocus
        data-testid="terminal-search-text"
      />
      <span className={classes.summary} role="status" data-testid="terminal-search-count">
        {summary}
      </span>
      <ActionIcon
        size="sm"
        variant={caseSensitive ? 'light' : 'subtle'}
        aria-label="Match case"
        aria-pressed={caseSensitive}
        onClick={() => setCaseSensitive(!caseSensitive)}
      >
        <IconLetterCase size={15} />
      </ActionIcon>
      <ActionIcon
        size="sm"
        variant={regex ? 'light' : 'subtle'}
        aria-label="Regular expression"
        aria-pressed={regex}
        onClick={() => setRegex(!regex)}
      >
        <IconRegex size={15} />
      </ActionIcon>
      <ActionIcon size="sm" aria-label="Match above" onClick={() => go(true)}>
        <IconChevronUp size={15} />
      </ActionIcon>
      <ActionIcon size="sm" aria-label="Match below" onClick={() => go(false)}>
        <IconChevronDown size={15} />
      </ActionIcon>
      <ActionIcon size="sm" aria-label="Close the search" onClick={onClose}>
        <IconX size={15} />
      </ActionIcon>
    </div>
  );
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
