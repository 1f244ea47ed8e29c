import type { Role } from './identity';
import type { InstanceStatus } from './instances';
import { del, get, patch, post } from './http';

interface Named {
  id: string;
  name: string;
}

/** A group of users, with which instances can be shared. */
export interface UserGroup {
  id: string;
  name: string;
  description: string;
  members: Named[];
  createdAt: string;
  etag: string;
}

export interface GroupChange {
  description?: string;
  /** User names, addresses or ids. */
  add?: string[];
  remove?: string[];
}

export type ShareEffect = 'counts' | 'elsewhere' | 'notOwner' | 'off' | 'expired' | 'sharerEnded';

/** Why somebody may do something, or may not. */
export interface Explanation {
  user: Named;
  role: Role;
  status: string;
  permission: string;
  instance: Named | null;
  allowed: boolean;
  rule: string | null;
  code: string | null;
  reason: string;
  shares: {
    shareId: string;
    sharer: Named;
    group: Named | null;
    permissions: string[] | null;
    expiresAt: string | null;
    effect: ShareEffect;
    gives: boolean;
  }[];
}

/** What an account sees, to look at alone. */
export interface AccountView {
  user: Named;
  role: Role;
  status: string;
  permissions: string[];
  groups: Named[];
  instances: {
    id: string;
    name: string;
    kind: 'container' | 'machine';
    status: InstanceStatus;
    owner: Named;
    permissions: string[];
  }[];
}

const groupPath = (id: string) => `/api/groups/${encodeURIComponent(id)}`;
const viewPath = (userId: string) => `/api/users/${encodeURIComponent(userId)}/view`;

export const listGroups = async (signal?: AbortSignal) =>
  (await get<{ items: UserGroup[] }>('/api/groups', {}, signal)).items;
export const createGroup = (body: { name: string } & GroupChange) => post<UserGroup>('/api/groups', body);
export const changeGroup = (id: string, change: GroupChange, etag: string) =>
  patch<UserGroup>(groupPath(id), change, `"${etag}"`);
export const deleteGroup = (id: string) => del(groupPath(id));

export const explain = (question: { user?: string; permission: string; instance?: string }, signal?: AbortSignal) =>
  get<Explanation>('/api/access/why', question, signal);

export const beginView = (userId: string) => post<AccountView>(viewPath(userId), undefined, { repeatable: true });
export const endView = (userId: string) => del(viewPath(userId));
