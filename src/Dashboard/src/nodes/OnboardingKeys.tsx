import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { listOnboardingKeys, revokeOnboardingKey, type OnboardingKey } from '../api/nodes';
import { Chip } from '../shell/ui/Chip';
import { confirmDanger } from '../shell/ui/confirm';
import { DataList, type Column } from '../shell/ui/DataList';
import { credentialColumn, timeColumn } from '../shell/ui/columns';
import { ErrorState } from '../shell/ui/ErrorState';
import { Section } from '../shell/ui/Section';
import { keyState } from './keyState';

const columns: Column<OnboardingKey>[] = [
  credentialColumn(),
  {
    key: 'state',
    header: 'State',
    sortBy: (key) => keyState(key, Date.now()),
    render: (key) => {
      const state = keyState(key, Date.now());
      return <Chip tone={state === 'usable' ? 'ok' : 'idle'}>{state}</Chip>;
    },
  },
  {
    key: 'uses',
    header: 'Machines added',
    sortBy: ({ uses }) => uses,
    render: ({ uses, maxUses }) => <span className="tabular">{maxUses === null ? uses : `${uses} of ${maxUses}`}</span>,
  },
  timeColumn('expires', 'Expires', ({ expiresAt }) => expiresAt),
  {
    key: 'by',
    header: 'Made by',
    wideOnly: true,
    sortBy: ({ createdBy }) => createdBy.name,
    render: ({ createdBy }) => createdBy.name,
  },
];

/** The keys with which machines may be added, below the machines. Shown only when there are any. */
export function OnboardingKeys() {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: keys.onboardingKeys,
    queryFn: ({ signal }) => listOnboardingKeys(signal),
  });
  const revoke = (key: OnboardingKey) =>
    confirmDanger({
      title: `Revoke ${key.label}`,
      impact: 'No further machine can be added with it. Machines that were added stay.',
      confirmLabel: 'Revoke key',
      onConfirm: async () => {
        await revokeOnboardingKey(key.id);
        await client.invalidateQueries({ queryKey: keys.onboardingKeys });
      },
    });

  if (data?.length === 0) return null;
  return (
    <div style={{ marginTop: 24 }}>
      <Section title="Keys for new machines" description="Whoever has the line of a usable key can add a machine.">
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <DataList
            label="Keys for new machines"
            order="sort-keys"
            rows={data}
            columns={columns}
            rowKey={({ id }) => id}
            rowName={({ label }) => label}
            rowTestId={({ label }) => `onboarding-key-${label}`}
            actions={(key) =>
              keyState(key, Date.now()) === 'usable' ? (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="red"
                  aria-label={`Revoke ${key.label}`}
                  onClick={() => revoke(key)}
                >
                  Revoke
                </Button>
              ) : null
            }
          />
        )}
      </Section>
    </div>
  );
}
