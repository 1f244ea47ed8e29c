import { useState } from 'react';
import { isApiError } from '../api/problem';
import { notifyDone, notifyError } from '../shell/ui/notify';

/** Work that talks to a remote: at most one at a time, and how far it is. */
export function useTransfer(onChanged: () => Promise<unknown>) {
  const [running, setRunning] = useState<{ what: string; progress: string } | null>(null);

  const run = async <T>(
    what: string,
    work: (onProgress: (text: string) => void) => Promise<T>,
    said: (result: T) => string,
  ) => {
    setRunning({ what, progress: '' });
    try {
      notifyDone(said(await work((progress) => setRunning({ what, progress }))));
      return null;
    } catch (failure) {
      if (!isApiError(failure, 'git_rejected') || what !== 'Push') notifyError(failure);
      return failure;
    } finally {
      await onChanged();
      setRunning(null);
    }
  };

  return { running, run };
}
