import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { isActive, type Operation } from '../api/operations';
import { tellIfHidden } from '../notices/hiddenNotices';
import { addNotice } from '../notices/notices';
import { describe } from './describe';

const UndoTime = 12_000;

/**
 * Says that an operation ended which was seen under way: as a toast, behind the bell, and outside the page while that is
 * out of sight. Old ones, replayed after a reconnect, stay silent. What can be taken back offers it.
 */
export function announce(
  operation: Operation,
  before: Operation | undefined,
  restore: (instanceId: string) => void,
): void {
  if (!before || !isActive(before) || isActive(operation)) return;
  const { done, failed } = describe(operation);
  const succeeded = operation.state === 'succeeded';
  const title = succeeded ? done : `${failed} ${operation.state}`;
  const message = succeeded || !operation.error ? null : `${operation.error.message} (${operation.error.code})`;
  const id = `operation-${operation.id}`;
  const canUndo = operation.kind === 'instance.trash' && succeeded;
  const undo = () => {
    notifications.hide(id);
    restore(operation.target.id);
  };
  notifications.show({
    id,
    title,
    message: canUndo ? (
      <Button size="compact-sm" variant="default" mt={4} onClick={undo} data-testid={`undo-${operation.target.name}`}>
        Undo
      </Button>
    ) : (
      message
    ),
    color: succeeded ? 'teal' : 'red',
    autoClose: succeeded && !canUndo ? 5000 : UndoTime,
  });
  const isGone = operation.kind === 'instance.delete' && succeeded;
  addNotice({
    id,
    at: operation.finishedAt ?? operation.updatedAt,
    title,
    message,
    isFailure: !succeeded,
    path: operation.target.kind === 'instance' && !isGone ? `/instances/${operation.target.id}` : null,
  });
  tellIfHidden(title, message);
}
