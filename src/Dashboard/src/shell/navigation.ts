import { IconBox, IconHistory, IconListCheck, IconServer2, IconStack2, IconUsers } from '@tabler/icons-react';
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
  { path: '/nodes', label: 'Nodes', description: 'Machines that run instances', icon: IconServer2 },
  { path: '/operations', label: 'Operations', description: 'What is under way and what was done', icon: IconListCheck },
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
