import { Alert } from '@mantine/core';
import { useEffect, useState } from 'react';
import { ApiError, messageOf } from '../api/problem';

interface FormErrorProps {
  error: Error | null;
}

/**
 * Why a form was refused. Messages that belong to a field stand at the field instead. Counts down while too many
 * attempts were made.
 */
export function FormError({ error }: FormErrorProps) {
  const [waited, setWaited] = useState(0);
  const wait = error instanceof ApiError ? (error.retryAfterSeconds ?? 0) : 0;

  useEffect(() => {
    setWaited(0);
    if (wait === 0) return;
    const timer = setInterval(() => setWaited((seconds) => seconds + 1), 1000);
    return () => clearInterval(timer);
  }, [error, wait]);

  if (!error) return null;
  if (error instanceof ApiError && Object.keys(error.fields).length > 0) return null;
  const left = wait - waited;
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      data-testid="form-error"
      data-code={error instanceof ApiError ? error.code : undefined}
    >
      {messageOf(error)}
      {left > 0 && ` Try again in ${left > 90 ? `${Math.ceil(left / 60)} minutes` : `${left} s`}.`}
    </Alert>
  );
}
