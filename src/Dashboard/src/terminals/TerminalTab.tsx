import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlus, IconTerminal2, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { Instance } from '../api/instances';
import { keys } from '../api/keys';
import { closeTerminal, listTerminals, openTerminal, type Terminal } from '../api/terminals';
import { upsert, without } from '../events/applyEvent';
import { canDo } from '../instances/status';
import { useInstanceActions } from '../instances/useInstanceActions';
import { confirmDanger } from '../shell/ui/confirm';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { notifyError } from '../shell/ui/notify';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { TerminalView } from './TerminalView';
import classes from './TerminalTab.module.css';

/**
 * The terminals of an instance side by side. Which one is open stands in the address, so a reload finds the same shell
 * again.
 */
export default function TerminalTab({ instance }: { instance: Instance }) {
  const client = useQueryClient();
  const actions = useInstanceActions();
  const [parameters, setParameters] = useSearchParams();
  const key = keys.terminals(instance.id);
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => listTerminals(instance.id, signal),
  });
  const chosen = parameters.get('terminal');
  const current = chosen ?? data?.find((terminal) => terminal.state === 'open')?.id ?? null;

  const choose = (id: string | null) =>
    setParameters(
      (old) => {
        const next = new URLSearchParams(old);
        if (id) next.set('terminal', id);
        else next.delete('terminal');
        return next;
      },
      { replace: true },
    );

  // The address always names the terminal that is shown.
  useEffect(() => {
    if (current && current !== chosen) choose(current);
  });

  const open = useMutation({
    mutationFn: () => openTerminal({ instanceId: instance.id, columns: 120, rows: 32 }),
    onSuccess: (terminal) => {
      client.setQueryData<Terminal[]>(key, (list) => upsert(list ?? [], terminal));
      choose(terminal.id);
    },
    onError: (problem) => notifyError(problem),
  });

  const end = async (terminal: Terminal) => {
    await closeTerminal(terminal.id);
    client.setQueryData<Terminal[]>(key, (list) => without(list, terminal.id));
    if (terminal.id === current)
      choose(data?.find((other) => other.id !== terminal.id && other.state === 'open')?.id ?? null);
  };
  const askEnd = (terminal: Terminal, name: string) =>
    terminal.state === 'open'
      ? confirmDanger({
          title: `End ${name}`,
          impact: 'The shell and everything started in it is ended.',
          confirmLabel: 'End it',
          onConfirm: () => end(terminal),
        })
      : void end(terminal).catch(notifyError);

  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <PanelSkeleton />;

  const openButton = (
    <Button loading={open.isPending} onClick={() => open.mutate()} data-testid="terminal-open">
      Open a terminal
    </Button>
  );
  if (!canDo(instance, 'terminal') && !current) {
    return (
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
  }
  if (!current) {
    return (
      <EmptyState
        icon={<IconTerminal2 size={22} />}
        title="No terminal is open"
        testId="terminal-empty"
        action={openButton}
      >
        A shell in the instance. It goes on when you leave the page, and you find it here again.
      </EmptyState>
    );
  }

  const ordered = [...data].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  return (
    <>
      <div className={classes.bar}>
        <div className={classes.tabs}>
          {ordered.map((terminal, index) => {
            const name = terminal.title || `Terminal ${index + 1}`;
            return (
              <div
                key={terminal.id}
                className={classes.tab}
                data-current={terminal.id === current || undefined}
                title={terminal.workingDirectory || undefined}
              >
                <button
                  type="button"
                  aria-pressed={terminal.id === current}
                  onClick={() => choose(terminal.id)}
                  data-testid={`terminal-tab-${index + 1}`}
                >
                  {name}
                  {terminal.state === 'open' ? '' : ` (${terminal.state})`}
                </button>
                <ActionIcon size={20} aria-label={`End ${name}`} onClick={() => askEnd(terminal, name)}>
                  <IconX size={12} />
                </ActionIcon>
              </div>
            );
          })}
        </div>
        <Tooltip label="Open another terminal">
          <ActionIcon
            aria-label="Open another terminal"
            loading={open.isPending}
            onClick={() => open.mutate()}
            disabled={!canDo(instance, 'terminal')}
            data-testid="terminal-add"
          >
            <IconPlus size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <TerminalView
        key={current}
        terminalId={current}
        label={`Terminal of ${instance.name}`}
        onOpenNew={() => open.mutate()}
      />
    </>
  );
}
