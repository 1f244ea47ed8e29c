import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { CopyField } from '../shell/ui/CopyField';
import { download } from './download';
import type { OpenSshKeyPair } from './openSshKey';

export const KeyFileName = 'anchorage_ed25519';

interface GeneratedKeyProps {
  pair: OpenSshKeyPair;
  onDownloaded: () => void;
}

/** The private half of a key made here: offered once, with what to do with the file. */
export function GeneratedKey({ pair, onDownloaded }: GeneratedKeyProps) {
  return (
    <Alert color="harbor" variant="light" title="Save your private key now">
      <Stack gap="xs">
        <Text size="sm">
          It was made in this browser and is not kept anywhere. Without the file you cannot sign in with this key.
        </Text>
        <Button
          leftSection={<IconDownload size={16} />}
          maw={420}
          data-testid="key-download"
          onClick={() => {
            download(KeyFileName, pair.privateKey);
            onDownloaded();
          }}
        >
          Download {KeyFileName}
        </Button>
        <Text size="sm">
          Then put it where SSH looks, readable by you alone. SSH refuses a key that others can read:
        </Text>
        <CopyField
          wrap
          label="commands"
          value={`mv ~/Downloads/${KeyFileName} ~/.ssh/ && chmod 600 ~/.ssh/${KeyFileName}`}
        />
      </Stack>
    </Alert>
  );
}
