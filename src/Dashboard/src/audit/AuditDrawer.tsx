import { Alert, Button, Code, Drawer, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { explainError, type AuditEvent } from '../api/audit';
import { keys } from '../api/keys';
import { Chip } from '../shell/ui/Chip';
import { Facts } from '../shell/ui/Facts';
import { formatAbsolute } from '../shell/ui/format';
import { toneOfOutcome } from './outcome';

interface AuditDrawerProps {
  event: AuditEvent | null;
  onClose: () => void;
  onFilter: (name: 'action' | 'actor' | 'objectId', value: string) => void;
}

/** All of one event, with its error explained, and ways to those like it. */
export function AuditDrawer({ event, onClose, onFilter }: AuditDrawerProps) {
  const code = event?.errorCode ?? null;
  const { data: explanation } = useQuery({
    queryKey: keys.explanation(code ?? ''),
    queryFn: ({ signal }) => explainError(code ?? '', signal),
    enabled: code !== null,
    retry: false,
  });
  return (
    <Drawer
      opened={event !== null}
      onClose={onClose}
      position="right"
      size="md"
      title={event?.action}
      data-testid="audit-drawer"
    >
      {event && (
        <Stack gap="md">
          <Group gap={8}>
            <Chip tone={toneOfOutcome[event.outcome]}>{event.outcome}</Chip>
            {code && <Code>{code}</Code>}
          </Group>
          {explanation && (
            <Alert color="gray" variant="light" title={explanation.message}>
              {explanation.cause} <b>{explanation.fix}</b>
            </Alert>
          )}
          <Facts
            items={[
              ['When', formatAbsolute(event.at)],
              ['Who', `${event.actor.name ?? event.actor.kind} (${event.actor.kind})`],
              ['From', event.origin ?? 'unknown'],
              [
                'What',
                event.object
                  ? `${event.object.name ?? event.object.id} (${event.object.kind})`
                  : 'nothing in particular',
              ],
              ['Took', event.durationMs === null ? 'unknown' : `${event.durationMs} ms`],
              [
                'Id',
                <span key="id" className="mono">
                  {event.id}
                </span>,
              ],
            ]}
          />
          {Object.keys(event.details).length > 0 && (
            <div>
              <Text size="xs" c="dimmed" mb={4}>
                Details
              </Text>
              <Code block>{JSON.stringify(event.details, null, 2)}</Code>
            </div>
          )}
          <Group gap={8}>
            <Button size="xs" variant="default" onClick={() => onFilter('action', event.action)}>
              Same action
            </Button>
            {event.actor.id && (
              <Button size="xs" variant="default" onClick={() => onFilter('actor', event.actor.id ?? '')}>
                Same person
              </Button>
            )}
            {event.object && (
              <Button size="xs" variant="default" onClick={() => onFilter('objectId', event.object?.id ?? '')}>
                Same object
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Drawer>
  );
}
