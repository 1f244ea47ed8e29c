import { Alert, Stack, Text } from '@mantine/core';
import { CopyField } from '../shell/ui/CopyField';

interface OneTimeSecretProps {
  title: string;
  value: string;
  /** As in "Copy password". */
  label: string;
  hint: string;
  testId: string;
}

/** A secret that the server can never show again. */
export function OneTimeSecret({ title, value, label, hint, testId }: OneTimeSecretProps) {
  return (
    <Alert color="harbor" variant="light" title={title}>
      <Stack gap={8}>
        <CopyField wrap value={value} label={label} testId={testId} />
        <Text size="sm">{hint}</Text>
      </Stack>
    </Alert>
  );
}
