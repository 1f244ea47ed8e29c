import { useSyncExternalStore } from 'react';

/** Something that happened while the page was open. */
export interface Notice {
  id: string;
  at: string;
  title: string;
  message: string | null;
  isFailure: boolean;
  /** Where it can be looked at. */
  path: string | null;
}

interface Notices {
  /** Latest first. */
  list: readonly Notice[];
  unread: number;
}

export const MostNotices = 100;

let current: Notices = { list: [], unread: 0 };
const readers = new Set<() => void>();

function set(next: Notices): void {
  current = next;
  readers.forEach((reader) => reader());
}

/** Keeps a notice for this visit. One that comes again under its id takes the place of the former. */
export function addNotice(notice: Notice): void {
  const others = current.list.filter(({ id }) => id !== notice.id);
  set({ list: [notice, ...others].slice(0, MostNotices), unread: Math.min(current.unread + 1, MostNotices) });
}

export const readNotices = () => current.unread > 0 && set({ ...current, unread: 0 });
export const clearNotices = () => set({ list: [], unread: 0 });
export const notices = () => current;

export const useNotices = () =>
  useSyncExternalStore(
    (reader) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    () => current,
  );
