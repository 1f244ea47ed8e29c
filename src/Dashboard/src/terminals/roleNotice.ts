import { notifications } from '@mantine/notifications';
import type { RoleChange } from './protocol';

/** Says aloud that somebody else changed what this window may do. */
export function announceRole({ role, by, reason }: RoleChange, label: string): void {
  notifications.show({
    title: label,
    message:
      reason === 'taken_over'
        ? `${by} took over. You watch now.`
        : reason === 'right_ended'
          ? 'Your right to type here has ended. You watch now.'
          : role === 'watch'
            ? `${by} lets you only watch now.`
            : `${by} lets you type now.`,
    color: role === 'watch' ? 'yellow' : 'teal',
    autoClose: 8000,
  });
}
