import { Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changePassword } from '../api/identity';
import { keys } from '../api/keys';
import { notifyDone } from '../shell/ui/notify';
import { Section } from '../shell/ui/Section';
import { FormError } from './FormError';
import { password } from './validation';

export function PasswordSection() {
  const client = useQueryClient();
  const form = useForm({
    initialValues: { oldPassword: '', newPassword: '' },
    validate: { oldPassword: (value) => (value ? null : 'Fill this in'), newPassword: password },
  });
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      form.reset();
      notifyDone('The password was changed', 'Every other session was ended.');
      void client.invalidateQueries({ queryKey: keys.sessions });
    },
  });
  return (
    <Section title="Password" description="Changing it ends every other session.">
      <form onSubmit={form.onSubmit((values) => change.mutate(values))} noValidate>
        <Stack gap="sm" maw={340}>
          <FormError error={change.error} />
          <PasswordInput
            label="Present password"
            autoComplete="current-password"
            data-testid="password-old"
            {...form.getInputProps('oldPassword')}
          />
          <PasswordInput
            label="New password"
            autoComplete="new-password"
            data-testid="password-new"
            {...form.getInputProps('newPassword')}
          />
          <div>
            <Button type="submit" variant="default" loading={change.isPending} data-testid="password-submit">
              Change password
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  );
}
