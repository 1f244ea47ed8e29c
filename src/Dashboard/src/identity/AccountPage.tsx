import { Facts } from '../shell/ui/Facts';
import { Page } from '../shell/ui/Page';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { Section } from '../shell/ui/Section';
import { PasswordSection } from './PasswordSection';
import { SessionsSection } from './SessionsSection';
import { SshKeysSection } from './SshKeysSection';
import { TokensSection } from './TokensSection';
import { useMe } from './session';

export function Component() {
  const { user } = useMe();
  return (
    <Page title="Account" description="Yourself, and what may act for you.">
      <Section title="Profile">
        <Facts
          items={[
            ['User name', user.username],
            ['E-mail', user.email],
            ['Role', user.role],
            ['Instances', `${user.instanceCount} of ${user.instanceQuota}`],
            ['Account expires', <RelativeTime key="e" time={user.expiresAt} />],
            ['Member since', <RelativeTime key="c" time={user.createdAt} />],
          ]}
        />
      </Section>
      <SshKeysSection owner="me" />
      <TokensSection />
      <PasswordSection />
      <SessionsSection />
    </Page>
  );
}
