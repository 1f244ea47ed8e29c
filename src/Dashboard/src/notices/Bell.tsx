import { ActionIcon, Button, Group, Indicator, Popover, Switch, Text } from '@mantine/core';
import { IconAlertTriangle, IconBell, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { plural } from '../shell/ui/format';
import { RelativeTime } from '../shell/ui/RelativeTime';
import { canTellHidden, setTellHidden, tellsHidden } from './hiddenNotices';
import { clearNotices, readNotices, useNotices } from './notices';
import classes from './Bell.module.css';

/** What ended and what failed while the page was open. */
export function Bell() {
  const { list, unread } = useNotices();
  const [opened, setOpened] = useState(false);
  const [isTold, setTold] = useState(tellsHidden);
  const label = unread > 0 ? plural(unread, 'new notice') : 'Notices';
  const show = (next: boolean) => {
    setOpened(next);
    if (!next) readNotices();
  };
  return (
    <Popover width={340} position="bottom-end" shadow="md" trapFocus returnFocus opened={opened} onChange={show}>
      <Popover.Target>
        <ActionIcon size="lg" aria-label={label} onClick={() => show(!opened)} data-testid="notices-open">
          <Indicator disabled={unread === 0} size={7} component="span" style={{ display: 'grid' }}>
            <IconBell size={19} stroke={1.6} />
          </Indicator>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label="Notices">
        <Group justify="space-between" className={classes.head}>
          <Text size="sm" fw={600}>
            Since you came
          </Text>
          <Button size="compact-xs" variant="subtle" disabled={list.length === 0} onClick={clearNotices}>
            Clear
          </Button>
        </Group>
        {list.length === 0 ? (
          <Text size="sm" c="dimmed" p="sm">
            Nothing has ended or failed.
          </Text>
        ) : (
          <ul className={classes.list} tabIndex={0} aria-label="Notices">
            {list.map(({ id, at, title, message, isFailure, path }) => (
              <li key={id} className={classes.notice} data-failure={isFailure || undefined} data-testid="notice">
                {isFailure ? (
                  <IconAlertTriangle size={16} aria-label="Failed" />
                ) : (
                  <IconCheck size={16} aria-hidden="true" />
                )}
                <div>
                  <Text size="sm" fw={550}>
                    {path ? (
                      <Link to={path} className="quiet-link" onClick={() => show(false)}>
                        {title}
                      </Link>
                    ) : (
                      title
                    )}
                  </Text>
                  {message && <Text size="xs">{message}</Text>}
                  <Text size="xs" c="dimmed">
                    <RelativeTime time={at} />
                  </Text>
                </div>
              </li>
            ))}
          </ul>
        )}
        {canTellHidden() && (
          <Switch
            className={classes.foot}
            size="xs"
            label="Tell me also while this page is out of sight"
            checked={isTold}
            onChange={(event) => void setTellHidden(event.currentTarget.checked).then(setTold)}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
