import { Anchor, List, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { canGenerateKey } from '../identity/generateKey';
import { sshKeysQuery } from '../identity/sshKeys';
import { plural } from '../shell/ui/format';
import { Loading } from '../shell/ui/Loading';

export type KeyWay = 'registered' | 'generate' | 'paste' | 'cli';

interface KeyChoiceProps {
  way: KeyWay;
  onWay: (way: KeyWay) => void;
  pasted: string;
  onPasted: (key: string) => void;
  problem: string | null;
  name: string;
}

/** How the newcomer will get in. Whoever has keys sees which ones; whoever has none gets three ways to one. */
export function KeyChoice({ way, onWay, pasted, onPasted, problem, name }: KeyChoiceProps) {
  const { data: keys } = useQuery(sshKeysQuery('me'));
  if (!keys) return <Loading label="Loading keys" />;

  if (keys.length > 0) {
    return (
      <div data-testid="create-keys">
        <Text size="sm" fw={500}>
          SSH keys
        </Text>
        <Text size="xs" c="dimmed" mb={4}>
          Your {plural(keys.length, 'key')} can sign in.{' '}
          <Anchor component={Link} to="/account" fz="xs" underline="always">
            Manage keys
          </Anchor>
        </Text>
        <List size="sm" spacing={2} listStyleType="none" m={0} p={0}>
          {keys.slice(0, 4).map((key) => (
            <List.Item key={key.id}>
              {key.label}{' '}
              <Text span size="xs" c="dimmed" className="mono">
                {key.fingerprint.slice(0, 22)}…
              </Text>
            </List.Item>
          ))}
        </List>
      </div>
    );
  }

  const able = canGenerateKey();
  return (
    <Radio.Group
      label="SSH key"
      description="You have none yet. How do you want to sign in?"
      value={way}
      onChange={(value) => onWay(value)}
      data-testid="create-key-choice"
    >
      <Stack gap="xs" mt="xs">
        <Radio
          value="generate"
          label="Make one for me"
          disabled={!able}
          data-testid="key-generate"
          description={
            able
              ? 'Made in this browser. You download the private half, the server gets the public one.'
              : 'Needs HTTPS, or a browser on the server itself.'
          }
        />
        <Radio
          value="paste"
          label="Paste a public key"
          description="The content of ~/.ssh/id_ed25519.pub or another .pub file"
          data-testid="key-paste"
        />
        {way === 'paste' && (
          <Textarea
            aria-label="Public key"
            placeholder="ssh-ed25519 AAAA… you@laptop"
            autosize
            minRows={2}
            maxRows={5}
            ml={28}
            value={pasted}
            error={problem}
            spellCheck={false}
            onChange={(event) => onPasted(event.currentTarget.value)}
            data-testid="create-public-key"
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
          />
        )}
        <Radio
          value="cli"
          label="Use the command line"
          description={
            <>
              Later: <code>anchorage ssh {name || 'NAME'}</code> makes a key and signs in.
            </>
          }
          data-testid="key-cli"
        />
      </Stack>
    </Radio.Group>
  );
}
