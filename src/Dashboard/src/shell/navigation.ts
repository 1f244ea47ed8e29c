import {
  IconBox,
  IconGitBranch,
  IconHistory,
  IconListCheck,
  IconPlayerRecord,
  IconPlug,
  IconServer2,
  IconShare,
  IconStack2,
  IconTerminal2,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react';
import { isAdmin, isSuperadmin } from '../identity/session';
import type { Me } from '../api/identity';

export interface Destination {
  path: string;
  label: string;
  description: string;
  icon: typeof IconBox;
}

const destinations: (Destination & { only?: (me: Me) => boolean })[] = [
  { path: '/', label: 'Instances', description: 'Containers on demand', icon: IconBox },
  { path: '/terminals', label: 'Terminals', description: 'What runs in the shells, live', icon: IconTerminal2 },
  {
    path: '/recordings',
    label: 'Recordings',
    description: 'What terminals printed, played again',
    icon: IconPlayerRecord,
  },
  {
    path: '/repositories',
    label: 'Repositories',
    description: 'Git in all instances: what waits to be committed',
    icon: IconGitBranch,
  },
  { path: '/nodes', label: 'Nodes', description: 'Machines that run instances', icon: IconServer2 },
  { path: '/shares', label: 'Shares', description: 'Instances shared with others, and by them', icon: IconShare },
  { path: '/programs', label: 'Programs', description: 'Tools that use instances by MCP', icon: IconPlug },
  { path: '/operations', label: 'Operations', description: 'What is under way and what was done', icon: IconListCheck },
  { path: '/trash', label: 'Trash', description: 'Deleted instances, kept for a day', icon: IconTrash },
  { path: '/audit', label: 'Audit', description: 'Who did what, and when', icon: IconHistory },
  { path: '/users', label: 'Users', description: 'Accounts, roles and quotas', icon: IconUsers, only: isAdmin },
  {
    path: '/images',
    label: 'Images',
    description: 'What instances are made from',
    icon: IconStack2,
    only: isSuperadmin,
  },
];

export const destinationsFor = (me: Me): Destination[] =>
  destinations.filter((destination) => destination.only?.(me) ?? true);
