import type { Terminal } from '../api/terminals';

/** What a terminal is called: by people, by its program, or by its turn. */
export const terminalName = ({ name, title }: Pick<Terminal, 'name' | 'title'>, turn: number) =>
  name || title || `Terminal ${turn}`;

/** A directory in few characters: its end says more than its beginning. */
export function shortDirectory(directory: string): string {
  const parts = directory.split('/').filter(Boolean);
  return parts.length > 2 ? `…/${parts.slice(-2).join('/')}` : directory;
}
