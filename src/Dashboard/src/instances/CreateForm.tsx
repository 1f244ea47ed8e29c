import { Alert, Anchor, Button, Collapse, Group, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createInstance, type Limits, type RestartPolicy } from '../api/instances';
import { newIdempotencyKey } from '../api/http';
import { ApiError } from '../api/problem';
import { canGenerateKey, generateKey } from '../identity/generateKey';
import type { OpenSshKeyPair } from '../identity/openSshKey';
import { publicKeyProblem } from '../identity/publicKey';
import { useMe } from '../identity/session';
import { sshKeysQuery } from '../identity/sshKeys';
import type { Created } from './created';
import { KeyChoice, type KeyWay } from './KeyChoice';
import { defaultLimits, LimitFields } from './LimitFields';
import { imagesQuery, nodesQuery } from './queries';
import { useInstanceActions } from './useInstanceActions';

interface CreateFormProps {
  onCreated: (created: Created) => void;
  onCancel: () => void;
}

const namePattern = /^[a-z][a-z0-9-]{0,39}$/;

export function CreateForm({ onCreated, onCancel }: CreateFormProps) {
  const me = useMe();
  const client = useQueryClient();
  const { accept } = useInstanceActions();
  const { data: images } = useQuery(imagesQuery);
  const { data: nodes } = useQuery(nodesQuery);
  const { data: sshKeys } = useQuery(sshKeysQuery('me'));
  const [name, setName] = useState('');
  const [imageId, setImageId] = useState<string | null>(null);
  const [nodeId, setNodeId] = useState<string | null>(null);
  const [way, setWay] = useState<KeyWay>(canGenerateKey() ? 'generate' : 'paste');
  const [pasted, setPasted] = useState('');
  const [limits, setLimits] = useState<Limits>(defaultLimits);
  const [policy, setPolicy] = useState<RestartPolicy>('unless-stopped');
  const [record, setRecord] = useState(false);
  const [options, setOptions] = useState(false);
  const [tried, setTried] = useState(false);
  // The same wish keeps its key: sent twice, after a lost answer, it is still one instance.
  const [attempt, setAttempt] = useState({ wish: '', key: newIdempotencyKey() });
  const [pair, setPair] = useState<OpenSshKeyPair | null>(null);

  const newKey = sshKeys?.length === 0 ? way : 'registered';
  const nameProblem =
    name && !namePattern.test(name)
      ? 'Lower-case letters, digits and dashes, beginning with a letter, at most 40'
      : null;
  const keyProblem = newKey === 'paste' ? publicKeyProblem(pasted) : null;

  const mutation = useMutation({
    mutationFn: async (): Promise<Created> => {
      const made = newKey === 'generate' ? (pair ?? (await generateKey(`${me.user.username}@anchorage`))) : null;
      setPair(made);
      const sshPublicKey = made?.publicKey ?? (newKey === 'paste' ? pasted.trim() : undefined);
      const body = {
        name: name || undefined,
        imageId: imageId ?? undefined,
        nodeId: nodeId ?? undefined,
        sshPublicKey,
        limits: options ? limits : undefined,
        restartPolicy: policy,
        recordTerminals: record ? ('always' as const) : undefined,
      };
      const wish = JSON.stringify(body);
      const key = attempt.wish === '' || attempt.wish === wish ? attempt.key : newIdempotencyKey();
      setAttempt({ wish, key });
      return { ...(await createInstance(body, key)), pair: made };
    },
    onSuccess: (created) => {
      accept(created);
      void client.invalidateQueries({ queryKey: ['ssh-keys'] });
      onCreated(created);
    },
  });
  const problem = mutation.error instanceof ApiError ? mutation.error : null;
  const images_ = images?.map(({ id, title, available }) => ({ value: id, label: title, disabled: !available })) ?? [];
  const image = images?.find(({ id }) => id === imageId) ?? images?.find((one) => one.default);
  const places = nodes?.filter((node) => node.status === 'online' && !node.draining && node.docker?.available) ?? [];

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!nameProblem && !keyProblem && sshKeys) mutation.mutate();
      }}
    >
      <Stack gap="md">
        {mutation.error && (
          <Alert color="red" variant="light" role="alert" data-testid="create-error" data-code={problem?.code}>
            {mutation.error.message}
            {problem && (
              <Text span size="xs" className="mono" ml={6}>
                {problem.code}
              </Text>
            )}
          </Alert>
        )}
        {nodes && places.length === 0 && (
          <Alert color="yellow" variant="light" title="No machine can take an instance now">
            Add a machine with Docker under{' '}
            <Anchor href="/nodes?add" fz="inherit" underline="always">
              Nodes
            </Anchor>
            , or wait until one is online again.
          </Alert>
        )}
        <TextInput
          label="Name"
          description="Left empty, it gets a readable one"
          placeholder="web"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          error={
            nameProblem ??
            problem?.fields.name?.join(' ') ??
            (problem?.code === 'instance_name_taken' ? problem.message : null)
          }
          data-autofocus
          data-testid="create-name"
        />
        <Select
          label="Image"
          description={image?.description}
          data={images_}
          value={image?.id ?? null}
          onChange={setImageId}
          placeholder={images ? 'No image is installed' : 'Loading'}
          data-testid="create-image"
        />
        <KeyChoice
          way={way}
          onWay={setWay}
          pasted={pasted}
          onPasted={setPasted}
          problem={tried ? keyProblem : null}
          name={name}
        />
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            ml={-8}
            onClick={() => setOptions(!options)}
            aria-expanded={options}
            data-testid="create-options"
          >
            {options ? 'Hide options' : 'Node, limits and restart policy'}
          </Button>
          <Collapse expanded={options}>
            <Stack gap="sm" pt="xs">
              <Select
                label="Node"
                clearable
                allowDeselect
                placeholder="Chosen for you"
                value={nodeId}
                onChange={setNodeId}
                data-testid="create-node"
                data={places.map((node) => ({
                  value: node.id,
                  label: `${node.name} · ${node.capacity.maxContainers - node.usage.containers} free`,
                }))}
              />
              <LimitFields
                limits={limits}
                restartPolicy={policy}
                onLimits={setLimits}
                onRestartPolicy={setPolicy}
                errors={problem?.fields ?? {}}
              />
              <Switch
                label="Record all terminals"
                description="What they print is kept; what is typed never is."
                checked={record}
                onChange={(event) => setRecord(event.currentTarget.checked)}
                data-testid="create-record"
              />
            </Stack>
          </Collapse>
        </div>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={mutation.isPending} data-testid="create-submit">
            Create instance
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
