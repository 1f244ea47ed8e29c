import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { runOperation } from '../api/commands';
import type { Instance } from '../api/instances';
import { isActive } from '../api/operations';
import { confirmDanger } from '../shell/ui/confirm';
import { cloudStatusQuery } from './queries';

/** What the administrator of the instance's node offers: update, upgrade and the like. Nothing is shown where nothing is offered. */
export function NodeOperations({ instance }: { instance: Instance }) {
  const { data } = useQuery(cloudStatusQuery(instance.id));
  const offered = data?.instance.operations ?? [];
  if (offered.length === 0) return null;

  const ask = (name: string) =>
    confirmDanger({
      title: `Run ${name} in ${instance.name}`,
      impact:
        'The node runs the program that its administrator named so, inside the instance. Its output is under Logs.',
      confirmLabel: `Run ${name}`,
      onConfirm: async () => {
        await runOperation(instance.id, name);
      },
    });

  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={14} />}
          disabled={Boolean(instance.operation && isActive(instance.operation))}
          data-testid="node-operations"
        >
          Run
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map((name) => (
          <Menu.Item key={name} onClick={() => ask(name)} data-testid={`operation-${name}`}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
