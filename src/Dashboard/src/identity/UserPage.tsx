import { Button, Group, Title } from '@mantine/core';
import { IconChevronLeft, IconEye, IconHelpCircle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { deleteUser, getUser, resetPassword, type UserWithTag } from '../api/identity';
import { keys } from '../api/keys';
import { applyOperation } from '../events/applyEvent';
import { confirmDanger } from '../shell/ui/confirm';
import { ErrorState } from '../shell/ui/ErrorState';
import { Facts } from '../shell/ui/Facts';
import { plural } from '../shell/ui/format';
import { Page } from '../shell/ui/Page';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { Section } from '../shell/ui/Section';
import { deletionImpact } from './deletionImpact';
import { OneTimeSecret } from './OneTimeSecret';
import { isSuperadmin, mayOn, useMe } from './session';
import { SshKeysSection } from './SshKeysSection';
import { UserForm } from './UserForm';
import { UserStatusChip } from './UserStatusChip';
import { WhyDialog } from './WhyDialog';

export function Component() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery({ queryKey: keys.user(id), queryFn: ({ signal }) => getUser(id, signal) });
  if (error)
    return (
      <Page title="User">
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Page>
    );
  return data ? <UserDetail data={data} /> : <PanelSkeleton />;
}

function UserDetail({ data }: { data: UserWithTag }) {
  const { user } = data;
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [password, setPassword] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const self = me.user.id === user.id;

  const reset = () =>
    confirmDanger({
      title: `Reset the password of ${user.username}`,
      impact:
        'A new password is made and shown to you once. The old one ends at once, with every session of this user.',
      confirmLabel: 'Reset password',
      onConfirm: async () => setPassword((await resetPassword(user.id)).password),
    });
  const remove = () =>
    confirmDanger({
      title: `Delete ${user.username}`,
      impact: deletionImpact(user.instanceCount),
      confirmLabel: 'Delete user',
      typeName: user.username,
      onConfirm: async () => {
        const answer = await deleteUser(user.id);
        if (answer) applyOperation(client, answer.operation);
        await navigate('/users');
        void client.invalidateQueries({ queryKey: keys.users });
      },
    });

  return (
    <Page
      title={user.username}
      heading={
        <>
          <Link to="/users" className="back-link">
            <IconChevronLeft size={14} aria-hidden="true" /> Users
          </Link>
          <Group gap={10}>
            <Title order={1}>{user.username}</Title>
            <UserStatusChip user={user} />
          </Group>
        </>
      }
      description={user.email}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconHelpCircle size={15} />}
            onClick={() => setAsking(true)}
            data-testid="user-why"
          >
            Why…
          </Button>
          {isSuperadmin(me) && !self && (
            <Button
              variant="default"
              leftSection={<IconEye size={15} />}
              component={Link}
              to={`/users/${user.id}/view`}
              data-testid="user-view"
            >
              View as
            </Button>
          )}
        </>
      }
    >
      {asking && <WhyDialog user={user.username} onClose={() => setAsking(false)} />}
      <Section title="Account">
        <Facts
          items={[
            ['Role', user.role],
            [
              'Instances',
              <Link key="i" to={`/?q=${encodeURIComponent(user.username)}`}>
                {user.instanceCount} of {user.instanceQuota}
              </Link>,
            ],
            ['Expires', <RelativeTime key="e" time={user.expiresAt} />],
            ['Last sign-in', <RelativeTime key="l" time={user.lastLoginAt} />],
            ['Created', <RelativeTime key="c" time={user.createdAt} />],
          ]}
        />
      </Section>
      <UserForm key={data.etag} data={data} />
      {mayOn(me, 'manage:credentials', user) && <SshKeysSection owner={user.id} />}
      <Section
        title="Password"
        description="For somebody who cannot get in any more."
        actions={
          <Button variant="default" onClick={reset} data-testid="user-reset-password">
            Reset…
          </Button>
        }
      >
        {password && (
          <OneTimeSecret
            title="The new password"
            value={password}
            label="password"
            hint="It is shown only now."
            testId="reset-password"
          />
        )}
      </Section>
      {!self && (
        <Section
          title="Delete"
          danger
          description={
            user.instanceCount > 0
              ? `Also deletes ${plural(user.instanceCount, 'instance')}.`
              : 'The account and everything that belongs to it.'
          }
          actions={
            <Button color="red" variant="light" onClick={remove} data-testid="user-delete">
              Delete…
            </Button>
          }
        />
      )}
    </Page>
  );
}
