import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDots,
  IconLayoutColumns,
  IconLayoutRows,
  IconLink,
  IconPencil,
  IconPlayerRecord,
  IconPlayerStop,
  IconPlugConnectedX,
  IconSearch,
  IconX,
} from '@tabler/icons-react';
import { setRecording, type Terminal } from '../api/terminals';
import { notifyDone, notifyError } from '../shell/ui/notify';
import { copyText } from './clipboard';

export interface PaneActions {
  rename: () => void;
  find: () => void;
  split: (direction: 'row' | 'column') => void;
  detach: () => void;
  end: () => void;
}

interface PaneMenuProps {
  terminal: Terminal;
  canSplit: boolean;
  actions: PaneActions;
}

/** What can be done with one terminal. */
export function PaneMenu({ terminal, canSplit, actions }: PaneMenuProps) {
  const isOpen = terminal.state === 'open';
  const isRecording = Boolean(terminal.recording);
  const record = () =>
    setRecording(terminal.id, !isRecording).then(
      () => notifyDone(isRecording ? 'The recording is kept' : 'Recording: what is printed, never what is typed'),
      (error: unknown) => notifyError(error),
    );
  const link = `${window.location.origin}/instances/${terminal.instanceId}?tab=terminal&terminal=${terminal.id}`;
  return (
    <Menu width={230}>
      <Menu.Target>
        <ActionIcon size={24} aria-label="Actions of this terminal" data-testid="terminal-menu">
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={actions.rename} data-testid="terminal-menu-rename">
          Rename
        </Menu.Item>
        <Menu.Item leftSection={<IconSearch size={15} />} onClick={actions.find} data-testid="terminal-menu-find">
          Search the output
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLayoutColumns size={15} />}
          disabled={!canSplit}
          onClick={() => actions.split('row')}
          data-testid="terminal-split-right"
        >
          New one beside it
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLayoutRows size={15} />}
          disabled={!canSplit}
          onClick={() => actions.split('column')}
          data-testid="terminal-split-down"
        >
          New one below it
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={isRecording ? <IconPlayerStop size={15} /> : <IconPlayerRecord size={15} />}
          disabled={!isOpen}
          onClick={() => void record()}
          data-testid="terminal-record"
        >
          {isRecording ? 'Stop recording' : 'Record'}
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={15} />} onClick={() => void copyText(link)}>
          Copy the link to it
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlugConnectedX size={15} />}
          disabled={!isOpen}
          onClick={actions.detach}
          data-testid="terminal-detach"
        >
          Detach: the shell goes on
        </Menu.Item>
        <Menu.Item leftSection={<IconX size={15} />} color="red" onClick={actions.end} data-testid="terminal-end">
          {isOpen ? 'End the shell…' : 'Close'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
