import { useState, type DragEvent } from 'react';
import { listFolder, writeFile } from '../api/files';
import type { Terminal } from '../api/terminals';
import { ApiError } from '../api/problem';
import { filesOf } from '../files/dropped';
import { escapeName, join } from '../files/paths';
import { plural } from '../shell/ui/format';
import { notifyDone, notifyError } from '../shell/ui/notify';
import { quoteForShell } from './quote';

const MostNames = 20;

/** Files that are dropped on a terminal go to where its shell is, else to the home folder; their paths are typed. */
export function useTerminalDrop(terminal: Terminal, mayType: boolean, type: (text: string) => void) {
  const [isOver, setOver] = useState(false);

  const upload = async (data: DataTransfer) => {
    try {
      const files = await filesOf(data);
      if (files.length === 0) return;
      const folder = terminal.workingDirectory
        ? escapeName(terminal.workingDirectory)
        : (await listFolder(terminal.instanceId, '', 'name', false)).path;
      const tops = new Map<string, string>();
      for (const { file, path } of files) {
        const [top = '', ...below] = path.split('/');
        tops.set(top, await put(terminal.instanceId, folder, tops.get(top) ?? top, below, file));
      }
      const places = [...tops.values()].map((name) => join(folder.replaceAll('\\\\', '\\'), name));
      type(`${places.map(quoteForShell).join(' ')} `);
      notifyDone(`${plural(files.length, 'file')} uploaded`, `To ${folder}`);
    } catch (error) {
      notifyError(error);
    }
  };

  return {
    isOver,
    place: {
      onDragEnter: (event: DragEvent) => mayType && event.dataTransfer.types.includes('Files') && setOver(true),
      onDragOver: (event: DragEvent) => event.dataTransfer.types.includes('Files') && event.preventDefault(),
      onDragLeave: (event: DragEvent) =>
        !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false),
      onDrop: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(false);
        if (mayType) void upload(event.dataTransfer);
      },
    },
  };
}

/** Writes a new file; what is there already is left alone, and another name is taken. Returns the name at the top. */
async function put(instance: string, folder: string, top: string, below: string[], file: File): Promise<string> {
  const [stem, end] = top.lastIndexOf('.') > 0 && below.length === 0 ? split(top) : [top, ''];
  for (let number = 0; ; number++) {
    const name = number === 0 ? top : `${stem}-${number}${end}`;
    try {
      await writeFile(instance, join(folder, [name, ...below].map(escapeName).join('/')), file, { onlyNew: true });
      return name;
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'file_exists') || number === MostNames) throw error;
    }
  }
}

const split = (name: string): [string, string] => [
  name.slice(0, name.lastIndexOf('.')),
  name.slice(name.lastIndexOf('.')),
];
