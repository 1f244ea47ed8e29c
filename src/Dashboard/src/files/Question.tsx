import { changeMode, copyFile, makeFolder, moveFile, writeFile, type FileEntry } from '../api/files';
import { plural } from '../shell/ui/format';
import { FileDialog } from './FileDialog';
import { NameDialog } from './NameDialog';
import { escapeName, join, nameProblem } from './paths';
import { TrashDialog } from './TrashDialog';

/** What is being asked, if anything. */
export type Asking =
  | { what: 'folder' | 'file' | 'trash' }
  | { what: 'rename' | 'move' | 'copy' | 'mode' | 'open'; entry: FileEntry; path?: string }
  | { what: 'move-all' };

interface QuestionProps {
  asking: Asking;
  folder: string;
  chosen: FileEntry[];
  instanceId: string;
  mayWrite: boolean;
  onClose: () => void;
  onDone: () => void;
}

const pathProblem = (text: string) => (text.startsWith('/') ? null : 'Enter a whole path, beginning with a slash.');

/** The dialog that belongs to an action. */
export function Question({ asking, folder, chosen, instanceId, mayWrite, onClose, onDone }: QuestionProps) {
  const then = <T,>(work: Promise<T>) =>
    work.then((result) => {
      onDone();
      return result;
    });
  switch (asking.what) {
    case 'trash':
      return <TrashDialog instanceId={instanceId} onClose={onClose} />;
    case 'open':
      return (
        <FileDialog
          instanceId={instanceId}
          path={asking.path ?? join(folder, asking.entry.name)}
          entry={asking.entry}
          mayWrite={mayWrite}
          onClose={onClose}
        />
      );
    case 'folder':
    case 'file':
      return (
        <NameDialog
          title={asking.what === 'folder' ? 'New folder' : 'New file'}
          label="Name"
          initial=""
          action="Create"
          problemOf={nameProblem}
          onClose={onClose}
          onSubmit={(name) => {
            const path = join(folder, escapeName(name));
            return then(
              asking.what === 'folder'
                ? makeFolder(instanceId, path)
                : writeFile(instanceId, path, new Blob([]), { onlyNew: true }),
            );
          }}
        />
      );
    case 'rename':
      return (
        <NameDialog
          title={`Rename ${asking.entry.name}`}
          label="New name"
          initial={asking.entry.name}
          action="Rename"
          problemOf={nameProblem}
          onClose={onClose}
          // The name is shown, and so typed, as the server writes names.
          onSubmit={(name) => then(moveFile(instanceId, join(folder, asking.entry.name), join(folder, name)))}
        />
      );
    case 'mode':
      return (
        <NameDialog
          title={`Permissions of ${asking.entry.name}`}
          label="Permission bits in octal"
          initial={asking.entry.mode.slice(-3)}
          action="Change"
          problemOf={(text) => (/^0?[0-7]{3}$/.test(text) ? null : 'Three digits from 0 to 7, for example 644.')}
          onClose={onClose}
          onSubmit={(mode) => then(changeMode(instanceId, join(folder, asking.entry.name), mode))}
        />
      );
    case 'move':
    case 'copy':
      return (
        <NameDialog
          title={`${asking.what === 'move' ? 'Move' : 'Copy'} ${asking.entry.name}`}
          label="New path"
          initial={join(folder, asking.entry.name)}
          action={asking.what === 'move' ? 'Move' : 'Copy'}
          problemOf={pathProblem}
          onClose={onClose}
          onSubmit={(target) =>
            then((asking.what === 'move' ? moveFile : copyFile)(instanceId, join(folder, asking.entry.name), target))
          }
        />
      );
    case 'move-all':
      return (
        <NameDialog
          title={`Move ${plural(chosen.length, 'object')}`}
          label="To the folder"
          initial={folder}
          action="Move"
          problemOf={pathProblem}
          onClose={onClose}
          onSubmit={(target) =>
            then(
              Promise.all(
                chosen.map(({ name }) =>
                  moveFile(instanceId, join(folder, name), join(target.replace(/(.)\/+$/, '$1'), name)),
                ),
              ),
            )
          }
        />
      );
  }
}
