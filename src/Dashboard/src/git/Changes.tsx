import { Alert, Stack } from '@mantine/core';
import { useState } from 'react';
import { changeIndex, type RepositoryStatus } from '../api/git';
import { notifyError } from '../shell/ui/notify';
import { plural } from '../shell/ui/format';
import { CommitBox } from './CommitBox';
import { DiffPanel } from './DiffPanel';
import { FileList } from './FileList';
import { isStaged, isUnstaged } from './state';
import classes from './GitTab.module.css';

interface ChangesProps {
  instanceId: string;
  status: RepositoryStatus;
  mayWrite: boolean;
  onChanged: () => Promise<unknown>;
}

/** What is staged, what is not, what differs, and the commit. */
export function Changes({ instanceId, status, mayWrite, onChanged }: ChangesProps) {
  const [shown, setShown] = useState<{ path: string; staged: boolean } | null>(null);
  const [busy, setBusy] = useState(false);
  const staged = status.files.filter(isStaged);
  const unstaged = status.files.filter(isUnstaged);
  const there = shown && (shown.staged ? staged : unstaged).some(({ path }) => path === shown.path) ? shown : null;

  const move = async (paths: string[], stage: boolean) => {
    setBusy(true);
    try {
      const [failed, ...more] = await changeIndex(instanceId, status.repo, paths, stage);
      if (failed)
        notifyError(
          new Error(
            `${failed.path}: ${failed.error}${more.length > 0 ? ` And ${plural(more.length, 'file')} more.` : ''}`,
          ),
          stage ? 'Not staged' : 'Not unstaged',
        );
    } catch (failure) {
      notifyError(failure);
    } finally {
      await onChanged();
      setBusy(false);
    }
  };

  return (
    <div className={classes.changes} data-diff={there !== null || undefined}>
      <Stack gap="sm" className={classes.column}>
        {status.conflictCount > 0 && (
          <Alert color="red" variant="light">
            A merge is not finished: {plural(status.conflictCount, 'file')} with conflicts. Edit and stage them, then
            commit.
          </Alert>
        )}
        {mayWrite && (
          <CommitBox
            instanceId={instanceId}
            repo={status.repo}
            staged={staged.length}
            onDone={() => {
              setShown(null);
              void onChanged();
            }}
          />
        )}
        <FileList
          title="Staged"
          files={staged}
          staged
          empty="Nothing is staged."
          mayWrite={mayWrite}
          busy={busy}
          shown={there?.staged ? there.path : null}
          onShow={(path) => setShown({ path, staged: true })}
          onMove={(paths) => void move(paths, false)}
        />
        <FileList
          title="Changes"
          files={unstaged}
          staged={false}
          empty="Nothing changed since the last commit."
          mayWrite={mayWrite}
          busy={busy}
          shown={there && !there.staged ? there.path : null}
          onShow={(path) => setShown({ path, staged: false })}
          onMove={(paths) => void move(paths, true)}
        />
      </Stack>
      {there && (
        <DiffPanel
          key={`${there.staged}${there.path}`}
          instanceId={instanceId}
          repo={status.repo}
          title={there.path}
          query={there}
          onClose={() => setShown(null)}
        />
      )}
    </div>
  );
}
