import type { Share } from '../api/shares';

/** What most people mean when they share; anything else is chosen name by name. */
export const presets = [
  {
    value: 'look',
    label: 'Look',
    hint: 'See it, how it is, and the names of its files.',
    permissions: ['read:cloud_instance'],
  },
  {
    value: 'use',
    label: 'Use',
    hint: 'Terminals, commands, files, git, SSH, ports and logs; start, stop and restart.',
    permissions: [
      'command:cloud_instance',
      'exec:cloud_instance',
      'forward:cloud_instance',
      'ssh:cloud_instance',
      'write:cloud_files',
      'write:cloud_git',
    ],
  },
  { value: 'all', label: 'Everything', hint: 'What you may do with it, except to share it on.', permissions: null },
] as const;

export const names: Record<string, string> = {
  'read:cloud_instance': 'See it',
  'control:cloud_instance': 'Start, stop and restart',
  'command:cloud_instance': 'Terminals, commands of the list, and files',
  'exec:cloud_instance': 'Any program, without a terminal',
  'root:cloud_instance': 'Terminals and commands as root, on machines',
  'logs:cloud_instance': 'Read logs, screens and recordings',
  'ssh:cloud_instance': 'SSH through the server',
  'forward:cloud_instance': 'Reach its ports through the server',
  'browse:cloud_files': 'See what files there are',
  'read:cloud_files': 'Read files',
  'write:cloud_files': 'Read and change files',
  'read:cloud_git': 'Look at git repositories',
  'write:cloud_git': 'Use git: commit, pull, push, clone',
  'manage:cloud_instance': 'Change, rebuild and delete',
};

const sameSet = (left: readonly string[], right: readonly string[]) =>
  left.length === right.length && left.every((name) => right.includes(name));

export function presetOf(permissions: readonly string[] | null): string {
  return (
    presets.find((preset) =>
      preset.permissions && permissions ? sameSet(preset.permissions, permissions) : preset.permissions === permissions,
    )?.value ?? 'some'
  );
}

/** What a share gives, in few words. */
export function describe({ permissions }: Pick<Share, 'permissions'>): string {
  const preset = presets.find(({ value }) => value === presetOf(permissions));
  return preset ? preset.label : (permissions ?? []).map((name) => names[name] ?? name).join(', ');
}

export const stateOf = ({ isEnabled, expiresTimestamp }: Share, now: number) =>
  expiresTimestamp !== null && expiresTimestamp <= now ? 'expired' : isEnabled ? 'active' : 'off';
