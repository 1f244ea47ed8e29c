import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { Dialog } from '../shell/ui/Dialog';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addSshKey, removeSshKey, type SshKey } from '../api/identity';
import { keys } from '../api/keys';
import { Chip } from '../shell/ui/Chip';
import { confirmDanger } from '../shell/ui/confirm';
import { DataList, type Column } from '../shell/ui/DataList';
import { timeColumn } from '../shell/ui/columns';
import { ErrorState } from '../shell/ui/ErrorState';
import { Section } from '../shell/ui/Section';
import { FormError } from './FormError';
import { GeneratedKey } from './GeneratedKey';
import { canGenerateKey, generateKey } from './generateKey';
import { publicKeyProblem } from './publicKey';
import { useMe } from './session';
import { sshKeysQuery } from './sshKeys';

const columns: Column<SshKey>[] = [
  {
    key: 'label',
    header: 'Label',
    sortBy: ({ label }) => label,
    render: ({ label, type }) => (
      <div>
        <Text size="sm" fw={550}>
          {label}
        </Text>
        <Text size="xs" c="dimmed">
          {type}
        </Text>
      </div>
    ),
  },
  {
    key: 'fingerprint',
    header: 'Fingerprint',
    render: ({ fingerprint }) => (
      <Text className="mono" truncate maw={260} title={fingerprint}>
        {fingerprint}
      </Text>
    ),
  },
  {
    key: 'synced',
    header: 'On instances',
    sortBy: ({ synced }) => !synced,
    render: ({ synced }) => (
      <Chip tone={synced ? 'ok' : 'busy'} pulse={!synced}>
        {synced ? 'installed' : 'being installed'}
      </Chip>
    ),
  },
  timeColumn('created', 'Added', ({ createdAt }) => createdAt, { wideOnly: true }),
];

/**
 * `owner` is a user id or `me`. Keys are made in the browser only for oneself: nobody else may hold the private half.
 */
export function SshKeysSection({ owner }: { owner: string }) {
  const client = useQueryClient();
  const me = useMe();
  const { data, error, refetch } = useQuery(sshKeysQuery(owner));
  const [adding, setAdding] = useState(false);
  const reload = () => client.invalidateQueries({ queryKey: keys.sshKeys(owner) });
  const make = useMutation({
    mutationFn: async () => {
      const pair = await generateKey(`${me.user.username}@anchorage`);
      await addSshKey('me', {
        label: `Made in the browser, ${new Date().toISOString().slice(0, 10)}`,
        publicKey: pair.publicKey,
      });
      return pair;
    },
    onSuccess: reload,
  });
  const remove = (key: SshKey) =>
    confirmDanger({
      title: `Remove ${key.label}`,
      impact: 'It is taken off all instances within seconds. Connections that stand go on.',
      confirmLabel: 'Remove key',
      onConfirm: async () => {
        await removeSshKey(owner, key.id);
        await reload();
      },
    });

  return (
    <Section
      title="SSH keys"
      description="Each of them may sign in to every instance of this account."
      actions={
        <Group gap={8} wrap="nowrap">
          {owner === 'me' && canGenerateKey() && (
            <Button
              size="xs"
              variant="default"
              loading={make.isPending}
              onClick={() => make.mutate()}
              data-testid="ssh-key-make"
            >
              Make one
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => setAdding(true)} data-testid="ssh-key-add">
            Add
          </Button>
        </Group>
      }
    >
      <FormError error={make.error} />
      {make.data && (
        <div style={{ marginBottom: 12 }}>
          <GeneratedKey pair={make.data} onDownloaded={() => undefined} />
        </div>
      )}
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data?.length === 0 ? (
        <Text size="sm" c="dimmed">
          No key yet. Add the content of <code>~/.ssh/id_ed25519.pub</code>, or let <code>anchorage ssh NAME</code> make
          one.
        </Text>
      ) : (
        <DataList
          label="SSH keys"
          rows={data}
          rowKey={({ id }) => id}
          rowName={({ label }) => label}
          rowTestId={({ label }) => `ssh-key-${label}`}
          columns={columns}
          order="sort-ssh"
          actions={(key) => (
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              aria-label={`Remove ${key.label}`}
              onClick={() => remove(key)}
            >
              Remove
            </Button>
          )}
        />
      )}
      {adding && <AddKey owner={owner} onClose={() => setAdding(false)} onAdded={reload} />}
    </Section>
  );
}

function AddKey({ owner, onClose, onAdded }: { owner: string; onClose: () => void; onAdded: () => Promise<void> }) {
  const [publicKey, setPublicKey] = useState('');
  const [label, setLabel] = useState('');
  const [tried, setTried] = useState(false);
  const problem = publicKeyProblem(publicKey);
  const add = useMutation({
    mutationFn: () =>
      addSshKey(owner, {
        label: label.trim() || publicKey.trim().split(/\s+/)[2] || 'SSH key',
        publicKey: publicKey.trim(),
      }),
    onSuccess: async () => {
      await onAdded();
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title="Add an SSH key">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!problem) add.mutate();
        }}
      >
        <Stack gap="md">
          <FormError error={add.error} />
          <Textarea
            label="Public key"
            description="The content of ~/.ssh/id_ed25519.pub"
            placeholder="ssh-ed25519 AAAA… you@laptop"
            autosize
            minRows={3}
            value={publicKey}
            error={tried && problem}
            spellCheck={false}
            onChange={(event) => setPublicKey(event.currentTarget.value)}
            data-autofocus
            data-testid="ssh-key-text"
          />
          <TextInput
            label="Label"
            placeholder="Taken from the key when empty"
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
            maxLength={80}
            data-testid="ssh-key-label"
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending} data-testid="ssh-key-submit">
              Add key
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
