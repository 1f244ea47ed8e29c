import { Alert, Anchor } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { setup } from '../api/identity';
import { AuthFrame } from './AuthFrame';
import { NewAccountForm } from './NewAccountForm';
import { useConfig } from './session';

export function Component() {
  const config = useConfig();
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('token'));

  // The token is worth an administrator's account: it must not stay in the address bar or the history.
  useEffect(() => {
    if (token) window.history.replaceState(window.history.state, '', '/setup');
  }, [token]);

  const done = config !== undefined && !config.setupRequired;
  return (
    <AuthFrame title="Set up Anchorage" lead="You are the first one here. This account may do everything.">
      {done && (
        <Alert color="gray" variant="light" data-testid="setup-done">
          This server is set up already.{' '}
          <Anchor component={Link} to="/login" fz="sm" underline="always">
            Sign in
          </Anchor>
        </Alert>
      )}
      {!done && !token && (
        <Alert color="yellow" variant="light" title="The link is not complete" data-testid="setup-no-token">
          Open the whole link that the server printed at its first start. It ends in <code>#token=…</code>. To get a new
          one, restart the server.
        </Alert>
      )}
      {!done && token && (
        <NewAccountForm
          name="setup"
          submitLabel="Create administrator"
          submit={(values) => setup({ token, ...values })}
        />
      )}
    </AuthFrame>
  );
}
