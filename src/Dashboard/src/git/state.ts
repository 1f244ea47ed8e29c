import type { ChangedFile, FileState } from '../api/git';

/** The letter and the word of a state, as git says them. */
export const stateLetters: Record<FileState, { letter: string; word: string; tone: 'ok' | 'warn' | 'bad' | 'idle' }> = {
  unchanged: { letter: ' ', word: 'Unchanged', tone: 'idle' },
  added: { letter: 'A', word: 'Added', tone: 'ok' },
  modified: { letter: 'M', word: 'Modified', tone: 'warn' },
  deleted: { letter: 'D', word: 'Deleted', tone: 'bad' },
  renamed: { letter: 'R', word: 'Renamed', tone: 'warn' },
  copied: { letter: 'C', word: 'Copied', tone: 'ok' },
  typeChanged: { letter: 'T', word: 'Type changed', tone: 'warn' },
  untracked: { letter: '?', word: 'New', tone: 'idle' },
  conflict: { letter: '!', word: 'Conflict', tone: 'bad' },
};

export const isStaged = ({ index }: ChangedFile) => !['unchanged', 'untracked', 'conflict'].includes(index);
export const isUnstaged = ({ workingTree }: ChangedFile) => workingTree !== 'unchanged';
