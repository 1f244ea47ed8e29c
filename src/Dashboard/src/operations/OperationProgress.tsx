import { Group, Progress, Text } from '@mantine/core';
import type { Operation } from '../api/operations';
import { describe } from './describe';

interface OperationProgressProps {
  operation: Operation;
  testId?: string;
}

/** Bar, step and percentage of an operation under way. */
export function OperationProgress({ operation, testId }: OperationProgressProps) {
  const label = describe(operation).running;
  return (
    <div data-testid={testId} data-percent={operation.progressPercent}>
      <Group justify="space-between" gap={8} mb={4} wrap="nowrap">
        <Text size="xs" c="dimmed" truncate>
          {operation.message ?? operation.step ?? label}
        </Text>
        <Text size="xs" c="dimmed" className="tabular">
          {operation.progressPercent} %
        </Text>
      </Group>
      <Progress size={4} value={Math.max(operation.progressPercent, 3)} transitionDuration={200} aria-label={label} />
    </div>
  );
}
