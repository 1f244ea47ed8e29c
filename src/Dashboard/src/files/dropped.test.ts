import { describe, expect, it } from 'vitest';
import { filesOf } from './dropped';

const file = (path: string) => ({
  isFile: true,
  isDirectory: false,
  fullPath: path,
  file: (done: (file: File) => void) => done(new File(['x'], path.slice(path.lastIndexOf('/') + 1))),
});

function folder(path: string, children: unknown[]) {
  return {
    isFile: false,
    isDirectory: true,
    fullPath: path,
    createReader: () => {
      const left = [...children];
      return { readEntries: (done: (some: unknown[]) => void) => done(left.splice(0, 2)) };
    },
  };
}

const drop = (...entries: unknown[]) =>
  ({
    items: entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })),
    files: [],
  }) as unknown as DataTransfer;

describe('filesOf', () => {
  it('finds all files of folders, however many a reader gives at once', async () => {
    const found = await filesOf(
      drop(file('/one'), folder('/d', [file('/d/a'), file('/d/b'), file('/d/c'), folder('/d/e', [file('/d/e/f')])])),
    );
    expect(found.map(({ path }) => path)).toEqual(['one', 'd/a', 'd/b', 'd/c', 'd/e/f']);
  });

  it('takes none when there are too many', async () => {
    const many = Array.from({ length: 5001 }, (_, index) => file(`/d/${index}`));
    await expect(filesOf(drop(folder('/d', many)))).rejects.toThrow('more than 5000 files');
    await expect(filesOf(drop(folder('/d', many.slice(1))))).resolves.toHaveLength(5000);
  });
});
