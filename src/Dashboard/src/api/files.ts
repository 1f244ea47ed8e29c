import { del, get, post, send } from './http';
import { ApiError, UnreachableCode, type Problem } from './problem';

/** A file or folder. Names are text in which a byte that is no UTF-8 stands as `\xHH` and a backslash as `\\`. */
export interface FileEntry {
  name: string;
  /** Left out in lists, where the folder is known. */
  path?: string;
  kind: 'file' | 'folder' | 'link' | 'other';
  size: number;
  modifiedAt: string;
  /** Permission bits in octal. */
  mode: string;
  uid: number;
  gid: number;
  etag: string;
  linkTarget?: string;
  /** What a link leads to; absent when it leads nowhere. */
  targetKind?: FileEntry['kind'];
}

export interface Folder {
  path: string;
  items: FileEntry[];
  nextCursor?: string | null;
  total: number;
}

export interface TrashEntry {
  id: string;
  path: string;
  kind: FileEntry['kind'];
  size: number;
  deletedAt: string;
}

export type Sort = 'name' | 'size' | 'modified';

/** Entries that are shown of one folder; more is said, not shown. */
export const MostShown = 10_000;

const route = (instance: string, rest = '') => `/api/instances/${encodeURIComponent(instance)}/files${rest}`;

export const listFolder = (instance: string, path: string, sort: Sort, descending: boolean, signal?: AbortSignal) =>
  get<Folder>(route(instance), { path, sort, order: descending ? 'desc' : 'asc', limit: MostShown }, signal);
export const statFile = (instance: string, path: string) => get<FileEntry>(route(instance, '/stat'), { path });
export const contentPath = (instance: string, path: string) =>
  `${route(instance, '/content')}?path=${encodeURIComponent(path)}`;
/** A folder as one archive, or some of the names in it. */
export const archivePath = (instance: string, folder: string, names: string[] = []) =>
  `${route(instance, '/archive')}?path=${encodeURIComponent(folder)}${names.map((name) => `&name=${encodeURIComponent(name)}`).join('')}`;
export const makeFolder = (instance: string, path: string) =>
  post<FileEntry>(route(instance, '/folders'), { path, parents: true });
export const moveFile = (instance: string, path: string, target: string, overwrite = false) =>
  post<FileEntry>(route(instance, '/move'), { path, target, overwrite });
export const copyFile = (instance: string, path: string, target: string) =>
  post<FileEntry>(route(instance, '/copy'), { path, target });
export const changeMode = (instance: string, path: string, mode: string) =>
  post<FileEntry>(route(instance, '/mode'), { path, mode });
export const deleteFile = (instance: string, path: string) => del<TrashEntry>(route(instance), { path });
export const listFileTrash = (instance: string, signal?: AbortSignal) =>
  get<{ items: TrashEntry[] }>(route(instance, '/trash'), {}, signal).then(({ items }) => items);
export const restoreFile = (instance: string, id: string) =>
  post<FileEntry>(route(instance, `/trash/${encodeURIComponent(id)}/restore`));
export const purgeFile = (instance: string, id: string) =>
  del<{ removed: number }>(route(instance, `/trash/${encodeURIComponent(id)}`));
export const emptyFileTrash = (instance: string) => del<{ removed: number }>(route(instance, '/trash'));

/** The bytes of a file and the ETag that they have, quotes included. */
export async function readFile(
  instance: string,
  path: string,
  signal?: AbortSignal,
): Promise<{ bytes: Uint8Array; etag: string }> {
  const { data, etag } = await send<ArrayBuffer>('GET', contentPath(instance, path), { isBytes: true, signal });
  return { bytes: new Uint8Array(data), etag: etag ?? '' };
}

interface WriteOptions {
  /** The ETag that must still hold. */
  ifMatch?: string | undefined;
  onlyNew?: boolean | undefined;
  onProgress?: ((sent: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** Writes a whole file. By XMLHttpRequest, since fetch tells nothing about what was sent so far. */
export function writeFile(
  instance: string,
  path: string,
  content: Blob,
  options: WriteOptions = {},
): Promise<FileEntry> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `${contentPath(instance, path)}&parents=true`);
    request.responseType = 'json';
    if (options.ifMatch) request.setRequestHeader('If-Match', options.ifMatch);
    if (options.onlyNew) request.setRequestHeader('If-None-Match', '*');
    request.upload.onprogress = ({ loaded }) => options.onProgress?.(loaded);
    request.onload = () => {
      if (request.status < 300) {
        resolve(request.response as FileEntry);
        return;
      }
      const problem = (request.response ?? {}) as Partial<Problem>;
      reject(new ApiError({ ...problem, status: request.status, code: problem.code ?? `http_${request.status}` }));
    };
    request.onerror = () =>
      reject(
        new ApiError({
          status: 0,
          code: UnreachableCode,
          title: 'Upload broke off',
          detail: 'The connection to the server broke. Try again.',
        }),
      );
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    options.signal?.addEventListener('abort', () => request.abort());
    request.send(content);
  });
}
