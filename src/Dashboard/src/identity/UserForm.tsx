import { Button, Group, NumberInput, Select, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeUser, type Role, type UserWithTag } from '../api/identity';
import { keys } from '../api/keys';
import { isApiError } from '../api/problem';
import { notifyDone, notifyError } from '../shell/ui/notify';
import { Section } from '../shell/ui/Section';
import { isSuperadmin, useMe } from './session';
import { email } from './validation';

/** What an administrator may change of an account. Refused when somebody else changed it meanwhile. */
export function UserForm({ data: { user, etag } }: { data: UserWithTag }) {
  const me = useMe();
  const client = useQueryClient();
  const form = useForm({
    initialValues: {
      email: user.email,
      role: user.role,
      active: user.status !== 'disabled',
      expires: user.expiresAt?.slice(0, 10) ?? '',
      instanceQuota: user.instanceQuota,
    },
    validate: { email },
  });
  const save = useMutation({
    mutationFn: ({ active, expires, ...rest }: typeof form.values) =>
      changeUser(
        user.id,
        {
          ...rest,
          ...(active === (user.status === 'disabled') ? { status: active ? 'active' : 'disabled' } : {}),
          ...(expires === (user.expiresAt?.slice(0, 10) ?? '')
            ? {}
            : { expiresAt: expires ? new Date(`${expires}T23:59:59`).toISOString() : null }),
        },
        etag,
      ),
    onSuccess: () => notifyDone(`${user.username} was changed`),
    onError: (error) =>
      notifyError(
        error,
        isApiError(error, 'changed_meanwhile')
          ? 'Somebody else changed this user. The page shows the new state now.'
          : undefined,
      ),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.user(user.id) });
      void client.invalidateQueries({ queryKey: keys.users });
    },
  });
  const roles: Role[] = isSuperadmin(me) || user.role !== 'user' ? ['user', 'admin', 'superadmin'] : ['user'];

  return (
    <Section title="Change">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label="E-mail" type="email" data-testid="edit-email" {...form.getInputProps('email')} />
          <Select
            label="Role"
            data={roles}
            disabled={!isSuperadmin(me)}
            data-testid="edit-role"
            {...form.getInputProps('role')}
          />
          <TextInput
            label="Expires after"
            type="date"
            description="Empty: never"
            data-testid="edit-expires"
            {...form.getInputProps('expires')}
          />
          <NumberInput
            label="Instances at most"
            description="Its quota"
            min={0}
            max={1000}
            data-testid="edit-quota"
            {...form.getInputProps('instanceQuota')}
          />
        </SimpleGrid>
        <Switch
          mt="md"
          label="May sign in"
          description="Switched off, every session, token and terminal ends within seconds"
          disabled={me.user.id === user.id}
          data-testid="edit-active"
          {...form.getInputProps('active', { type: 'checkbox' })}
        />
        <Group mt="md">
          <Button type="submit" loading={save.isPending} disabled={!form.isDirty()} data-testid="edit-submit">
            Save
          </Button>
        </Group>
      </form>
    </Section>
  );
}
