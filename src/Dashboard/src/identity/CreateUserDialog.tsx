import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { Dialog } from '../shell/ui/Dialog';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createUser, type Role, type User } from '../api/identity';
import { keys } from '../api/keys';
import { ApiError } from '../api/problem';
import { upsert } from '../events/applyEvent';
import { FormError } from './FormError';
import { OneTimeSecret } from './OneTimeSecret';
import { isSuperadmin, useMe } from './session';
import { email, username } from './validation';

export function CreateUserDialog({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { username: '', email: '', role: 'user' as Role, expires: '' },
    validate: { username, email },
  });
  const create = useMutation({
    mutationFn: ({ expires, ...values }: typeof form.values) =>
      createUser({ ...values, expiresAt: expires ? new Date(`${expires}T23:59:59`).toISOString() : null }),
    onSuccess: ({ user }) => client.setQueryData<User[]>(keys.users, (list) => upsert(list, user)),
    onError: (error) => {
      if (error instanceof ApiError)
        form.setErrors(
          Object.fromEntries(Object.entries(error.fields).map(([name, messages]) => [name, messages.join(' ')])),
        );
    },
  });
  const roles: Role[] = isSuperadmin(me) ? ['user', 'admin', 'superadmin'] : ['user'];

  return (
    <Dialog
      onClose={onClose}
      title={create.data ? `${create.data.user.username} was created` : 'Create a user'}
      closeOnClickOutside={!create.data}
    >
      {create.data ? (
        <Stack gap="md">
          <OneTimeSecret
            title="The first password"
            value={create.data.password}
            label="password"
            hint="Hand it over on a safe way. It is shown only now; the user can change it after signing in."
            testId="created-password"
          />
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={form.onSubmit((values) => create.mutate(values))} noValidate>
          <Stack gap="md">
            <FormError error={create.error} />
            <TextInput
              label="User name"
              autoComplete="off"
              spellCheck={false}
              data-autofocus
              data-testid="user-username"
              {...form.getInputProps('username')}
            />
            <TextInput
              label="E-mail"
              type="email"
              autoComplete="off"
              data-testid="user-email"
              {...form.getInputProps('email')}
            />
            <Group grow align="flex-start">
              <Select label="Role" data={roles} data-testid="user-role" {...form.getInputProps('role')} />
              <TextInput
                type="date"
                label="Expires after"
                data-testid="user-expires"
                {...form.getInputProps('expires')}
              />
            </Group>
            <Group justify="flex-end" gap={8}>
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending} data-testid="user-submit">
                Create user
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
