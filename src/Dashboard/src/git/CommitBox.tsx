import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { commit } from '../api/git';
import { isApiError } from '../api/problem';
import { FormError } from '../identity/FormError';
import { useMe } from '../identity/session';
import { notifyDone } from '../shell/ui/notify';
import { plural } from '../shell/ui/format';

interface CommitBoxProps {
  instanceId: string;
  repo: string;
  staged: number;
  onDone: () => void;
}

/** Message and button of a commit. Asks who commits when the instance does not know. */
export function CommitBox({ instanceId, repo, staged, onDone }: CommitBoxProps) {
  const { user } = useMe();
  const [message, setMessage] = useState('');
  const [author, setAuthor] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = message.trim() !== '' && staged > 0 && !busy;

  const submit = async () => {
    if (!ready) return;
    setBusy(true);
    setError(null);
    try {
      const { commitHash } = await commit(instanceId, repo, message, author);
      setMessage('');
      notifyDone('Committed', commitHash.slice(0, 12));
      onDone();
    } catch (failure) {
      if (isApiError(failure, 'git_identity_missing') && author === null) setAuthor(`${user.username} <${user.email}>`);
      setError(failure instanceof Error ? failure : new Error(String(failure)));
    } finally {
      setBusy(false);
    }
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void submit();
  };

  return (
    <Stack gap="xs" onKeyDown={keyDown}>
      <FormError error={error} />
      <Textarea
        aria-label="Message of the commit"
        placeholder="What does the commit change?"
        autosize
        minRows={2}
        maxRows={10}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
        data-testid="commit-message"
      />
      {author !== null && (
        <TextInput
          label="Author"
          description="Git in the instance does not know who commits."
          value={author}
          onChange={(event) => setAuthor(event.currentTarget.value)}
          data-testid="commit-author"
        />
      )}
      <Group justify="space-between" gap={8}>
        <Text size="xs" c="dimmed">
          {staged === 0 ? 'Stage what the commit shall hold.' : 'Ctrl+Enter commits.'}
        </Text>
        <Button size="sm" disabled={!ready} loading={busy} onClick={() => void submit()} data-testid="commit">
          Commit {staged > 0 && plural(staged, 'file')}
        </Button>
      </Group>
    </Stack>
  );
}
