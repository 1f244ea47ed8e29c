import { get, postLong, post } from './http';

/** A repository in few words. Paths are text in which a byte that is no UTF-8 stands as `\xHH` and a backslash as `\\`. */
export interface Repository {
  path: string;
  relativePath: string;
  name: string;
  branch?: string | null;
  remoteUrl?: string | null;
  hasChanges: boolean;
  changedFiles: number;
  ahead: number;
  behind: number;
  checkedAt: string;
  error?: string | null;
}

export interface RepositoryList {
  items: Repository[];
  count: number;
  cut: boolean;
}

export type FileState =
  'unchanged' | 'added' | 'modified' | 'deleted' | 'renamed' | 'copied' | 'typeChanged' | 'untracked' | 'conflict';

export interface ChangedFile {
  path: string;
  originalPath?: string | null;
  index: FileState;
  workingTree: FileState;
}

export interface Commit {
  hash: string;
  message: string;
  author: string;
  email: string;
  date: string;
}

export interface RepositoryStatus {
  repo: string;
  branch: {
    current?: string | null;
    head?: string | null;
    tracking?: string | null;
    ahead: number;
    behind: number;
  };
  files: ChangedFile[];
  stagedCount: number;
  unstagedCount: number;
  conflictCount: number;
  total: number;
  remotes: { name: string; url: string }[];
  recentCommits: Commit[];
}

export interface Branch {
  name: string;
  remote: boolean;
  current: boolean;
  hash: string;
  tracking?: string | null;
  message: string;
  date?: string | null;
}

export interface Diff {
  text: string;
  cut: boolean;
}

export interface DiffQuery {
  path?: string | undefined;
  staged?: boolean | undefined;
  commit?: string | undefined;
}

interface StageResult {
  done: string[];
  failed: { path: string; error: string }[];
}

/** The server takes a limited request. */
const FilesAtOnce = 200;

const route = (instance: string, verb: string) => `/api/instances/${encodeURIComponent(instance)}/git/${verb}`;

export const listRepositories = (instance: string, path: string, signal?: AbortSignal) =>
  get<RepositoryList>(route(instance, 'repos'), { path }, signal);
export const readStatus = (instance: string, repo: string, signal?: AbortSignal) =>
  get<RepositoryStatus>(route(instance, 'status'), { repo }, signal);
export const readDiff = (instance: string, repo: string, { path, staged, commit }: DiffQuery, signal?: AbortSignal) =>
  get<Diff>(route(instance, 'diff'), { repo, path, staged, commit }, signal);
export const readLog = (instance: string, repo: string, cursor: string | null, signal?: AbortSignal) =>
  get<{ items: Commit[]; nextCursor?: string | null }>(route(instance, 'log'), { repo, cursor, limit: 50 }, signal);
export const listBranches = (instance: string, repo: string, signal?: AbortSignal) =>
  get<{ items: Branch[] }>(route(instance, 'branches'), { repo }, signal).then(({ items }) => items);
export const commit = (instance: string, repo: string, message: string, author: string | null) =>
  post<{ commitHash: string }>(route(instance, 'commit'), { repo, message, author });
export const switchBranch = (instance: string, repo: string, branch: string, create: boolean) =>
  post<{ branch: string }>(route(instance, 'switch'), { repo, branch, create });
export const initRepository = (instance: string, path: string) =>
  post<{ repo: string }>(route(instance, 'init'), { path });

/** Puts files into the index or takes them out; says which could not be. */
export async function changeIndex(instance: string, repo: string, files: string[], stage: boolean) {
  const failed: StageResult['failed'] = [];
  for (let first = 0; first < files.length; first += FilesAtOnce) {
    const body = { repo, files: files.slice(first, first + FilesAtOnce) };
    failed.push(...(await post<StageResult>(route(instance, stage ? 'stage' : 'unstage'), body)).failed);
  }
  return failed;
}

type OnProgress = (text: string) => void;

export const pull = (instance: string, repo: string, onProgress: OnProgress) =>
  postLong<{ updated: boolean }>(route(instance, 'pull'), { repo }, onProgress);
export const push = (instance: string, repo: string, force: boolean, onProgress: OnProgress) =>
  postLong<{ updated: boolean; remote: string; branch: string }>(route(instance, 'push'), { repo, force }, onProgress);
export const cloneRepository = (instance: string, url: string, path: string, onProgress: OnProgress) =>
  postLong<{ repo: string }>(route(instance, 'clone'), { url, path }, onProgress);
