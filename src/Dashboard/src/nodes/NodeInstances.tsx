import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import type { Node } from '../api/nodes';
import { isAdmin, useMe } from '../identity/session';
import { InstanceStatusChip } from '../instances/InstanceStatusChip';
import { instancesQuery } from '../instances/queries';
import { DataList } from '../shell/ui/DataList';
import { Section } from '../shell/ui/Section';

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
          columns={[
            {
              key: 'name',
              header: 'Name',
              render: (one) => (
                <Anchor
                  component={Link}
                  to={`/instances/${one.id}`}
                  fz="inherit"
                  fw={570}
                  c="var(--mantine-color-text)"
                >
                  {one.name}
                </Anchor>
              ),
            },
            { key: 'status', header: 'Status', render: (one) => <InstanceStatusChip instance={one} /> },
            { key: 'owner', header: 'Owner', render: (one) => one.owner.name },
          ]}
        />
      )}
    </Section>
  );
}
