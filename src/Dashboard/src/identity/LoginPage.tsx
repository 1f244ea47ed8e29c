import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { signIn, type Me } from '../api/identity';
import { keys } from '../api/keys';
import { AuthFrame } from './AuthFrame';
import { FormError } from './FormError';
import { safeReturnPath, useConfig } from './session';
import { useAuthForm } from './useAuthForm';
import { required } from './validation';

const reasons: Record<string, string> = {
  expired: 'Your session has expired. Sign in again to continue.',
  ended: 'You were signed out. Sign in again to continue.',
  account_expired: 'Your account has expired. Ask an administrator to extend it.',
  disabled: 'Your account was disabled. Ask an administrator.',
  revoked: 'This session was ended from another place, or by a new password. Sign in again to continue.',
};

export function Component() {
  const config = useConfig();
  const [parameters] = useSearchParams();
  const me = useQueryClient().getQueryData<Me>(keys.me);
  const { form, mutation, onSubmit } = useAuthForm(
    {
      initialValues: { username: '', password: '' },
      validate: { username: required, password: (value) => (value ? null : 'Fill this in') },
    },
    signIn,
  );
  if (me && !mutation.isSuccess) return <Navigate to={safeReturnPath(parameters.get('return'))} replace />;
  const reason = reasons[parameters.get('reason') ?? ''];

  return (
    <AuthFrame title="Sign in" lead="Machines, containers and terminals in one place.">
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          {config?.setupRequired && (
            <Alert color="harbor" variant="light" title="Not set up yet" data-testid="setup-required">
              Open the set-up link that the server printed when it was first started.
            </Alert>
          )}
          {reason && !mutation.error && (
            <Alert color="gray" variant="light">
              {reason}
            </Alert>
          )}
          <FormError error={mutation.error} />
          <TextInput
            label="User name or e-mail"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            data-testid="login-username"
            key={form.key('username')}
            {...form.getInputProps('username')}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            data-testid="login-password"
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" loading={mutation.isPending} fullWidth data-testid="login-submit">
            Sign in
          </Button>
          {config?.signUpEnabled && (
            <Text size="sm" c="dimmed" ta="center">
              New here?{' '}
              <Anchor
                component={Link}
                to={{ pathname: '/signup', search: parameters.toString() }}
                data-testid="login-to-signup"
                underline="always"
                fz="sm"
              >
                Create an account
              </Anchor>
            </Text>
          )}
        </Stack>
      </form>
    </AuthFrame>
  );
}
