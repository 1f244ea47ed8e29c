import { useSyncExternalStore } from 'react';
import { formatAbsolute, formatRelative } from './format';

const TickMilliseconds = 15_000;
let now = Date.now();
const readers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

// One clock for all times on the page: they change together and cost one timer.
function subscribe(reader: () => void): () => void {
  readers.add(reader);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    readers.forEach((tell) => tell());
  }, TickMilliseconds);
  return () => {
    readers.delete(reader);
    if (readers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

interface RelativeTimeProps {
  time: string | null | undefined;
  /** Shown when there is no time. */
  absent?: string;
}

/** A time in words that stays right while it is on screen; the exact time is in its title, as lists have many. */
export function RelativeTime({ time, absent = 'never' }: RelativeTimeProps) {
  const current = useSyncExternalStore(subscribe, () => now);
  if (!time) return <>{absent}</>;
  const at = new Date(time).getTime();
  return (
    <time dateTime={time} title={formatAbsolute(at)} className="tabular nowrap">
      {formatRelative(at, Math.max(current, 0))}
    </time>
  );
}
