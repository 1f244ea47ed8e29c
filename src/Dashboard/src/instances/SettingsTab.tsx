import { Button, Group, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { changeInstance, type Instance, type InstanceChange } from '../api/instances';
import { keys } from '../api/keys';
import { ApiError } from '../api/problem';
import { McpSection } from '../mcp/McpSection';
import { notifyDone, notifyError } from '../shell/ui/notify';
import { Section } from '../shell/ui/Section';
import { LimitFields } from './LimitFields';
import { RebuildDialog } from './RebuildDialog';
import { canDo, isMachine } from './status';
import { useInstanceActions } from './useInstanceActions';

export function SettingsTab({ instance }: { instance: Instance }) {
  const client = useQueryClient();
  const actions = useInstanceActions();
  const [name, setName] = useState(instance.name);
  const [limits, setLimits] = useState(instance.limits);
  const [policy, setPolicy] = useState(instance.restartPolicy);
  const [rebuilding, setRebuilding] = useState(false);

  const change = useMutation({
    mutationFn: (body: InstanceChange) => changeInstance(instance.id, body, instance.etag),
    onSuccess: () => {
      notifyDone(`${instance.name} was changed`);
      void client.invalidateQueries({ queryKey: keys.instance(instance.id) });
      void client.invalidateQueries({ queryKey: ['instances', 'list'] });
    },
    onError: (error) => notifyError(error),
  });
  const problem = change.error instanceof ApiError ? change.error : null;
  const limitsChanged = JSON.stringify([limits, policy]) !== JSON.stringify([instance.limits, instance.restartPolicy]);

  return (
    <>
      <Section title="Name" description="Also the name for anchorage ssh.">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate({ name });
          }}
        >
          <Group gap={8} align="flex-start">
            <TextInput
              aria-label="Name"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              flex="1 1 200px"
              maw={320}
              error={problem?.fields.name?.join(' ')}
              data-testid="settings-name"
            />
            <Button
              type="submit"
              variant="default"
              disabled={name === instance.name || !name}
              loading={change.isPending}
            >
              Rename
            </Button>
          </Group>
        </form>
      </Section>
      {instance.recordTerminals && (
        <Section title="Recordings" description="What terminals print is kept; what is typed never is.">
          <Switch
            label="Record all terminals of this instance"
            checked={instance.recordTerminals === 'always'}
            disabled={change.isPending}
            onChange={(event) =>
              change.mutate({ recordTerminals: event.currentTarget.checked ? 'always' : 'onRequest' })
            }
            data-testid="settings-record"
          />
        </Section>
      )}
      {instance.mcpControllable !== undefined && <McpSection instance={instance} />}
      {isMachine(instance) ? (
        <Section title="Part from this machine" description="Its node holds the key by which it connects.">
          <Text size="sm" c="dimmed">
            To part from it, <Link to={`/nodes/${instance.id}`}>revoke its node</Link>, or run{' '}
            <code>anchorage node unanchor</code> on it.
          </Text>
        </Section>
      ) : (
        <>
          <Section title="Limits" description="Take effect at once, without a restart.">
            <form
              onSubmit={(event) => {
                event.preventDefault();
                change.mutate({ limits, restartPolicy: policy });
              }}
            >
              <LimitFields
                limits={limits}
                restartPolicy={policy}
                onLimits={setLimits}
                onRestartPolicy={setPolicy}
                errors={problem?.fields ?? {}}
              />
              <Button
                type="submit"
                mt="md"
                disabled={!limitsChanged}
                loading={change.isPending}
                data-testid="settings-save"
              >
                Save limits
              </Button>
            </form>
          </Section>
          <Section
            title="Rebuild"
            description="A fresh container from the image. Your home directory, keys, ports and host keys are kept, unless you choose otherwise."
            actions={
              <Button
                variant="default"
                disabled={!canDo(instance, 'rebuild')}
                onClick={() => setRebuilding(true)}
                data-testid="instance-rebuild"
              >
                Rebuild…
              </Button>
            }
          >
            <Text size="sm" c="dimmed">
              Use it after an update of the image, or when the system inside is broken.
            </Text>
          </Section>
          <Section
            title="Delete"
            danger
            description="Removes the container and its home directory for good."
            actions={
              <Button
                color="red"
                variant="light"
                disabled={!canDo(instance, 'delete')}
                onClick={() => actions.remove(instance)}
                data-testid="settings-delete"
              >
                Delete…
              </Button>
            }
          >
            <Text size="sm" c="dimmed">
              Its ports become free and nobody can bring the files back.
            </Text>
          </Section>
        </>
      )}
      {rebuilding && <RebuildDialog instance={instance} onClose={() => setRebuilding(false)} />}
    </>
  );
}
