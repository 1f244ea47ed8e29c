import { Button, Group, Radio, Select, Stack, Tabs, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createToken } from '../api/identity';
import { keys } from '../api/keys';
import { FormError } from '../identity/FormError';
import { OneTimeSecret } from '../identity/OneTimeSecret';
import { CopyField } from '../shell/ui/CopyField';
import { Dialog } from '../shell/ui/Dialog';
import { fullScopes, readScopes, snippets } from './snippets';

/** Makes a token for a program and shows the lines to paste. */
export function ConnectDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [label, setLabel] = useState('');
  const [may, setMay] = useState('work');
  const [days, setDays] = useState('90');
  const create = useMutation({
    mutationFn: () =>
      createToken({
        label: label.trim(),
        scopes: may === 'read' ? readScopes : fullScopes,
        expiresAt: days === '0' ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
  });
  const url = `${window.location.origin}/mcp`;
  return (
    <Dialog
      onClose={onClose}
      title={create.data ? 'Paste it into your tool' : 'Connect a tool'}
      closeOnClickOutside={!create.data}
    >
      {create.data ? (
        <Stack gap="md">
          <OneTimeSecret
            title={create.data.apiToken.label}
            value={create.data.token}
            label="token"
            hint="Copy it now, alone or in the lines below. It is stored only as a hash and cannot be shown again."
            testId="mcp-token"
          />
          <Tabs defaultValue={snippets[0]?.name}>
            <Tabs.List>
              {snippets.map(({ name }) => (
                <Tabs.Tab key={name} value={name}>
                  {name}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {snippets.map(({ name, where, text }) => (
              <Tabs.Panel key={name} value={name} pt="sm">
                <Text size="sm" c="dimmed" mb={6}>
                  {where}
                </Text>
                <CopyField wrap value={text(url, create.data.token)} label={`lines for ${name}`} />
              </Tabs.Panel>
            ))}
          </Tabs>
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (label.trim()) create.mutate();
          }}
        >
          <Stack gap="md">
            <FormError error={create.error} />
            <TextInput
              label="Label"
              description="Which tool, on which machine"
              placeholder="Editor on my laptop"
              value={label}
              onChange={(event) => setLabel(event.currentTarget.value)}
              maxLength={80}
              data-autofocus
              data-testid="mcp-label"
            />
            <Radio.Group label="May do" value={may} onChange={setMay}>
              <Stack gap={8} mt={6}>
                <Radio value="work" label="Read, write, run commands, start and stop" />
                <Radio value="read" label="Only look: state, logs, files" data-testid="mcp-read-only" />
              </Stack>
            </Radio.Group>
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
            <Group justify="flex-end" gap={8}>
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" disabled={!label.trim()} loading={create.isPending} data-testid="mcp-create-token">
                Create token
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
