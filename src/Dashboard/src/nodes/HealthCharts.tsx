import { SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { getHealth, type HealthPoint, type Node } from '../api/nodes';
import { formatBytes } from '../shell/ui/format';
import { Sparkline } from './Sparkline';

/** How a machine was in the last hour. */
export function HealthCharts({ node }: { node: Node }) {
  const { data } = useQuery({ queryKey: keys.health(node.id), queryFn: ({ signal }) => getHealth(node.id, signal) });
  const health = node.health;
  if (!health) return null;
  const series = (value: (point: HealthPoint) => number) =>
    data?.map((point) => ({ at: Date.parse(point.at), value: value(point) }));
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="lg">
      <Sparkline
        label="CPU"
        text={`${Math.round(health.cpuPercent)} %`}
        maximum={100}
        points={series((point) => point.cpuPercent)}
      />
      <Sparkline
        label="Memory"
        text={`${formatBytes(health.memoryUsedBytes)} of ${formatBytes(health.memoryTotalBytes)}`}
        maximum={health.memoryTotalBytes}
        points={series((point) => point.memoryUsedBytes)}
      />
      <Sparkline
        label="Disk"
        text={`${formatBytes(health.diskUsedBytes)} of ${formatBytes(health.diskTotalBytes)}`}
        maximum={health.diskTotalBytes}
        points={series((point) => point.diskUsedBytes)}
      />
      <Sparkline
        label="Load"
        text={health.load1.toFixed(2)}
        maximum={Math.max(health.cpuCount, ...(data ?? []).map((point) => point.load1))}
        points={series((point) => point.load1)}
      />
    </SimpleGrid>
  );
}
