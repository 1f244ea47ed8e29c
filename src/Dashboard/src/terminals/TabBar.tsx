import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconKeyboard,
  IconLayoutColumns,
  IconLayoutRows,
  IconMaximize,
  IconMinimize,
  IconPlus,
  IconSettings,
} from '@tabler/icons-react';
import type { Layout } from './layout/layout';
import { terminalsIn } from './layout/layout';
import classes from './Workspace.module.css';

interface TabBarProps {
  layout: Layout;
  nameOf: (id: string) => string;
  /** `exited` or `lost`, else nothing. */
  endOf: (id: string) => string | null;
  canOpen: boolean;
  isOpening: boolean;
  isFull: boolean;
  onChoose: (tab: number) => void;
  onNew: () => void;
  onSplit: (direction: 'row' | 'column') => void;
  onFull: () => void;
  onSettings: () => void;
  onHelp: () => void;
}

/** The tabs, and what is done with the terminal that has the focus. */
export function TabBar(props: TabBarProps) {
  const { layout, nameOf, endOf, canOpen } = props;
  const buttons: [label: string, testId: string, icon: typeof IconPlus, act: () => void, needsOpen: boolean][] = [
    ['Open beside it (Ctrl Shift E)', 'split-right', IconLayoutColumns, () => props.onSplit('row'), true],
    ['Open below it (Ctrl Shift O)', 'split-down', IconLayoutRows, () => props.onSplit('column'), true],
    ['Fonts and colours', 'terminal-settings', IconSettings, props.onSettings, false],
    ['Keys', 'terminal-help', IconKeyboard, props.onHelp, false],
    [
      props.isFull ? 'Back into the page' : 'Over the whole window',
      'terminal-full',
      props.isFull ? IconMinimize : IconMaximize,
      props.onFull,
      false,
    ],
  ];
  return (
    <div className={classes.bar}>
      <div className={classes.tabs} role="toolbar" aria-label="Terminals">
        {layout.tabs.map(({ root, focused }, index) => {
          const count = terminalsIn(root).length;
          const end = endOf(focused);
          return (
            <button
              key={terminalsIn(root)[0]}
              type="button"
              className={classes.tab}
              aria-pressed={index === layout.active}
              onClick={() => props.onChoose(index)}
              data-testid={`terminal-tab-${index + 1}`}
            >
              <span>{nameOf(focused)}</span>
              {end && <small>{end}</small>}
              {count > 1 && <small title={`${count} terminals`}>{count}</small>}
            </button>
          );
        })}
      </div>
      <Tooltip label="Open another terminal (Ctrl Shift Enter)">
        <ActionIcon
          aria-label="Open another terminal"
          loading={props.isOpening}
          onClick={props.onNew}
          disabled={!canOpen}
          data-testid="terminal-add"
        >
          <IconPlus size={16} />
        </ActionIcon>
      </Tooltip>
      <span className={classes.gap} />
      {buttons.map(([label, testId, Icon, act, needsOpen]) => (
        <Tooltip key={testId} label={label}>
          <ActionIcon
            aria-label={label}
            className={needsOpen ? classes.wide : undefined}
            disabled={needsOpen && !canOpen}
            onClick={act}
            data-testid={testId}
          >
            <Icon size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
