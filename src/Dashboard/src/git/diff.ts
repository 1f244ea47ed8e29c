export type LineKind = 'add' | 'remove' | 'hunk' | 'head' | 'context';

export interface DiffLine {
  kind: LineKind;
  text: string;
}

/** The lines of a unified difference. Inside of a hunk a line is what its first sign says, whatever else it looks like. */
export function linesOf(text: string): DiffLine[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  let inHunk = false;
  return lines.map((line) => {
    if (line.startsWith('diff --git ')) inHunk = false;
    if (/^@@+ /.test(line)) {
      inHunk = true;
      return { kind: 'hunk', text: line };
    }
    if (!inHunk) return { kind: 'head', text: line };
    return { kind: line.startsWith('+') ? 'add' : line.startsWith('-') ? 'remove' : 'context', text: line };
  });
}
