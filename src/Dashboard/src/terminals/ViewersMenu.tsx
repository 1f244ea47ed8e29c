import { Button, Popover, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconEye, IconKeyboard } from '@tabler/icons-react';
import { useState } from 'react';
import { detachViewer, setViewerRole, takeOver } from '../api/terminals';
import { useMe } from '../identity/session';
import { plural } from '../shell/ui/format';
import { notifyError } from '../shell/ui/notify';
import { RelativeTime } from '../shell/ui/RelativeTime';
import type { Viewer } from './protocol';
import classes from './ViewersMenu.module.css';

const Faces = 3;
const hue = (name: string) =>
  Array.from(name).reduce((sum, character) => (sum * 137 + character.charCodeAt(0) * 61) % 360, 7);

function Face({ name }: { name: string }) {
  return (
    <span className={classes.face} style={{ background: `hsl(${hue(name)} 45% 30%)` }} aria-hidden="true">
      {name.slice(0, 2)}
    </span>
  );
}

interface ViewersMenuProps {
  terminalId: string;
  viewers: Viewer[];
  /** This window's own part. */
  own: string | undefined;
}

/** Who is attached and what they may do, as faces; the menu changes it while it runs. */
export function ViewersMenu({ terminalId, viewers, own }: ViewersMenuProps) {
  const { user } = useMe();
  const [opened, setOpened] = useState(false);
  const people = viewers.filter((one, index) => viewers.findIndex(({ userId }) => userId === one.userId) === index);
  const ask = (action: Promise<unknown>) => void action.catch((error: unknown) => notifyError(error));
  const label = `${plural(people.length, 'person', 'people')} here: ${people.map(({ name }) => name).join(', ')}`;
  return (
    <Popover width={370} position="bottom-end" shadow="md" trapFocus returnFocus opened={opened} onChange={setOpened}>
      <Popover.Target>
        <UnstyledButton
          className={classes.faces}
          title={label}
          onClick={() => setOpened(!opened)}
          data-testid="terminal-viewers"
        >
          <VisuallyHidden>{label}</VisuallyHidden>
          {people.slice(0, Faces).map(({ userId, name }) => (
            <Face key={userId} name={name} />
          ))}
          {people.length > Faces && <span className={classes.more}>+{people.length - Faces}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu} aria-label="Who is attached">
        <div className={classes.list}>
          {viewers.map((viewer) => (
            <div
              key={viewer.id}
              className={classes.viewer}
              data-testid={`viewer-${viewer.name}`}
              data-role={viewer.role}
            >
              <Face name={viewer.name} />
              <div className={classes.who}>
                <Text size="sm" fw={550} truncate>
                  {viewer.name}
                  {viewer.id === own ? ' (you, here)' : viewer.userId === user.id ? ' (you)' : ''}
                </Text>
                <Text size="xs" c="dimmed">
                  {viewer.role === 'type' ? 'types' : 'watches'}, since <RelativeTime time={viewer.since} />
                </Text>
              </div>
              <Button
                size="compact-xs"
                variant="default"
                leftSection={viewer.role === 'type' ? <IconEye size={13} /> : <IconKeyboard size={13} />}
                aria-label={viewer.role === 'type' ? `Let ${viewer.name} only watch` : `Let ${viewer.name} type`}
                onClick={() => ask(setViewerRole(terminalId, viewer.id, viewer.role === 'type' ? 'watch' : 'type'))}
                data-testid={`viewer-role-${viewer.name}`}
              >
                {viewer.role === 'type' ? 'Only watch' : 'Let type'}
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                color="red"
                aria-label={`Detach ${viewer.name}`}
                onClick={() => ask(detachViewer(terminalId, viewer.id))}
                data-testid={`viewer-detach-${viewer.name}`}
              >
                Detach
              </Button>
            </div>
          ))}
        </div>
        <Button
          fullWidth
          size="compact-sm"
          variant="default"
          leftSection={<IconKeyboard size={15} />}
          onClick={() => {
            setOpened(false);
            ask(takeOver(terminalId));
          }}
          data-testid="terminal-take-over"
        >
          Take over: only you type
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
