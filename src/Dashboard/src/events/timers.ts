import type { Timers } from './EventConnection';

/** The browser's own clock and chance. */
export const browserTimers: Timers = {
  set: (action, milliseconds) => window.setTimeout(action, milliseconds),
  clear: (timer) => window.clearTimeout(timer as number | undefined),
  random: Math.random,
};
