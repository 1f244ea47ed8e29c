import { Button, SegmentedControl } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useDeferredValue, useMemo, useState } from 'react';
import { Link } from 'react-router';
import type { Terminal } from '../api/terminals';
import { isAdmin, useMe } from '../identity/session';
import { instancesQuery } from '../instances/queries';
import { Chip } from '../shell/ui/Chip';
import { EmptyState } from '../shell/ui/EmptyState';
import { ErrorState } from '../shell/ui/ErrorState';
import { plural } from '../shell/ui/format';
import { ListToolbar } from '../shell/ui/ListToolbar';
import { Page } from '../shell/ui/Page';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { useFilter } from '../shell/ui/useFilter';
import { allTerminalsQuery } from './queries';
import { shortDirectory, terminalName } from './terminalName';
import { Thumbnail } from './Thumbnail';
import classes from './TerminalsPage.module.css';

/** A wall of all terminals that one may see, as live pictures. */
export function Component() {
  const me = useMe();
  const { data, error, refetch } = useQuery(allTerminalsQuery);
  const { data: instances } = useQuery(instancesQuery(isAdmin(me) ? 'all' : 'mine'));
  const [which, setWhich] = useState('open');
  const nameOf = useMemo(() => {
    const names = new Map(instances?.map(({ id, name }) => [id, name]));
    return (id: string) => names.get(id) ?? 'instance';
  }, [instances]);
  const rows = useMemo(
    () =>
      data
        ?.filter(({ state }) => which === 'all' || state === 'open')
        .sort(
          (a, b) => nameOf(a.instanceId).localeCompare(nameOf(b.instanceId)) || a.createdAt.localeCompare(b.createdAt),
        ),
    [data, which, nameOf],
  );
  const { filter, setFilter, filtered } = useFilter(rows, (one) =>
    [one.name, one.title, one.workingDirectory, nameOf(one.instanceId), ...one.viewers.map(({ name }) => name)].join(
      ' ',
    ),
  );

  // A hundred tiles are drawn in the pauses between keys.
  const shown = useDeferredValue(filtered);

  return (
    <Page
      title="Terminals"
      description="What runs in the shells of your instances, as it runs."
      actions={
        <Button component={Link} to="/recordings" variant="default" data-testid="to-recordings">
          Recordings
        </Button>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !filtered ? (
        <PanelSkeleton />
      ) : data?.length === 0 ? (
        <EmptyState
          icon={<IconTerminal2 size={22} />}
          title="No terminal is open"
          testId="terminals-empty"
          action={
            <Button component={Link} to="/" variant="default">
              Choose an instance
            </Button>
          }
        >
          Open one on the page of an instance. It goes on when you leave, and shows here what it does.
        </EmptyState>
      ) : (
        <>
          <ListToolbar
            filter={filter}
            onFilter={setFilter}
            placeholder="Filter terminals"
            summary={plural(filtered.length, 'terminal')}
          >
            <SegmentedControl
              size="xs"
              aria-label="Which terminals"
              value={which}
              onChange={setWhich}
              data={[
                { value: 'open', label: 'Open' },
                { value: 'all', label: 'Ended too' },
              ]}
            />
          </ListToolbar>
          {filtered.length === 0 ? (
            <EmptyState icon={<IconTerminal2 size={22} />} title="Nothing matches">
              Clear the filter, or show those that ended too.
            </EmptyState>
          ) : (
            <ul className={classes.wall} aria-label="Terminals">
              {shown?.map((terminal, index) => (
                <Tile
                  key={terminal.id}
                  terminal={terminal}
                  turn={index + 1}
                  instanceName={nameOf(terminal.instanceId)}
                />
              ))}
            </ul>
          )}
        </>
      )}
    </Page>
  );
}

interface TileProps {
  terminal: Terminal;
  turn: number;
  instanceName: string;
}

// One of a hundred that changes must not draw the others anew.
const Tile = memo(function Tile({ terminal, turn, instanceName }: TileProps) {
  const { id, instanceId, state, viewers, workingDirectory } = terminal;
  const name = terminalName(terminal, turn);
  return (
    <li className={classes.tile} data-testid={`terminal-tile-${id}`}>
      <Thumbnail terminalId={id} isOpen={state === 'open'} />
      <div className={classes.foot}>
        <Link to={`/instances/${instanceId}?tab=terminal&terminal=${id}`} className={classes.link}>
          {name}
        </Link>
        {terminal.recording && (
          <Chip tone="bad" pulse>
            Recording
          </Chip>
        )}
        {state !== 'open' && <Chip tone="idle">{state}</Chip>}
      </div>
      <div className={classes.about}>
        <span>{instanceName}</span>
        {workingDirectory && <span className="mono">{shortDirectory(workingDirectory)}</span>}
        <span>
          {viewers.length > 0 ? (
            viewers.map((viewer) => viewer.name).join(', ')
          ) : (
            <RelativeTime time={terminal.lastActivityAt} />
          )}
        </span>
      </div>
    </li>
  );
});
