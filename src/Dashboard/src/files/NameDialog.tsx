import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormError } from '../identity/FormError';
import { Dialog } from '../shell/ui/Dialog';

interface NameDialogProps {
  title: string;
  label: string;
  initial: string;
  action: string;
  /** Null when the text may be used. */
  problemOf: (text: string) => string | null;
  onSubmit: (text: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for one line of text: a name, a path, permission bits. */
export function NameDialog({ title, label, initial, action, problemOf, onSubmit, onClose }: NameDialogProps) {
  const [text, setText] = useState(initial);
  const [touched, setTouched] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const problem = problemOf(text);

  const submit = async () => {
    setTouched(true);
    if (problem) return;
    setBusy(true);
    try {
      await onSubmit(text);
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };

  return (
    <Dialog title={title} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit();
        }}
      >
        <Stack gap="md">
          <FormError error={error instanceof Error ? error : null} />
          <TextInput
            label={label}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={touched ? problem : null}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            data-testid="file-name"
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} data-testid="file-name-submit">
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
