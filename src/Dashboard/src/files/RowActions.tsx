import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconDownload } from '@tabler/icons-react';
import { archivePath, contentPath, type FileEntry } from '../api/files';
import { isFile } from './entry';
import { join } from './paths';
import type { Asking } from './Question';

interface RowActionsProps {
  instanceId: string;
  folder: string;
  entry: FileEntry;
  mayWrite: boolean;
  onAsk: (asking: Asking) => void;
  onDelete: () => void;
}

/** What can be done with one entry of a folder. */
export function RowActions({ instanceId, folder, entry, mayWrite, onAsk, onDelete }: RowActionsProps) {
  const path = join(folder, entry.name);
  const isTree = entry.kind === 'folder';
  return (
    <>
      {(isFile(entry) || isTree) && (
        <ActionIcon
          component="a"
          href={isTree ? archivePath(instanceId, path) : contentPath(instanceId, path)}
          aria-label={isTree ? `Download ${entry.name} as an archive` : `Download ${entry.name}`}
        >
          <IconDownload size={16} />
        </ActionIcon>
      )}
      {mayWrite && (
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label={`Actions for ${entry.name}`} data-testid={`file-menu-${entry.name}`}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {(['rename', 'move', 'copy', 'mode'] as const).map((what) => (
              <Menu.Item key={what} onClick={() => onAsk({ what, entry })} data-testid={`file-${what}`}>
                {{ rename: 'Rename…', move: 'Move…', copy: 'Copy…', mode: 'Permissions…' }[what]}
              </Menu.Item>
            ))}
            <Menu.Item color="red" onClick={onDelete} data-testid="file-delete">
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
