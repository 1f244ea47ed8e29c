/** A file of this machine and its path below what was dropped. */
export interface LocalFile {
  file: File;
  path: string;
}

/** More files than these are not uploaded from a browser at once. */
const MostDropped = 5000;

/**
 * The files of a drop, folders with all that is below them; refused as a whole when there are too many. What was dropped
 * must be asked for before anything is awaited: the browser forgets it.
 */
export async function filesOf(data: DataTransfer): Promise<LocalFile[]> {
  const entries = [...data.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry ? [entry] : [];
  });
  if (entries.length === 0) return [...data.files].map((file) => ({ file, path: file.name }));
  const found: LocalFile[] = [];
  const waiting = [...entries];
  for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
    if (found.length >= MostDropped)
      throw new Error(
        `There are more than ${MostDropped} files in it, too many for a browser. Nothing was uploaded. Use "anchorage cp -r", or pack them into an archive and unpack it here.`,
      );
    const path = entry.fullPath.replace(/^\//, '');
    if (isFile(entry)) found.push({ file: await fileOf(entry), path });
    else if (isFolder(entry)) waiting.push(...(await childrenOf(entry)));
  }
  return found;
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** A reader gives a hundred at a time, and nothing at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
