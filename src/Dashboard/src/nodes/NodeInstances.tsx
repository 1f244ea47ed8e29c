import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import type { Instance } from '../api/instances';
import type { Node } from '../api/nodes';
import { isAdmin, useMe } from '../identity/session';
import { InstanceStatusChip } from '../instances/InstanceStatusChip';
import { instancesQuery } from '../instances/queries';
import { statusOf } from '../instances/status';
import { DataList, type Column } from '../shell/ui/DataList';
import { Section } from '../shell/ui/Section';

const columns: Column<Instance>[] = [
  {
    key: 'name',
    header: 'Name',
    sortBy: ({ name }) => name,
    render: ({ id, name }) => (
      <Anchor component={Link} to={`/instances/${id}`} fz="inherit" fw={570} c="var(--mantine-color-text)">
        {name}
      </Anchor>
    ),
  },
  {
    key: 'status',
    header: 'Status',
    sortBy: (instance) => statusOf(instance).word,
    render: (instance) => <InstanceStatusChip instance={instance} />,
  },
  { key: 'owner', header: 'Owner', sortBy: ({ owner }) => owner.name, render: ({ owner }) => owner.name },
];

/** Those instances on a machine that the reader may see. */
export function NodeInstances({ node }: { node: Node }) {
  const me = useMe();
  const navigate = useNavigate();
  const { data } = useQuery(instancesQuery(isAdmin(me) ? 'all' : 'mine'));
  const here = data?.filter((instance) => instance.node?.id === node.id);
  return (
    <Section title="Instances here">
      {here?.length === 0 ? (
        <Text size="sm" c="dimmed">
          None{isAdmin(me) ? '' : ' of yours'}.
        </Text>
      ) : (
        <DataList
          label={`Instances on ${node.name}`}
          rows={here}
          rowKey={({ id }) => id}
          rowName={({ name }) => name}
          onOpen={({ id }) => void navigate(`/instances/${id}`)}
          columns={columns}
        />
      )}
    </Section>
  );
}
