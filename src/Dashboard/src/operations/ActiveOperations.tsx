import { ActionIcon, Indicator, Popover, Stack, Text } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { plural } from '../shell/ui/format';
import { describe } from './describe';
import { OperationProgress } from './OperationProgress';
import { useActiveOperations } from './useOperations';

/** The work under way, always one click away. */
export function ActiveOperations() {
  const active = useActiveOperations();
  const label = active.length === 0 ? 'No operation under way' : `${plural(active.length, 'operation')} under way`;
  return (
    <Popover width={320} position="bottom-end" shadow="md">
      <Popover.Target>
        <ActionIcon size="lg" aria-label={label} data-testid="operations-open">
          <Indicator processing disabled={active.length === 0} size={7} component="span" style={{ display: 'grid' }}>
            <IconListCheck size={19} stroke={1.6} />
          </Indicator>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text size="sm" fw={600}>
            {label}
          </Text>
          {active.slice(0, 6).map((operation) => (
            <div key={operation.id}>
              <Text size="sm" truncate>
                {describe(operation).running}
              </Text>
              <OperationProgress operation={operation} />
            </div>
          ))}
          <Text component={Link} to="/operations" size="sm" c="var(--mantine-color-anchor)">
            All operations
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
