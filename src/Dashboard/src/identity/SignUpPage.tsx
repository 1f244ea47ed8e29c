import { Alert, Anchor, Text } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { signUp } from '../api/identity';
import { AuthFrame } from './AuthFrame';
import { NewAccountForm } from './NewAccountForm';
import { useConfig } from './session';

export function Component() {
  const config = useConfig();
  const [parameters] = useSearchParams();
  const toLogin = (
    <Text size="sm" c="dimmed" ta="center">
      Already have an account?{' '}
      <Anchor component={Link} to={{ pathname: '/login', search: parameters.toString() }} underline="always" fz="sm">
        Sign in
      </Anchor>
    </Text>
  );
  return (
    <AuthFrame title="Create an account" lead="Then create your first instance and connect with SSH.">
      {config && !config.signUpEnabled ? (
        <>
          <Alert color="gray" variant="light" mb="md" data-testid="signup-disabled">
            Sign-up is switched off on this server. Ask an administrator for an account.
          </Alert>
          {toLogin}
        </>
      ) : (
        <NewAccountForm name="signup" submitLabel="Create account" submit={signUp} footer={toLogin} />
      )}
    </AuthFrame>
  );
}
