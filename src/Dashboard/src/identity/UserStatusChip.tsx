import type { User } from '../api/identity';
import { Chip } from '../shell/ui/Chip';

export function UserStatusChip({ user }: { user: User }) {
  const tone = user.status === 'active' ? 'ok' : user.status === 'expired' ? 'warn' : 'idle';
  return (
    <Chip tone={tone} testId={`user-status-${user.username}`}>
      {user.status}
    </Chip>
  );
}
