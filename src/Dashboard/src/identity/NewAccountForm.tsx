import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { User } from '../api/identity';
import { FormError } from './FormError';
import { useAuthForm } from './useAuthForm';
import { email, password, username } from './validation';

interface NewAccountFormProps {
  /** `signup` or `setup`: the first half of the test ids. */
  name: string;
  submitLabel: string;
  submit: (values: { username: string; email: string; password: string }) => Promise<{ user: User }>;
  footer?: ReactNode;
}

export function NewAccountForm({ name, submitLabel, submit, footer }: NewAccountFormProps) {
  const { form, mutation, onSubmit } = useAuthForm(
    { initialValues: { username: '', email: '', password: '' }, validate: { username, email, password } },
    submit,
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        <FormError error={mutation.error} />
        <TextInput
          label="User name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          data-testid={`${name}-username`}
          key={form.key('username')}
          {...form.getInputProps('username')}
        />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="email"
          data-testid={`${name}-email`}
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          description="8 to 128 characters; a sentence is a good one"
          autoComplete="new-password"
          data-testid={`${name}-password`}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={mutation.isPending} fullWidth data-testid={`${name}-submit`}>
          {submitLabel}
        </Button>
        {footer}
      </Stack>
    </form>
  );
}
