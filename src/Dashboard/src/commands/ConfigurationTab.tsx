import { Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Instance } from '../api/instances';
import { ErrorState } from '../shell/ui/ErrorState';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { configurationQuery } from './queries';

const titles: Record<string, string> = {
  instance: 'Instance',
  limits: 'Limits',
  network: 'Network',
  environment: 'Environment',
  operations: 'Operations of the node',
  logs: 'Logs of the node',
};

/** How the node has set the instance up; for reading, and without the secrets. */
export function ConfigurationTab({ instance }: { instance: Instance }) {
  const { data, error, refetch } = useQuery(configurationQuery(instance.id));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PanelSkeleton />;
  const sections = [...new Set(data.map(({ section }) => section))];
  return (
    <div data-testid="configuration">
      {sections.map((section) => (
        <section key={section} style={{ marginBottom: 24 }}>
          <Title order={3} size="h5" mb={6}>
            {titles[section] ?? section}
          </Title>
          <Table layout="fixed">
            <Table.Tbody>
              {data
                .filter((entry) => entry.section === section)
                .map((entry) => (
                  <Table.Tr key={entry.name}>
                    <Table.Td style={{ overflowWrap: 'anywhere', width: '40%' }}>{entry.name}</Table.Td>
                    <Table.Td style={{ overflowWrap: 'anywhere' }}>
                      {entry.masked ? (
                        <Text span size="sm" c="dimmed">
                          hidden
                        </Text>
                      ) : (
                        entry.value
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
    </div>
  );
}
