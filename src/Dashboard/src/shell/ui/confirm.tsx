import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useState, type ReactNode } from 'react';
import { notifyError } from './notify';

interface ConfirmOptions {
  title: string;
  /** What will happen, in plain words. */
  impact: ReactNode;
  confirmLabel: string;
  /** Must be typed before the action is possible. */
  typeName?: string;
  onConfirm: () => Promise<unknown>;
}

/** Asks before something is destroyed or cut off. Stays open with the error when the action fails. */
export function confirmDanger(options: ConfirmOptions): void {
  const id = modals.open({
    title: options.title,
    children: <ConfirmBody {...options} onClose={() => modals.close(id)} />,
  });
}

function ConfirmBody({ impact, confirmLabel, typeName, onConfirm, onClose }: ConfirmOptions & { onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const ready = typeName === undefined || typed.trim() === typeName;

  const run = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      notifyError(error);
      setBusy(false);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) void run();
      }}
    >
      <Stack gap="md">
        <Text size="sm" component="div">
          {impact}
        </Text>
        {typeName !== undefined && (
          <TextInput
            label={
              <>
                Type <b className="mono">{typeName}</b> to confirm
              </>
            }
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            data-testid="confirm-name"
          />
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red" disabled={!ready} loading={busy} data-testid="confirm-submit">
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
