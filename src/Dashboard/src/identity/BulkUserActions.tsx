import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { changeUser, deleteUser, type User } from '../api/identity';
import { keys } from '../api/keys';
import { applyOperation } from '../events/applyEvent';
import { BulkBar } from '../shell/ui/BulkBar';
import { confirmDanger } from '../shell/ui/confirm';
import { plural } from '../shell/ui/format';
import { deletionImpact } from './deletionImpact';
import { useMe } from './session';

interface BulkUserActionsProps {
  users: User[];
  onDone: () => void;
}

/** Actions on all selected accounts except one's own. */
export function BulkUserActions({ users, onDone }: BulkUserActionsProps) {
  const client = useQueryClient();
  const me = useMe();
  const others = users.filter(({ id }) => id !== me.user.id);
  const names = (list: User[]) => list.map(({ username }) => username).join(', ');
  const enabled = others.filter(({ status }) => status !== 'disabled');
  const disabled = others.filter(({ status }) => status === 'disabled');

  const each = async (list: User[], action: (user: User) => Promise<unknown>) => {
    const results = await Promise.allSettled(list.map(action));
    await client.invalidateQueries({ queryKey: keys.users });
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    onDone();
  };
  const setStatus = (list: User[], status: 'active' | 'disabled') =>
    confirmDanger({
      title: status === 'active' ? `Enable ${plural(list.length, 'user')}` : `Disable ${plural(list.length, 'user')}`,
      impact: (
        <>
          <b>{names(list)}</b>{' '}
          {status === 'active'
            ? 'may sign in again.'
            : 'cannot sign in any more. Sessions, tokens and terminals end within seconds; instances go on.'}
        </>
      ),
      confirmLabel: status === 'active' ? 'Enable' : 'Disable',
      onConfirm: () => each(list, ({ id }) => changeUser(id, { status }, null)),
    });
  const remove = () =>
    confirmDanger({
      title: `Delete ${plural(others.length, 'user')}`,
      impact: (
        <>
          <b>{names(others)}</b>: {deletionImpact(others.reduce((sum, user) => sum + user.instanceCount, 0))}
        </>
      ),
      confirmLabel: `Delete ${plural(others.length, 'user')}`,
      typeName: `delete ${others.length}`,
      onConfirm: () =>
        each(others, async ({ id }) => {
          const answer = await deleteUser(id);
          if (answer) applyOperation(client, answer.operation);
        }),
    });

  return (
    <BulkBar count={users.length} onClear={onDone}>
      <Button
        size="compact-sm"
        variant="default"
        disabled={enabled.length === 0}
        onClick={() => setStatus(enabled, 'disabled')}
        data-testid="bulk-disable"
      >
        Disable {enabled.length || ''}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={disabled.length === 0}
        onClick={() => setStatus(disabled, 'active')}
        data-testid="bulk-enable"
      >
        Enable {disabled.length || ''}
      </Button>
      <Button
        size="compact-sm"
        variant="light"
        color="red"
        disabled={others.length === 0}
        onClick={remove}
        data-testid="bulk-delete"
      >
        Delete…
      </Button>
    </BulkBar>
  );
}
