import { useForm, type UseFormInput } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import type { User } from '../api/identity';
import { ApiError } from '../api/problem';
import { meQuery, safeReturnPath } from './session';

/** A form that ends in a session: on success it loads the account and goes where the visitor wanted to go. */
export function useAuthForm<V extends Record<string, string>>(
  options: UseFormInput<V>,
  submit: (values: V) => Promise<{ user: User }>,
) {
  const form = useForm<V>({ mode: 'uncontrolled', ...options });
  const navigate = useNavigate();
  const client = useQueryClient();
  const [parameters] = useSearchParams();
  const mutation = useMutation({
    mutationFn: submit,
    onSuccess: async () => {
      client.clear();
      await client.query(meQuery);
      await navigate(safeReturnPath(parameters.get('return')), { replace: true });
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return;
      const fields = Object.fromEntries(
        Object.entries(error.fields).map(([name, messages]) => [name, messages.join(' ')]),
      );
      if (error.code === 'username_taken') fields.username = error.message;
      if (error.code === 'email_taken') fields.email = error.message;
      form.setErrors(fields);
    },
  });
  return { form, mutation, onSubmit: form.onSubmit((values) => mutation.mutate(values)) };
}
