import { archivePath, contentPath, type FileEntry } from '../api/files';
import { isFile } from './entry';
import { join } from './paths';

// Servers take addresses up to 8 KiB.
const LongestAddress = 7000;

/**
 * Where what was chosen comes from: a file as it is, everything else as one archive; of the whole folder when so much was
 * chosen that it cannot be named.
 */
export function downloadOf(instance: string, folder: string, chosen: FileEntry[]): { href: string; isWhole: boolean } {
  const [first] = chosen;
  if (first && chosen.length === 1 && isFile(first))
    return { href: contentPath(instance, join(folder, first.name)), isWhole: false };
  const path = archivePath(
    instance,
    folder,
    chosen.map(({ name }) => name),
  );
  const isWhole = path.length > LongestAddress;
  return { href: isWhole ? archivePath(instance, folder) : path, isWhole };
}
