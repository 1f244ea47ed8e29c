import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconDots,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconSettings,
  IconShare,
  IconTerminal2,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Instance } from '../api/instances';
import { mayDo, useMe } from '../identity/session';
import { canDo, isMachine } from './status';
import { useInstanceActions } from './useInstanceActions';

/** The quick actions of a row: the likely one as a button, all of them in the menu. */
export function InstanceMenu({ instance }: { instance: Instance }) {
  const actions = useInstanceActions();
  const me = useMe();
  const may = (permission: string) => mayDo(me, permission, instance);
  const hasTerminal = may('command:cloud_instance');
  const controls = may('control:cloud_instance');
  const manages = may('manage:cloud_instance');
  const machine = isMachine(instance);
  const path = `/instances/${instance.id}`;
  return (
    <>
      {canDo(instance, 'start') && controls ? (
        <Tooltip label="Start">
          <ActionIcon
            aria-label={`Start ${instance.name}`}
            onClick={() => void actions.power(instance, 'start')}
            data-testid={`instance-start-${instance.name}`}
          >
            <IconPlayerPlay size={16} />
          </ActionIcon>
        </Tooltip>
      ) : (
        <Tooltip label="Open terminal">
          <ActionIcon
            component={Link}
            to={`${path}?tab=terminal`}
            aria-label={`Open terminal of ${instance.name}`}
            data-disabled={!(hasTerminal && canDo(instance, 'terminal')) || undefined}
            style={hasTerminal && canDo(instance, 'terminal') ? undefined : { visibility: 'hidden' }}
          >
            <IconTerminal2 size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={`Actions of ${instance.name}`} data-testid={`instance-menu-${instance.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {!machine && (
            <>
              <Menu.Item
                leftSection={<IconPlayerPlay size={15} />}
                disabled={!controls || !canDo(instance, 'start')}
                onClick={() => void actions.power(instance, 'start')}
                data-testid="action-start"
              >
                Start
              </Menu.Item>
              <Menu.Item
                leftSection={<IconPlayerStop size={15} />}
                disabled={!controls || !canDo(instance, 'stop')}
                onClick={() => void actions.power(instance, 'stop')}
                data-testid="action-stop"
              >
                Stop
              </Menu.Item>
              <Menu.Item
                leftSection={<IconRefresh size={15} />}
                disabled={!controls || !canDo(instance, 'restart')}
                onClick={() => actions.restart(instance)}
                data-testid="action-restart"
              >
                Restart
              </Menu.Item>
              <Menu.Divider />
            </>
          )}
          {hasTerminal && (
            <Menu.Item leftSection={<IconTerminal2 size={15} />} component={Link} to={`${path}?tab=terminal`}>
              Terminal
            </Menu.Item>
          )}
          {manages && (
            <Menu.Item leftSection={<IconSettings size={15} />} component={Link} to={`${path}?tab=settings`}>
              Settings
            </Menu.Item>
          )}
          {may('share:cloud_instance') && (
            <Menu.Item
              leftSection={<IconShare size={15} />}
              component={Link}
              to={`/shares?create=${instance.id}`}
              data-testid="action-share"
            >
              Share…
            </Menu.Item>
          )}
          {!machine && (
            <>
              <Menu.Divider />
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={15} />}
                disabled={!manages || !canDo(instance, 'delete')}
                onClick={() => actions.remove(instance)}
                data-testid="action-delete"
              >
                Delete…
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
