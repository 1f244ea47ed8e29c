/** Milliseconds of a frame that may be spent on what waits its turn. */
const Share = 8;

const waiting: (() => void)[] = [];
let isAsked = false;

function ask(): void {
  if (isAsked || waiting.length === 0) return;
  isAsked = true;
  requestAnimationFrame(run);
}

function run(): void {
  isAsked = false;
  const end = performance.now() + Share;
  do waiting.shift()?.();
  while (waiting.length > 0 && performance.now() < end);
  ask();
}

/** Runs a job in one of the next frames, a few at a time, so that a hundred at once hold up no input. Returns what takes it back. */
export function inTurn(job: () => void): () => void {
  waiting.push(job);
  ask();
  return () => {
    const index = waiting.indexOf(job);
    if (index >= 0) waiting.splice(index, 1);
  };
}
