import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { writeFile } from '../api/files';
import { keys } from '../api/keys';
import { ApiError, messageOf } from '../api/problem';
import type { LocalFile } from './dropped';
import { escapeName, join } from './paths';

export interface Upload {
  id: number;
  name: string;
  size: number;
  sent: number;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped' | 'exists';
  error?: string;
}

interface Work {
  id: number;
  name: string;
  file: File;
  path: string;
  replace: boolean;
}

const AtATime = 2;

/** Uploads one after another; what is there already is only replaced when that is asked for. */
export function useUploads(instanceId: string) {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const next = useRef(1);
  const waiting = useRef<Work[]>([]);
  const all = useRef(new Map<number, Work>());
  const running = useRef(new Map<number, AbortController>());

  const change = (id: number, by: Partial<Upload>) =>
    setUploads((list) => list.map((upload) => (upload.id === id ? { ...upload, ...by } : upload)));

  const run = async (work: Work) => {
    const stop = new AbortController();
    running.current.set(work.id, stop);
    change(work.id, { state: 'running', sent: 0 });
    try {
      await writeFile(instanceId, work.path, work.file, {
        onlyNew: !work.replace,
        signal: stop.signal,
        onProgress: (sent) => change(work.id, { sent }),
      });
      change(work.id, { state: 'done', sent: work.file.size });
    } catch (error) {
      if (stop.signal.aborted) change(work.id, { state: 'stopped' });
      else if (error instanceof ApiError && error.code === 'file_exists') change(work.id, { state: 'exists' });
      else change(work.id, { state: 'failed', error: messageOf(error) });
    }
    running.current.delete(work.id);
    void client.invalidateQueries({ queryKey: keys.files(instanceId) });
    pump();
  };

  const pump = () => {
    while (running.current.size < AtATime) {
      const work = waiting.current.shift();
      if (!work) return;
      void run(work);
    }
  };

  const add = (folder: string, files: LocalFile[]) => {
    const works = files.map(({ file, path }) => {
      const parts = path.split('/').map(escapeName);
      return { id: next.current++, file, name: path, path: join(folder, parts.join('/')), replace: false };
    });
    for (const work of works) all.current.set(work.id, work);
    waiting.current.push(...works);
    setUploads((list) => [
      ...list,
      ...works.map(({ id, file, name }): Upload => ({ id, name, size: file.size, sent: 0, state: 'waiting' })),
    ]);
    pump();
  };

  const again = (id: number, replace: boolean) => {
    const work = all.current.get(id);
    if (!work) return;
    waiting.current.push({ ...work, replace });
    change(id, { state: 'waiting' });
    pump();
  };

  const stop = (id: number) => {
    running.current.get(id)?.abort();
    if (waiting.current.some((work) => work.id === id)) {
      waiting.current = waiting.current.filter((work) => work.id !== id);
      change(id, { state: 'stopped' });
    }
  };

  const clear = () => setUploads((list) => list.filter(({ state }) => state === 'waiting' || state === 'running'));

  return { uploads, add, again, stop, clear };
}
