import { Button, Checkbox, Group, Radio, ScrollArea, Select, Stack, Text, TextInput } from '@mantine/core';
import { Dialog } from '../shell/ui/Dialog';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createToken, listTokens, revokeToken, type ApiToken } from '../api/identity';
import { keys } from '../api/keys';
import { confirmDanger } from '../shell/ui/confirm';
import { DataList, type Column } from '../shell/ui/DataList';
import { credentialColumn, timeColumn } from '../shell/ui/columns';
import { ErrorState } from '../shell/ui/ErrorState';
import { Section } from '../shell/ui/Section';
import { FormError } from './FormError';
import { OneTimeSecret } from './OneTimeSecret';
import { useMe } from './session';

const columns: Column<ApiToken>[] = [
  credentialColumn(),
  {
    key: 'scopes',
    header: 'May',
    render: ({ scopes }) => (
      <Text size="sm" truncate maw={240} title={scopes.join(', ')}>
        {scopes.includes('*') ? 'everything you may' : scopes.join(', ')}
      </Text>
    ),
  },
  timeColumn('used', 'Last used', ({ lastUsedAt }) => lastUsedAt),
  timeColumn('expires', 'Expires', ({ expiresAt }) => expiresAt, { wideOnly: true }),
];

export function TokensSection() {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: keys.tokens, queryFn: ({ signal }) => listTokens(signal) });
  const [creating, setCreating] = useState(false);
  const reload = () => client.invalidateQueries({ queryKey: keys.tokens });
  const revoke = (token: ApiToken) =>
    confirmDanger({
      title: `Revoke ${token.label}`,
      impact: 'Programs that use it are refused from now on.',
      confirmLabel: 'Revoke token',
      onConfirm: async () => {
        await revokeToken(token.id);
        await reload();
      },
    });
  return (
    <Section
      title="API tokens"
      description="For programs and the command line. A token can do what you can, or less."
      actions={
        <Button size="xs" variant="default" onClick={() => setCreating(true)} data-testid="token-create">
          Create
        </Button>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data?.length === 0 ? (
        <Text size="sm" c="dimmed">
          No token yet. <code>anchorage login</code> makes one by itself.
        </Text>
      ) : (
        <DataList
          label="API tokens"
          rows={data}
          rowKey={({ id }) => id}
          rowName={({ label }) => label}
          rowTestId={({ label }) => `token-${label}`}
          columns={columns}
          order="sort-tokens"
          actions={(token) => (
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              aria-label={`Revoke ${token.label}`}
              onClick={() => revoke(token)}
            >
              Revoke
            </Button>
          )}
        />
      )}
      {creating && <CreateToken onClose={() => setCreating(false)} onCreated={reload} />}
    </Section>
  );
}

function CreateToken({ onClose, onCreated }: { onClose: () => void; onCreated: () => Promise<void> }) {
  const me = useMe();
  const [label, setLabel] = useState('');
  const [days, setDays] = useState('90');
  const [everything, setEverything] = useState(true);
  const [scopes, setScopes] = useState<string[]>([]);
  const offered = me.permissions.filter((permission) => permission !== '*').sort();
  const create = useMutation({
    mutationFn: () =>
      createToken({
        label: label.trim(),
        scopes: everything ? ['*'] : scopes,
        expiresAt: days === '0' ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
      }),
    onSuccess: onCreated,
  });
  const ready = label.trim() !== '' && (everything || scopes.length > 0);
  return (
    <Dialog
      onClose={onClose}
      title={create.data ? 'Token created' : 'Create an API token'}
      closeOnClickOutside={!create.data}
    >
      {create.data ? (
        <Stack gap="md">
          <OneTimeSecret
            title={create.data.apiToken.label}
            value={create.data.token}
            label="token"
            hint="Copy it now. It is stored only as a hash and cannot be shown again."
            testId="token-value"
          />
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) create.mutate();
          }}
        >
          <Stack gap="md">
            <FormError error={create.error} />
            <TextInput
              label="Label"
              description="Where it will be used"
              placeholder="CI server"
              value={label}
              onChange={(event) => setLabel(event.currentTarget.value)}
              maxLength={80}
              data-autofocus
              data-testid="token-label"
            />
            <Select
              label="Expires"
              value={days}
              onChange={(value) => value && setDays(value)}
              data={[
                { value: '30', label: 'In 30 days' },
                { value: '90', label: 'In 90 days' },
                { value: '365', label: 'In a year' },
                { value: '0', label: 'Never' },
              ]}
            />
            <Radio.Group
              label="May do"
              value={everything ? 'all' : 'some'}
              onChange={(value) => setEverything(value === 'all')}
            >
              <Stack gap={8} mt={6}>
                <Radio value="all" label="Everything that I may do" />
                <Radio value="some" label="Only this" data-testid="token-scoped" />
              </Stack>
            </Radio.Group>
            {!everything && (
              <ScrollArea.Autosize mah={220} offsetScrollbars>
                <Checkbox.Group aria-label="Permissions" value={scopes} onChange={setScopes}>
                  <Stack gap={8} pl={28}>
                    {offered.map((permission) => (
                      <Checkbox
                        key={permission}
                        size="xs"
                        value={permission}
                        label={<span className="mono">{permission}</span>}
                      />
                    ))}
                  </Stack>
                </Checkbox.Group>
              </ScrollArea.Autosize>
            )}
            <Group justify="flex-end" gap={8}>
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" disabled={!ready} loading={create.isPending} data-testid="token-submit">
                Create token
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
