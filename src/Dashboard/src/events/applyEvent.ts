import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { AuditEvent, AuditFilter } from '../api/audit';
import type { Page } from '../api/http';
import type { Me, User, UserWithTag } from '../api/identity';
import type { Instance } from '../api/instances';
import { keys } from '../api/keys';
import type { HealthPoint, Node } from '../api/nodes';
import type { Operation } from '../api/operations';
import type { Recording } from '../api/recordings';
import type { Terminal } from '../api/terminals';
import { matches } from '../audit/matches';
import type { Envelope } from './EventConnection';

interface Identified {
  id: string;
}

/** Replaces or adds by id; fields that the event leaves out keep their value. New things come first. */
export function upsert<T extends Identified>(list: T[] | undefined, item: T): T[] | undefined {
  if (!list) return list;
  const index = list.findIndex((other) => other.id === item.id);
  return index < 0 ? [item, ...list] : list.with(index, { ...list[index], ...item });
}

export function without<T extends Identified>(list: T[] | undefined, id: string): T[] | undefined {
  return list?.some((item) => item.id === id) ? list.filter((item) => item.id !== id) : list;
}

const merge = <T extends Identified>(old: T | undefined, item: T) => (old?.id === item.id ? { ...old, ...item } : old);

export function applyInstance(client: QueryClient, { permissions, ...rest }: Instance): void {
  const me = client.getQueryData<Me>(keys.me);
  const instance: Instance = permissions ? { ...rest, permissions } : rest;
  const isTrashed = instance.status === 'trashed';
  for (const scope of ['all', 'mine'] as const)
    client.setQueryData<Instance[]>(keys.instances(scope), (list) => {
      if (isTrashed) return without(list, instance.id);
      // Of others, one's own list has what they share: a share that comes or goes says so itself.
      const belongs =
        scope === 'all' || instance.owner.id === me?.user.id || list?.some(({ id }) => id === instance.id);
      return belongs ? upsert(list, instance) : list;
    });
  client.setQueriesData<Instance[]>({ queryKey: keys.trash }, (list) =>
    isTrashed ? upsert(list, instance) : without(list, instance.id),
  );
  client.setQueriesData<Instance>({ queryKey: ['instances', 'one'] }, (old) => merge(old, instance));
}

export function applyOperation(client: QueryClient, operation: Operation): void {
  client.setQueryData<Operation[]>(keys.operations, (list) => upsert(list, operation));
  if (operation.target.kind !== 'instance') return;
  const onInstance = (old: Instance | undefined) => (old?.id === operation.target.id ? { ...old, operation } : old);
  client.setQueriesData<Instance[]>({ queryKey: ['instances', 'list'] }, (list) =>
    list?.some(({ id }) => id === operation.target.id) ? list.map((one) => onInstance(one) ?? one) : list,
  );
  client.setQueriesData<Instance>({ queryKey: ['instances', 'one'] }, onInstance);
}

function applyNode(client: QueryClient, node: Node): void {
  const known = client.getQueryData<Node[]>(keys.nodes);
  // A machine that joins has used one of the keys.
  if (known && !known.some(({ id }) => id === node.id))
    void client.invalidateQueries({ queryKey: keys.onboardingKeys });
  client.setQueryData<Node[]>(keys.nodes, (list) => upsert(list, node));
  client.setQueryData<Node>(keys.node(node.id), (old) => merge(old, node));
  const health = node.health;
  if (!health) return;
  client.setQueryData<HealthPoint[]>(keys.health(node.id), (points) =>
    !points || points.at(-1)?.at === health.at ? points : [...points.slice(-720), health],
  );
}

export function applyTerminal(client: QueryClient, terminal: Terminal): void {
  for (const key of [keys.terminals(terminal.instanceId), keys.allTerminals])
    client.setQueryData<Terminal[]>(key, (list) => upsert(list, terminal));
}

export function dropTerminal(client: QueryClient, id: string): void {
  client.setQueriesData<Terminal[]>({ queryKey: ['terminals'] }, (list) => without(list, id));
}

function applyUser(client: QueryClient, user: User): void {
  client.setQueryData<User[]>(keys.users, (list) => upsert(list, user));
  client.setQueryData<Me>(keys.me, (me) => (me?.user.id === user.id ? { ...me, user: { ...me.user, ...user } } : me));
  // Its ETag is not part of the event, so the page of this user reads it again.
  if (client.getQueryData<UserWithTag>(keys.user(user.id)))
    void client.invalidateQueries({ queryKey: keys.user(user.id) });
}

function applyAudit(client: QueryClient, event: AuditEvent): void {
  for (const query of client.getQueryCache().findAll({ queryKey: ['audit'] })) {
    if (!matches(event, query.queryKey[1] as AuditFilter)) continue;
    client.setQueryData<InfiniteData<Page<AuditEvent>>>(query.queryKey, (data) => {
      const [first, ...rest] = data?.pages ?? [];
      if (!data || !first) return data;
      const known = data.pages.some((page) => page.items.some(({ id }) => id === event.id));
      const pages = known
        ? data.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.id === event.id ? event : one)) }))
        : [{ ...first, items: [event, ...first.items] }, ...rest];
      return { ...data, pages };
    });
  }
}

/** Carries one event into the cache. Names that are not known here are for other clients. */
export function applyEvent(client: QueryClient, { name, payload }: Envelope): void {
  const { id } = payload as Identified;
  switch (name) {
    case 'instance.updated':
      return applyInstance(client, payload as Instance);
    case 'instance.deleted':
      client.setQueriesData<Instance[]>({ queryKey: ['instances', 'list'] }, (list) => without(list, id));
      client.setQueriesData<Instance[]>({ queryKey: keys.trash }, (list) => without(list, id));
      return void client.setQueriesData<Instance | null>({ queryKey: ['instances', 'one'] }, (old) =>
        old?.id === id ? null : old,
      );
    case 'operation.updated':
      return applyOperation(client, payload as Operation);
    case 'node.updated':
      return applyNode(client, payload as Node);
    case 'node.deleted':
      client.setQueryData<Node[]>(keys.nodes, (list) => without(list, id));
      return void client.setQueryData(keys.node(id), null);
    case 'user.updated':
      return applyUser(client, payload as User);
    case 'user.deleted':
      return void client.setQueryData<User[]>(keys.users, (list) => without(list, id));
    case 'ssh-keys.updated':
      return void client.invalidateQueries({ queryKey: ['ssh-keys'] });
    case 'tokens.updated':
      return void client.invalidateQueries({ queryKey: keys.tokens });
    case 'sessions.updated':
      return void client.invalidateQueries({ queryKey: keys.sessions });
    case 'terminal.updated':
      return applyTerminal(client, payload as Terminal);
    case 'terminal.closed':
      return dropTerminal(client, id);
    case 'recording.updated': {
      const recording = payload as Recording;
      client.setQueryData<Recording[]>(keys.recordings, (list) => upsert(list, recording));
      return void client.setQueryData<Recording>(keys.recording(id), (old) => merge(old, recording));
    }
    case 'recording.deleted':
      return void client.setQueryData<Recording[]>(keys.recordings, (list) => without(list, id));
    case 'mcp-call.updated':
      return void client.invalidateQueries({ queryKey: keys.mcpCalls });
    case 'mcp-connections.updated':
      return void client.invalidateQueries({ queryKey: keys.mcpConnections });
    case 'group.updated':
    case 'group.deleted':
      return void client.invalidateQueries({ queryKey: keys.groups });
    case 'share.updated':
    case 'share.deleted':
      return void client.invalidateQueries({ queryKey: keys.shares });
    case 'audit.appended':
      return applyAudit(client, payload as AuditEvent);
  }
}
