import { isActive, type Operation } from '../api/operations';
import { notifications } from '@mantine/notifications';
import { describe } from './describe';

/** A toast when an operation ends that was seen under way. Old ones, replayed after a reconnect, stay silent. */
export function announce(operation: Operation, before: Operation | undefined): void {
  if (!before || !isActive(before) || isActive(operation)) return;
  const { done, failed } = describe(operation);
  const succeeded = operation.state === 'succeeded';
  const message = succeeded || !operation.error ? null : `${operation.error.message} (${operation.error.code})`;
  notifications.show({
    id: `operation-${operation.id}`,
    title: succeeded ? done : `${failed} ${operation.state}`,
    message,
    color: succeeded ? 'teal' : 'red',
    autoClose: succeeded ? 5000 : 12_000,
  });
}
