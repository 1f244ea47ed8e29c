import { Button, Group, SegmentedControl } from '@mantine/core';
import { IconBox, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Instance } from '../api/instances';
import { isActive } from '../api/operations';
import { isAdmin, useMe } from '../identity/session';
import { OperationProgress } from '../operations/OperationProgress';
import { DataList } from '../shell/ui/DataList';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { plural } from '../shell/ui/format';
import { ListToolbar } from '../shell/ui/ListToolbar';
import { Page } from '../shell/ui/Page';
import { useFilter } from '../shell/ui/useFilter';
import { BulkActions } from './BulkActions';
import { instanceColumns } from './columns';
import { InstanceMenu } from './InstanceMenu';
import { instancesQuery } from './queries';
import { loadPart } from '../shell/loadPart';

const menu = (instance: Instance) => <InstanceMenu instance={instance} />;

const progress = ({ operation, error: problem, name }: Instance) =>
  operation && isActive(operation) ? (
    <OperationProgress operation={operation} testId={`instance-progress-${name}`} />
  ) : problem ? (
    <Group gap={6} fz="xs" c="var(--bad)">
      {problem.message} <span className="mono">{problem.code}</span>
    </Group>
  ) : null;

const CreateDialog = lazy(() => loadPart(() => import('./CreateDialog')));

export function Component() {
  const me = useMe();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const admin = isAdmin(me);
  const scope = admin && parameters.get('scope') !== 'mine' ? 'all' : 'mine';
  const { data, error, refetch } = useQuery(instancesQuery(scope));
  const { filter, setFilter, filtered } = useFilter(data, (one) =>
    [one.name, one.kind, one.status, one.node?.name, one.owner.name, one.image.title].join(' '),
  );
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(() => filtered?.filter(({ id }) => selected.has(id)) ?? [], [filtered, selected]);
  const withOwner = scope === 'all' || data?.some(({ owner }) => owner.id !== me.user.id) === true;
  const columns = useMemo(() => instanceColumns(withOwner), [withOwner]);

  const set = (name: string, value: string | null) =>
    setParameters((old) => {
      const next = new URLSearchParams(old);
      if (value === null) next.delete(name);
      else next.set(name, value);
      return next;
    });
  const creating = parameters.has('create');
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => set('create', '')} data-testid="create-instance">
      Create instance
    </Button>
  );
  const quotaLeft = me.user.instanceQuota - me.user.instanceCount;

  return (
    <Page
      title="Instances"
      description={
        admin
          ? 'Containers and machines, of everybody'
          : `Containers on demand, and your machines. ${plural(Math.max(quotaLeft, 0), 'more', 'more')} within your quota of ${me.user.instanceQuota}.`
      }
      actions={create}
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data?.length === 0 ? (
        <EmptyState icon={<IconBox size={22} />} title="No instance yet" testId="instances-empty" action={create}>
          An instance is a Linux container of your own, ready in seconds, or a machine that you{' '}
          <Link to="/nodes?add">anchor</Link>. Both are reached from this page.
        </EmptyState>
      ) : (
        <>
          <ListToolbar
            filter={filter}
            onFilter={setFilter}
            placeholder="Filter instances"
            summary={
              data && filtered
                ? filter
                  ? `${filtered.length} of ${plural(data.length, 'instance')}`
                  : plural(data.length, 'instance')
                : undefined
            }
            bulk={chosen.length > 0 && <BulkActions instances={chosen} onDone={() => setSelected(new Set())} />}
          >
            {admin && (
              <SegmentedControl
                size="xs"
                aria-label="Whose instances"
                value={scope}
                onChange={(value) => set('scope', value === 'mine' ? 'mine' : null)}
                data={[
                  { value: 'all', label: 'Everybody' },
                  { value: 'mine', label: 'Mine' },
                ]}
              />
            )}
          </ListToolbar>
          {filtered?.length === 0 ? (
            <EmptyState
              icon={<IconBox size={22} />}
              title="Nothing matches"
              action={
                <Button variant="default" onClick={() => setFilter('')}>
                  Clear filter
                </Button>
              }
            >
              No instance has all of these words in its name, kind, status, node, owner or image.
            </EmptyState>
          ) : (
            <DataList
              label="Instances"
              rows={filtered}
              columns={columns}
              rowKey={({ id }) => id}
              rowName={({ name }) => name}
              rowTestId={({ name }) => `instance-row-${name}`}
              onOpen={({ id }) => void navigate(`/instances/${id}`)}
              actions={menu}
              selected={selected}
              onSelect={setSelected}
              footer={progress}
            />
          )}
        </>
      )}
      {creating && (
        <Suspense fallback={null}>
          <CreateDialog onClose={() => set('create', null)} />
        </Suspense>
      )}
    </Page>
  );
}
