import { Button, Group, Stack, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeGroup, createGroup, type UserGroup } from '../api/access';
import { listUsers } from '../api/identity';
import { keys } from '../api/keys';
import { upsert } from '../events/applyEvent';
import { Dialog } from '../shell/ui/Dialog';
import { FormError } from './FormError';

interface Props {
  /** The group to change; without it a new one is made. */
  group?: UserGroup;
  onClose: () => void;
}

/** Makes a group of users, or says who is in it. */
export function GroupDialog({ group, onClose }: Props) {
  const client = useQueryClient();
  const { data: users } = useQuery({ queryKey: keys.users, queryFn: ({ signal }) => listUsers(signal) });
  const before = group?.members.map((member) => member.name) ?? [];
  const [name, setName] = useState('');
  const [description, setDescription] = useState(group?.description ?? '');
  const [members, setMembers] = useState<string[]>(before);
  // Names are offered to what is typed: a list that is always open would lie over the buttons.
  const [search, setSearch] = useState('');
  const save = useMutation({
    mutationFn: () => {
      const change = {
        description: description.trim(),
        add: members.filter((member) => !before.includes(member)),
        remove: before.filter((member) => !members.includes(member)),
      };
      return group
        ? changeGroup(group.id, change, group.etag)
        : createGroup({ name: name.trim(), description: change.description, add: change.add });
    },
    onSuccess: (saved) => {
      client.setQueryData<UserGroup[]>(keys.groups, (list) => upsert(list, saved));
      onClose();
    },
  });

  return (
    <Dialog onClose={onClose} title={group ? `Group ${group.name}` : 'Make a group'}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
        noValidate
      >
        <Stack gap="md">
          <FormError error={save.error} />
          {!group && (
            <TextInput
              label="Name"
              description="Stays as it is: people name the group by it when they share"
              autoComplete="off"
              spellCheck={false}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
              data-testid="group-name"
            />
          )}
          <TextInput
            label="What it is for"
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
            maxLength={200}
          />
          <TagsInput
            label="People"
            description="User names; whoever is taken out loses at once what is shared with the group"
            value={members}
            onChange={setMembers}
            searchValue={search}
            onSearchChange={setSearch}
            data={search.trim() === '' ? [] : (users?.map(({ username }) => username) ?? [])}
            data-testid="group-members"
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              disabled={!group && name.trim() === ''}
              loading={save.isPending}
              data-testid="group-submit"
            >
              {group ? 'Save' : 'Make group'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
