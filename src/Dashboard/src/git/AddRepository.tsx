import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { cloneRepository, initRepository } from '../api/git';
import { FormError } from '../identity/FormError';
import { Dialog } from '../shell/ui/Dialog';
import { Loading } from '../shell/ui/Loading';

interface AddRepositoryProps {
  instanceId: string;
  onClose: () => void;
  onDone: (repo: string) => void;
}

const nameOf = (url: string) => /([^/:]+?)(?:\.git)?\/?$/.exec(url)?.[1] ?? 'project';

/** Copies a repository from elsewhere, or begins an empty one. */
export function AddRepository({ instanceId, onClose, onDone }: AddRepositoryProps) {
  const [how, setHow] = useState('clone');
  const [url, setUrl] = useState('');
  const [typed, setTyped] = useState<string | null>(null);
  const [progress, setProgress] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const path = typed ?? `/root/${how === 'clone' && url.trim() ? nameOf(url.trim()) : 'project'}`;
  const ready = path.startsWith('/') && (how === 'init' || url.trim() !== '') && progress === null;

  const submit = async () => {
    setProgress('');
    setError(null);
    try {
      const { repo } =
        how === 'clone'
          ? await cloneRepository(instanceId, url.trim(), path, setProgress)
          : await initRepository(instanceId, path);
      onDone(repo);
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
      setProgress(null);
    }
  };

  return (
    <Dialog title="Add a repository" onClose={onClose} closeOnClickOutside={progress === null}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void submit();
        }}
      >
        <Stack gap="md">
          <SegmentedControl
            aria-label="How"
            value={how}
            onChange={setHow}
            data={[
              { value: 'clone', label: 'Clone' },
              { value: 'init', label: 'Empty' },
            ]}
          />
          <FormError error={error} />
          {how === 'clone' && (
            <TextInput
              label="Address"
              description="https://, ssh:// or user@host:path. Git uses the keys and credentials of the instance."
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
              data-testid="clone-url"
            />
          )}
          <TextInput
            label="Folder"
            description={how === 'clone' ? 'A new one' : 'Made when it is missing'}
            value={path}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-testid="repo-path"
          />
          {progress !== null && (
            <Group gap={8} role="status" wrap="nowrap">
              <Loading />
              <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {progress || (how === 'clone' ? 'Asking the remote…' : 'Making it…')}
              </Text>
            </Group>
          )}
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!ready} data-testid="repo-add-submit">
              {how === 'clone' ? 'Clone' : 'Make'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
