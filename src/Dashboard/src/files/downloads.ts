import { archivePath, contentPath, type FileEntry } from '../api/files';
import { isFile } from './entry';
import { join } from './paths';

// Servers take addresses up to 8 KiB; whoever chose that much gets the whole folder.
const LongestAddress = 7000;

/** Where what was chosen comes from: a file as it is, everything else as one archive. */
export function downloadOf(instance: string, folder: string, chosen: FileEntry[]): string {
  const [first] = chosen;
  if (first && chosen.length === 1 && isFile(first)) return contentPath(instance, join(folder, first.name));
  const path = archivePath(
    instance,
    folder,
    chosen.map(({ name }) => name),
  );
  return path.length <= LongestAddress ? path : archivePath(instance, folder);
}
