import { IconFile, IconFileUnknown, IconFolder, IconLink } from '@tabler/icons-react';
import type { FileEntry } from '../api/files';

/** A folder, or a link to one. */
export const isFolder = (entry: FileEntry) => entry.kind === 'folder' || entry.targetKind === 'folder';
/** A file, or a link to one. */
export const isFile = (entry: FileEntry) => entry.kind === 'file' || entry.targetKind === 'file';

/** A picture of what an entry is. */
export function IconOf({ entry }: { entry: FileEntry }) {
  const Icon =
    entry.kind === 'link'
      ? IconLink
      : entry.kind === 'folder'
        ? IconFolder
        : entry.kind === 'file'
          ? IconFile
          : IconFileUnknown;
  return <Icon size={17} aria-hidden="true" />;
}
