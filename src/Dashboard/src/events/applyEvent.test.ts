import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Instance } from '../api/instances';
import { keys } from '../api/keys';
import type { Operation } from '../api/operations';
import { applyEvent } from './applyEvent';

let client: QueryClient;
const event = (name: string, payload: unknown) => applyEvent(client, { number: 1, name, at: '', payload });
const instance = (id: string, more: Partial<Instance> = {}) =>
  ({ id, name: id, status: 'running', owner: { id: 'u1', name: 'ada' }, operation: null, ...more }) as Instance;
const list = (scope: 'all' | 'mine') => client.getQueryData<Instance[]>(keys.instances(scope));

beforeEach(() => {
  client = new QueryClient();
  client.setQueryData(keys.me, { user: { id: 'u1', instanceCount: 1 } });
  client.setQueryData(keys.instances('all'), [instance('a'), instance('b', { owner: { id: 'u2', name: 'ken' } })]);
  client.setQueryData(keys.instances('mine'), [instance('a')]);
  client.setQueryData(keys.instance('by-name'), instance('a'));
});

describe('applyEvent', () => {
  it('changes an instance wherever it is shown and keeps fields that the event leaves out', () => {
    event('instance.updated', { id: 'a', status: 'stopped', owner: { id: 'u1', name: 'ada' } });
    expect(list('all')?.[0]).toMatchObject({ name: 'a', status: 'stopped' });
    expect(list('mine')?.[0]).toMatchObject({ name: 'a', status: 'stopped' });
    expect(client.getQueryData(keys.instance('by-name'))).toMatchObject({ status: 'stopped' });
  });

  it('adds a new instance on top, but to my list only when it is mine', () => {
    event('instance.updated', instance('c', { owner: { id: 'u2', name: 'ken' } }));
    expect(list('all')?.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(list('mine')?.map(({ id }) => id)).toEqual(['a']);
  });

  it('takes a deleted instance away and tells its page', () => {
    event('instance.deleted', { id: 'a' });
    expect(list('all')?.map(({ id }) => id)).toEqual(['b']);
    expect(client.getQueryData(keys.instance('by-name'))).toBeNull();
  });

  it('shows the progress of an operation on its instance', () => {
    const operation = {
      id: 'op',
      kind: 'instance.stop',
      state: 'running',
      progressPercent: 40,
      target: { kind: 'instance', id: 'a', name: 'a' },
    } as Operation;
    client.setQueryData(keys.operations, []);
    event('operation.updated', operation);
    expect(list('all')?.[0]?.operation?.progressPercent).toBe(40);
    expect(list('all')?.[1]?.operation).toBeNull();
    expect(client.getQueryData<Operation[]>(keys.operations)).toHaveLength(1);
  });

  it('does not make up lists that nobody has asked for', () => {
    event('node.updated', { id: 'n', health: null });
    expect(client.getQueryData(keys.nodes)).toBeUndefined();
  });

  it('adds audit events to the lists that they match, once', () => {
    const page = () => ({ pages: [{ items: [], nextCursor: null }], pageParams: [null] });
    client.setQueryData(keys.audit({}), page());
    client.setQueryData(keys.audit({ outcome: 'refused' }), page());
    const appended = {
      id: 'e',
      at: '2030-01-01T00:00:00Z',
      action: 'auth.login',
      outcome: 'succeeded',
      actor: { kind: 'user', id: 'u1', name: 'ada' },
      object: null,
    };
    event('audit.appended', appended);
    event('audit.appended', appended);
    expect(client.getQueryData(keys.audit({}))).toMatchObject({ pages: [{ items: [{ id: 'e' }] }] });
    expect(client.getQueryData(keys.audit({ outcome: 'refused' }))).toMatchObject({ pages: [{ items: [] }] });
  });

  it('ignores names of later servers', () => {
    expect(() => event('share.updated', { id: 'x' })).not.toThrow();
  });
});
