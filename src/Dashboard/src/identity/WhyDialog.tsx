import { Alert, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { explain, type Explanation } from '../api/access';
import { describe, names } from '../shares/rights';
import { Dialog } from '../shell/ui/Dialog';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { FormError } from './FormError';
import { isAdmin, useMe } from './session';

const effects: Record<Explanation['shares'][number]['effect'], string> = {
  counts: 'counts',
  elsewhere: 'is about something else',
  notOwner: 'its sharer does not own it any more',
  off: 'is switched off',
  expired: 'has expired',
  sharerEnded: 'the account of its sharer is not active',
};

const onInstances = [
  ...Object.entries(names).map(([value, label]) => ({ value, label })),
  { value: 'share:cloud_instance', label: 'Share it' },
];
const elsewhere = [
  { value: 'create:cloud_instance', label: 'Make instances' },
  { value: 'create:node', label: 'Add nodes' },
  { value: 'read:node', label: 'See all nodes' },
  { value: 'manage:node', label: 'Manage all nodes' },
  { value: 'manage:user', label: 'Manage accounts and groups' },
  { value: 'view:user', label: 'View as somebody' },
  { value: 'manage:image', label: 'Change the list of images' },
  { value: 'manage:installation', label: 'Back the installation up' },
];

interface Props {
  /** The instance that the question is about; without it the question is about none. */
  instance?: { id: string; name: string; owner: { id: string } };
  /** About whom, at first. */
  user?: string;
  onClose: () => void;
}

/** Asks the server why somebody may do something, or may not. */
export function WhyDialog({ instance, user, onClose }: Props) {
  const me = useMe();
  const asksOthers = isAdmin(me) || instance?.owner.id === me.user.id;
  const [who, setWho] = useState(user ?? me.user.username);
  const [permission, setPermission] = useState(instance ? 'command:cloud_instance' : 'create:cloud_instance');
  const ask = useMutation({
    mutationFn: () => explain({ user: who.trim(), permission, ...(instance ? { instance: instance.id } : {}) }),
  });

  return (
    <Dialog onClose={onClose} title={instance ? `Who may do what with ${instance.name}` : 'Why may somebody do this?'}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
        noValidate
      >
        <Stack gap="md">
          <FormError error={ask.error} />
          <TextInput
            label="Who"
            description={asksOthers ? 'User name or e-mail address' : 'You can ask about yourself'}
            value={who}
            onChange={(event) => setWho(event.currentTarget.value)}
            readOnly={!asksOthers}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            data-testid="why-who"
          />
          <Select
            label="May"
            value={permission}
            onChange={(value) => value && setPermission(value)}
            data={instance ? onInstances : elsewhere}
            data-testid="why-permission"
          />
          {ask.data && <Answer answer={ask.data} />}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" disabled={who.trim() === ''} loading={ask.isPending} data-testid="why-submit">
              Explain
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function Answer({ answer }: { answer: Explanation }) {
  return (
    <Alert
      color={answer.allowed ? 'teal' : 'red'}
      icon={answer.allowed ? <IconCheck size={18} /> : <IconX size={18} />}
      title={answer.allowed ? `Yes, ${answer.user.name} may` : `No, ${answer.user.name} may not`}
      data-testid="why-answer"
    >
      <Text size="sm">{answer.reason}</Text>
      {answer.shares.map((share) => (
        <Text key={share.shareId} size="sm" mt={6} data-testid="why-share">
          {share.group ? `Group ${share.group.name}` : 'Themselves'}, from {share.sharer.name}: {describe(share)}
          {share.expiresAt && (
            <>
              , ends <RelativeTime time={share.expiresAt} />
            </>
          )}
          {' – '}
          {effects[share.effect]}
        </Text>
      ))}
    </Alert>
  );
}
