import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getConfig, getMe, type Me, type User } from '../api/identity';
import { keys } from '../api/keys';

export const configQuery = queryOptions({ queryKey: keys.config, queryFn: ({ signal }) => getConfig(signal) });
export const meQuery = queryOptions({ queryKey: keys.me, queryFn: ({ signal }) => getMe(signal) });

/** The signed-in account. Only for pages inside the layout, which loads it first. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export const useConfig = () => useQuery(configQuery).data;

/** Somebody with a role: oneself, or whose pages one looks at. */
export interface Ranked {
  user: Pick<User, 'role'>;
}

export const isAdmin = ({ user }: Ranked) => user.role !== 'user';
export const isSuperadmin = ({ user }: Ranked) => user.role === 'superadmin';

/** Only decides what is offered; the server decides what is allowed. */
export const may = (me: Me, permission: string) => me.permissions.includes('*') || me.permissions.includes(permission);

/** The same for a thing that belongs to somebody: its owner may do everything with it. */
export const mayOn = (me: Me, permission: string, owner: { id: string } | null | undefined) =>
  owner?.id === me.user.id || may(me, permission);

/** What one may do with an instance: the server says it with each that was read, with what others share. */
export const mayDo = (
  me: Me,
  permission: string,
  { owner, permissions }: { owner: { id: string }; permissions?: string[] | null },
) => permissions?.includes(permission) ?? mayOn(me, permission, owner);

/** Accepts paths of this site alone, so that a link cannot send somebody elsewhere after signing in. */
export function safeReturnPath(path: string | null): string {
  return path && /^\/(?![/\\])/.test(path) && !path.startsWith('/login') ? path : '/';
}
