import { notifications } from '@mantine/notifications';
import { ApiError, messageOf } from '../../api/problem';
import { addNotice } from '../../notices/notices';

export function notifyDone(title: string, message?: string): void {
  notifications.show({ title, message, color: 'teal', autoClose: 5000 });
}

/** A failure as a toast; one per code, so that a bulk action that fails ten times the same way says so once. */
export function notifyError(error: unknown, title?: string): void {
  const problem = error instanceof ApiError ? error : null;
  const id = `error-${problem?.code ?? 'unknown'}`;
  const shown = {
    id,
    color: 'red',
    title: title ?? problem?.title ?? 'Something went wrong',
    message: problem ? `${problem.message} (${problem.code})` : messageOf(error),
    autoClose: 10_000,
  };
  addNotice({
    id,
    at: new Date().toISOString(),
    title: shown.title,
    message: shown.message,
    isFailure: true,
    path: null,
  });
  notifications.show(shown);
  notifications.update(shown);
}
