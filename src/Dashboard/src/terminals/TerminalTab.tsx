import { Button } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Instance } from '../api/instances';
import { obstacle } from '../api/problem';
import { closeTerminal, openTerminal, type Terminal } from '../api/terminals';
import { applyTerminal, dropTerminal } from '../events/applyEvent';
import { canDo } from '../instances/status';
import { useInstanceActions } from '../instances/useInstanceActions';
import { confirmDanger } from '../shell/ui/confirm';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { notifyError } from '../shell/ui/notify';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { terminalsQuery } from './queries';
import { Workspace } from './Workspace';

/** The terminals of an instance, or why there is none. */
export default function TerminalTab({ instance }: { instance: Instance }) {
  const client = useQueryClient();
  const actions = useInstanceActions();
  const query = useQuery(terminalsQuery(instance.id));
  const { data, refetch } = query;
  const error = obstacle(query);
  const ordered = useMemo(() => data && [...data].sort((a, b) => a.createdAt.localeCompare(b.createdAt)), [data]);
  const canOpen = canDo(instance, 'terminal');

  const opening = useMutation({
    mutationFn: () => openTerminal({ instanceId: instance.id, columns: 120, rows: 32 }),
    onSuccess: (terminal) => applyTerminal(client, terminal),
    onError: (problem) => notifyError(problem),
  });
  const open = () => opening.mutateAsync().catch(() => null);

  const end = (terminal: Terminal, name: string, onEnded: () => void) => {
    const close = async () => {
      // One that has ended may be gone already.
      await closeTerminal(terminal.id).catch((problem: unknown) => {
        if (terminal.state === 'open') throw problem;
      });
      onEnded();
      dropTerminal(client, terminal.id);
    };
    if (terminal.state !== 'open' || !data?.some(({ id }) => id === terminal.id)) return void close();
    confirmDanger({
      title: `End ${name}`,
      impact: 'The shell and everything started in it is ended, for all who are attached.',
      confirmLabel: 'End it',
      onConfirm: close,
    });
  };

  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!ordered) return <PanelSkeleton />;
  const empty = canOpen ? (
    <EmptyState
      icon={<IconTerminal2 size={22} />}
      title="No terminal is open"
      testId="terminal-empty"
      action={
        <Button loading={opening.isPending} onClick={() => void open()} data-testid="terminal-open">
          Open a terminal
        </Button>
      }
    >
      A shell in the instance. It goes on when you leave the page, and you find it here again.
    </EmptyState>
  ) : (
    <EmptyState
      icon={<IconTerminal2 size={22} />}
      title={`${instance.name} is ${instance.status}`}
      testId="terminal-stopped"
      action={
        canDo(instance, 'start') && (
          <Button onClick={() => void actions.power(instance, 'start')}>Start instance</Button>
        )
      }
    >
      A terminal needs a running instance.
    </EmptyState>
  );
  return (
    <Workspace
      key={instance.id}
      instance={instance}
      terminals={ordered}
      canOpen={canOpen}
      isOpening={opening.isPending}
      open={open}
      end={end}
      empty={empty}
    />
  );
}
