import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  Radio,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { listGroups } from '../api/access';
import { keys } from '../api/keys';
import { saveShare, type Share } from '../api/shares';
import { upsert } from '../events/applyEvent';
import { FormError } from '../identity/FormError';
import { useMe } from '../identity/session';
import { instancesQuery } from '../instances/queries';
import { Dialog } from '../shell/ui/Dialog';
import { names, presetOf, presets } from './rights';

const All = '*';
const Keep = 'keep';
const Day = 86_400_000;

interface Props {
  /** The share to change; without it a new one is made. */
  share?: Share;
  /** What is chosen at first. */
  instanceId?: string | undefined;
  onClose: () => void;
}

/** Makes a share, or changes one. */
export function ShareDialog({ share, instanceId, onClose }: Props) {
  const me = useMe();
  const client = useQueryClient();
  const { data: instances } = useQuery({ ...instancesQuery('mine'), enabled: !share });
  const { data: groups } = useQuery({
    queryKey: keys.groups,
    queryFn: ({ signal }) => listGroups(signal),
    enabled: !share,
  });
  const [kind, setKind] = useState('person');
  const [sharee, setSharee] = useState('');
  const [what, setWhat] = useState(instanceId ?? All);
  const [preset, setPreset] = useState(share ? presetOf(share.permissions) : 'use');
  const [some, setSome] = useState<string[]>([...(share?.permissions ?? ['read:cloud_instance'])]);
  const [expiry, setExpiry] = useState(share ? Keep : '7');
  const [description, setDescription] = useState(share?.description ?? '');
  const [isEnabled, setEnabled] = useState(share?.isEnabled ?? true);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const own = instances?.filter(({ owner }) => owner.id === me.user.id) ?? [];
  const ends = () =>
    expiry === Keep ? (share?.expiresTimestamp ?? null) : expiry === '0' ? null : Date.now() + Number(expiry) * Day;
  const save = useMutation({
    mutationFn: () => {
      const chosen = presets.find(({ value }) => value === preset);
      const rest = {
        permissions: chosen ? (chosen.permissions ? [...chosen.permissions] : null) : some,
        description: description.trim(),
        expiresTimestamp: ends(),
        isEnabled,
      };
      return share
        ? saveShare({ id: share.id, etag: share.etag, ...rest })
        : saveShare(
            {
              ...(kind === 'group' ? { groupId: sharee.trim() } : { shareeId: sharee.trim() }),
              instanceId: what === All ? null : what,
              ...rest,
            },
            idempotencyKey,
          );
    },
    onSuccess: (saved) => {
      client.setQueryData<Share[]>(keys.shares, (list) => upsert(list, saved));
      onClose();
    },
  });
  const ready = (share !== undefined || sharee.trim() !== '') && (preset !== 'some' || some.length > 0);

  return (
    <Dialog onClose={onClose} title={share ? `Share with ${share.shareeName}` : 'Share with somebody'}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) save.mutate();
        }}
        noValidate
      >
        <Stack gap="md">
          <FormError error={save.error} />
          {!share && (
            <>
              <SegmentedControl
                aria-label="With a person or a group"
                value={kind}
                onChange={setKind}
                data={[
                  { value: 'person', label: 'A person' },
                  { value: 'group', label: 'A group' },
                ]}
                data-testid="share-kind"
              />
              <Autocomplete
                label="With whom"
                description={
                  kind === 'group'
                    ? 'Name of a group; whoever is in it has it, also who joins later'
                    : 'User name or e-mail address'
                }
                autoComplete="off"
                spellCheck={false}
                value={sharee}
                onChange={setSharee}
                data={kind === 'group' ? (groups?.map(({ name }) => name) ?? []) : []}
                data-autofocus
                data-testid="share-with"
              />
              <Select
                label="What"
                value={what}
                onChange={(value) => value && setWhat(value)}
                data={[
                  { value: All, label: 'All my instances, later ones too' },
                  ...own.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                searchable
                data-testid="share-what"
              />
            </>
          )}
          <Radio.Group label="May do" value={preset} onChange={setPreset}>
            <Stack gap={8} mt={6}>
              {presets.map(({ value, label, hint }) => (
                <Radio key={value} value={value} label={label} description={hint} data-testid={`share-${value}`} />
              ))}
              <Radio value="some" label="Only this" data-testid="share-some" />
            </Stack>
          </Radio.Group>
          {preset === 'some' && (
            <Checkbox.Group aria-label="Permissions" value={some} onChange={setSome}>
              <Stack gap={8} pl={28}>
                {Object.entries(names).map(([permission, label]) => (
                  <Checkbox key={permission} size="xs" value={permission} label={label} />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
          <Select
            label="Ends"
            value={expiry}
            onChange={(value) => value && setExpiry(value)}
            data={[
              ...(share
                ? [
                    {
                      value: Keep,
                      label: share.expiresTimestamp
                        ? `As it is: ${new Date(share.expiresTimestamp).toLocaleString()}`
                        : 'As it is: never',
                    },
                  ]
                : []),
              { value: '1', label: 'In a day' },
              { value: '7', label: 'In 7 days' },
              { value: '30', label: 'In 30 days' },
              { value: '0', label: 'Never' },
            ]}
            data-testid="share-ends"
          />
          <TextInput
            label="Note"
            placeholder="What it is for"
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            maxLength={200}
          />
          {share && (
            <Switch
              label="Switched on"
              checked={isEnabled}
              onChange={(event) => setEnabled(event.currentTarget.checked)}
              data-testid="share-enabled"
            />
          )}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!ready} loading={save.isPending} data-testid="share-submit">
              {share ? 'Save' : 'Share'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
