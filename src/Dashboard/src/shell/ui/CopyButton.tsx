import { ActionIcon, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface CopyButtonProps {
  value: string;
  /** What is copied, as in "Copy SSH command". */
  label: string;
  testId?: string;
}

export function CopyButton({ value, label, testId }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 1500 });
  const text = clipboard.copied ? 'Copied' : clipboard.error ? 'Not copied: select the text by hand' : `Copy ${label}`;
  return (
    <Tooltip label={text}>
      <ActionIcon
        size="sm"
        aria-label={text}
        color={clipboard.copied ? 'teal' : 'gray'}
        data-testid={testId}
        onClick={(event) => {
          event.stopPropagation();
          clipboard.copy(value);
        }}
      >
        {clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </ActionIcon>
    </Tooltip>
  );
}
