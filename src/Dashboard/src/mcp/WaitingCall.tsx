import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { answerMcpCall, type McpCall } from '../api/mcp';
import { Chip } from '../shell/ui/Chip';
import { notifyDone, notifyError } from '../shell/ui/notify';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { argumentsOf } from './argumentsOf';
import classes from './WaitingCall.module.css';

/** A call that waits, with everything that it would do, and the two answers. */
export function WaitingCall({ call }: { call: McpCall }) {
  const client = useQueryClient();
  const answer = useMutation({
    mutationFn: (yes: boolean) => answerMcpCall(call.id, yes),
    onSuccess: (_, yes) => notifyDone(yes ? `${call.tool} runs on ${call.instance.name}` : `${call.tool} was refused`),
    onError: (error) => notifyError(error),
    onSettled: () => client.invalidateQueries({ queryKey: keys.mcpCalls }),
  });
  return (
    <article className={classes.call} aria-label={`${call.tool} on ${call.instance.name}`} data-testid="mcp-waiting">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={2} style={{ minWidth: 0 }}>
          <Group gap={8}>
            <Text fw={600} className="mono">
              {call.tool}
            </Text>
            <Text size="sm">on {call.instance.name}</Text>
            {call.destructive && <Chip tone="warn">may destroy something</Chip>}
          </Group>
          <Text size="sm" c="dimmed" component="div">
            {call.client} for {call.user.name}, asked <RelativeTime time={call.askedAt} />
          </Text>
        </Stack>
        <Group gap={8}>
          <Button
            size="xs"
            variant="default"
            loading={answer.isPending && !answer.variables}
            onClick={() => answer.mutate(false)}
            data-testid="mcp-deny"
          >
            Deny
          </Button>
          <Button
            size="xs"
            loading={answer.isPending && answer.variables}
            onClick={() => answer.mutate(true)}
            data-testid="mcp-approve"
          >
            Approve
          </Button>
        </Group>
      </Group>
      <dl className={classes.arguments}>
        {argumentsOf(call.argumentsJson).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Code block className={classes.value} tabIndex={0}>
                {value}
              </Code>
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
