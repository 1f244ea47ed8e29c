import { Button, Group, Text } from '@mantine/core';
import { IconEye, IconRefresh, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate, useParams } from 'react-router';
import { beginView, endView, type AccountView } from '../api/access';
import { keys } from '../api/keys';
import { names } from '../shares/rights';
import { destinationsFor } from '../shell/navigation';
import { Chip } from '../shell/ui/Chip';
import { DataList, type Column } from '../shell/ui/DataList';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { Facts } from '../shell/ui/Facts';
import { Page } from '../shell/ui/Page';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { Section } from '../shell/ui/Section';
import classes from './ViewPage.module.css';

const columns: Column<AccountView['instances'][number]>[] = [
  { key: 'name', header: 'Instance', sortBy: ({ name }) => name, render: ({ name }) => <b>{name}</b> },
  {
    key: 'status',
    header: 'Status',
    sortBy: ({ status }) => status,
    render: ({ status }) => <Chip tone={status === 'running' ? 'ok' : 'idle'}>{status}</Chip>,
  },
  { key: 'owner', header: 'Owner', sortBy: ({ owner }) => owner.name, render: ({ owner }) => owner.name },
  {
    key: 'may',
    header: 'May do',
    render: ({ permissions }) => permissions.map((name) => names[name] ?? name).join(', '),
  },
];

/** What somebody else sees, to look at: nothing here does anything. */
export function Component() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  // Every look is one request and one row of the audit, so it is not repeated by itself.
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: keys.view(id),
    queryFn: () => beginView(id),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const begun = data !== undefined;
  useEffect(() => {
    if (!begun) return;
    return () => void endView(id).catch(() => undefined);
  }, [begun, id]);

  if (error)
    return (
      <Page title="View as">
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Page>
    );
  if (!data) return <PanelSkeleton />;
  const pages = data.status === 'active' ? destinationsFor({ user: data }) : [];
  return (
    <Page title={`View as ${data.user.name}`} description="Their list, their pages, what they may do">
      <div className={classes.banner} role="status" data-testid="view-banner">
        <IconEye size={20} aria-hidden="true" />
        <Text size="sm" className={classes.text}>
          You see what <b>{data.user.name}</b> sees. You are still yourself: nothing here can be used, and both begin
          and end of this look stand in the audit.
        </Text>
        <Group gap={8} wrap="nowrap">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRefresh size={14} />}
            loading={isFetching}
            onClick={() => void refetch()}
            data-testid="view-again"
          >
            Look again
          </Button>
          <Button
            size="xs"
            leftSection={<IconX size={14} />}
            onClick={() => void navigate(`/users/${id}`)}
            data-testid="view-end"
          >
            End
          </Button>
        </Group>
      </div>
      <Section title="Account">
        <Facts
          items={[
            ['Role', data.role],
            ['Status', data.status],
            ['Groups', data.groups.map(({ name }) => name).join(', ') || 'none'],
            ['Pages', pages.map(({ label }) => label).join(', ') || 'none: the account cannot sign in'],
          ]}
        />
      </Section>
      {data.instances.length === 0 ? (
        <EmptyState icon={<IconEye size={22} />} title="An empty list" testId="view-empty">
          {data.status === 'active'
            ? `${data.user.name} has no instance, and nobody shares one with them.`
            : `The account is ${data.status}: it sees nothing.`}
        </EmptyState>
      ) : (
        <div className={classes.list}>
          <DataList
            label="Instances"
            rows={data.instances}
            columns={columns}
            rowKey={(instance) => instance.id}
            rowName={({ name }) => name}
            rowTestId={({ name }) => `view-row-${name}`}
          />
        </div>
      )}
    </Page>
  );
}
