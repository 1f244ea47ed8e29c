import { SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeInstance, type Instance, type McpApproval } from '../api/instances';
import { keys } from '../api/keys';
import { useMe } from '../identity/session';
import { notifyDone, notifyError } from '../shell/ui/notify';
import { Section } from '../shell/ui/Section';

/** Whether programs may use an instance, and which of their calls wait. Its owner alone decides. */
export function McpSection({ instance }: { instance: Instance }) {
  const me = useMe();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (body: { mcpControllable?: boolean; mcpApproval?: McpApproval }) =>
      changeInstance(instance.id, body, instance.etag),
    onSuccess: () => {
      notifyDone(`${instance.name} was changed`);
      void client.invalidateQueries({ queryKey: keys.instance(instance.id) });
      void client.invalidateQueries({ queryKey: keys.mcpConnections });
    },
    onError: (error) => notifyError(error),
  });
  const mine = instance.owner.id === me.user.id;
  return (
    <Section
      title="Programs (MCP)"
      description="Editors and other tools use the instance with a token of yours, by the Model Context Protocol."
    >
      <Stack gap="md">
        <Switch
          label="Programs may use this instance"
          checked={instance.mcpControllable === true}
          disabled={!mine || change.isPending}
          onChange={(event) => change.mutate({ mcpControllable: event.currentTarget.checked })}
          data-testid="mcp-controllable"
        />
        {instance.mcpControllable && (
          <div>
            <Text size="sm" mb={6} id="mcp-approval-label">
              Wait until I say yes to
            </Text>
            <SegmentedControl
              aria-labelledby="mcp-approval-label"
              value={instance.mcpApproval ?? 'writes'}
              disabled={!mine || change.isPending}
              onChange={(value) => change.mutate({ mcpApproval: value })}
              data={[
                { value: 'writes', label: 'changes' },
                { value: 'all', label: 'everything' },
                { value: 'off', label: 'nothing' },
              ]}
              data-testid="mcp-approval"
            />
          </div>
        )}
        {!mine && (
          <Text size="sm" c="dimmed">
            Only {instance.owner.name} can change this.
          </Text>
        )}
      </Stack>
    </Section>
  );
}
