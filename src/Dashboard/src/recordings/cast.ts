/** `o`: output; `r`: another size, as `COLUMNSxROWS`. Others of the format (input, marks) are left out. */
export interface CastEvent {
  /** Seconds from the beginning. */
  time: number;
  kind: 'o' | 'r';
  data: string;
}

export interface Cast {
  columns: number;
  rows: number;
  events: CastEvent[];
  /** Seconds. */
  duration: number;
}

export interface CastSize {
  columns: number;
  rows: number;
}

/** Reads a recording in the format asciicast v2. A last line that was cut off is left out; anything else that is none is an error in words. */
export function parseCast(text: string): Cast {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const head = parse(lines[0]) as { version?: unknown; width?: unknown; height?: unknown } | undefined;
  if (head?.version !== 2 || typeof head.width !== 'number' || typeof head.height !== 'number')
    throw new Error('This is no recording in the format asciicast v2.');
  const events: CastEvent[] = [];
  let latest = 0;
  lines.slice(1).forEach((line, index) => {
    const event = parse(line);
    if (!Array.isArray(event) || typeof event[0] !== 'number' || typeof event[2] !== 'string') {
      if (index === lines.length - 2) return;
      throw new Error(`Line ${index + 2} of the recording cannot be read.`);
    }
    latest = Math.max(latest, event[0]);
    const kind: unknown = event[1];
    if (kind === 'o' || kind === 'r') events.push({ time: latest, kind, data: event[2] });
  });
  return { columns: head.width, rows: head.height, events, duration: latest };
}

function parse(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return undefined;
  }
}

/** The same with pauses of so many seconds at most. */
export function shorten(cast: Cast, longestPause: number): Cast {
  let saved = 0;
  let before = 0;
  const events = cast.events.map((event) => {
    saved += Math.max(0, event.time - before - longestPause);
    before = event.time;
    return { ...event, time: event.time - saved };
  });
  const tail = Math.min(cast.duration - before, longestPause);
  return { ...cast, events, duration: (events.at(-1)?.time ?? 0) + tail };
}

export function sizeOf(data: string): CastSize | null {
  const [columns, rows] = data.split('x').map(Number);
  return columns && rows && columns > 0 && rows > 0 && columns <= 1000 && rows <= 1000 ? { columns, rows } : null;
}

// CSI, OSC and other strings, further escapes; then control characters but line ends.
// eslint-disable-next-line no-control-regex -- These are what is taken out.
const controls = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P^_][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|[\0-\t\v-\x1f\x7f]/g;

/** The times at which a text was printed, in seconds. Escape sequences do not count; capital letters do not matter. */
export function findInCast({ events }: Cast, wanted: string): number[] {
  if (wanted === '') return [];
  const starts: number[] = [];
  const times: number[] = [];
  let all = '';
  for (const { kind, time, data } of events) {
    if (kind !== 'o') continue;
    starts.push(all.length);
    times.push(time);
    all += data.replace(controls, '').toLowerCase();
  }
  const found: number[] = [];
  const needle = wanted.toLowerCase();
  let event = 0;
  for (let at = all.indexOf(needle); at >= 0; at = all.indexOf(needle, at + needle.length)) {
    const last = at + needle.length - 1;
    while ((starts[event + 1] ?? Number.POSITIVE_INFINITY) <= last) event++;
    const time = times[event] ?? 0;
    if (found.at(-1) !== time) found.push(time);
  }
  return found;
}
