import { CloseButton, Group, Kbd, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import classes from './ListToolbar.module.css';

interface ListToolbarProps {
  filter: string;
  onFilter: (text: string) => void;
  placeholder: string;
  /** How many are shown of how many. */
  summary?: string | undefined;
  children?: ReactNode;
  /** Shown in place of the summary while rows are selected. */
  bulk?: ReactNode;
}

/** Filter text (focused by "/"), further controls, and the actions on what is selected. */
export function ListToolbar({ filter, onFilter, placeholder, summary, children, bulk }: ListToolbarProps) {
  const input = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => input.current?.focus()]]);
  return (
    <div className={classes.bar}>
      <TextInput
        ref={input}
        className={classes.filter}
        size="sm"
        aria-label={placeholder}
        placeholder={placeholder}
        value={filter}
        onChange={(event) => onFilter(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onFilter('')}
        leftSection={<IconSearch size={15} />}
        rightSection={
          filter ? (
            <CloseButton size="xs" aria-label="Clear filter" onClick={() => onFilter('')} />
          ) : (
            <Kbd size="xs" visibleFrom="sm">
              /
            </Kbd>
          )
        }
        data-testid="list-filter"
      />
      {children}
      <Group gap={8} ml="auto" className={classes.summary} aria-live="polite">
        {bulk === false ? summary : (bulk ?? summary)}
      </Group>
    </div>
  );
}
