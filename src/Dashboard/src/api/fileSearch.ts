import { stream } from './http';
import { ApiError } from './problem';

/** Something that was looked for: a name, or a line in a file. */
export interface SearchHit {
  path: string;
  kind: 'file' | 'folder' | 'link' | 'other';
  size: number;
  modifiedAt: string;
  line?: number | null;
  text?: string | null;
  /** Where the hit is in the text. */
  at?: number | null;
  length?: number | null;
}

export interface SearchEnd {
  hits: number;
  entries: number;
  files: number;
  skipped: number;
  /** The limit at which it ended. */
  stopped?: 'results' | 'time' | 'entries' | null;
}

export interface Wanted {
  path: string;
  name?: string;
  text?: string;
  isRegex?: boolean;
  matchCase?: boolean;
}

const Most = 500;

/** Looks for files; hits are told as they come. */
export async function searchFiles(
  instance: string,
  wanted: Wanted,
  onHits: (hits: SearchHit[]) => void,
  signal: AbortSignal,
): Promise<SearchEnd> {
  const { path, name, text, isRegex, matchCase } = wanted;
  const answer = await stream(
    `/api/instances/${encodeURIComponent(instance)}/files/search`,
    { path, name, text, regex: isRegex ? true : null, case: matchCase ? true : null, limit: Most },
    signal,
  );
  const reader = answer
    .pipeThrough<string>(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    rest = lines.pop() ?? '';
    const said = lines.filter(Boolean).map((line) => JSON.parse(line) as Line);
    const hits = said.flatMap(({ hit }) => (hit ? [hit] : []));
    if (hits.length > 0) onHits(hits);
    for (const { end, error } of said) {
      if (error) throw new ApiError(error);
      if (end) return end;
    }
    if (done)
      throw new ApiError({ status: 0, code: 'unreachable', title: 'Search broke off', detail: 'Search again.' });
  }
}

interface Line {
  hit?: SearchHit | null;
  end?: SearchEnd | null;
  error?: ConstructorParameters<typeof ApiError>[0] | null;
}
