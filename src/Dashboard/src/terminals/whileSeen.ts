/** Longer than a glance while scrolling by. */
const Dwell = 150;
/** Who scrolls back at once finds everything as it was. */
const Linger = 2_000;
/** Pictures are ready when they come into view. */
const Ahead = '150px 0px';

/**
 * Calls `begin` when an element has come into view and stays there, and `end` when it has left it for a while or the page is
 * out of sight. Returns what ends the watching, and what was begun.
 */
export function whileSeen(element: Element, begin: () => void, end: () => void): () => void {
  let isNear = false;
  let isBegun = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const change = (next: boolean) => {
    if (next === isBegun) return;
    isBegun = next;
    if (next) begin();
    else end();
  };
  const look = () => {
    clearTimeout(timer);
    const next = isNear && !document.hidden;
    if (next !== isBegun) timer = setTimeout(() => change(next), next ? Dwell : Linger);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      isNear = entries.at(-1)?.isIntersecting ?? false;
      look();
    },
    { rootMargin: Ahead },
  );
  observer.observe(element);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('visibilitychange', look);
    change(false);
  };
}
