import { Button, Group, Menu, ActionIcon, Tabs, Title } from '@mantine/core';
import {
  IconChevronLeft,
  IconDots,
  IconHelpCircle,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconServer2,
  IconShare,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { obstacle } from '../api/problem';
import type { Instance } from '../api/instances';
import { isActive } from '../api/operations';
import { mayDo, useMe } from '../identity/session';
import { WhyDialog } from '../identity/WhyDialog';
import { OperationProgress } from '../operations/OperationProgress';
import { ErrorState } from '../shell/ui/ErrorState';
import { Page } from '../shell/ui/Page';
import { PanelSkeleton } from '../shell/ui/PanelSkeleton';
import { ConfigurationTab } from '../commands/ConfigurationTab';
import { NodeOperations } from '../commands/NodeOperations';
import { InstanceGone } from './InstanceGone';
import { InTrash } from './InTrash';
import { InstanceStatusChip } from './InstanceStatusChip';
import { LogsTab } from './LogsTab';
import { MachineOverview } from './MachineOverview';
import { OverviewTab } from './OverviewTab';
import { instanceQuery } from './queries';
import { SettingsTab } from './SettingsTab';
import { canDo, isMachine } from './status';
import { useInstanceActions } from './useInstanceActions';
import { loadPart } from '../shell/loadPart';

const TerminalTab = lazy(() => loadPart(() => import('../terminals/TerminalTab')));
const FilesTab = lazy(() => loadPart(() => import('../files/FilesTab')));
const GitTab = lazy(() => loadPart(() => import('../git/GitTab')));
const tabs = [
  { value: 'overview', label: 'Overview', permission: 'read:cloud_instance' },
  { value: 'terminal', label: 'Terminal', permission: 'command:cloud_instance' },
  { value: 'files', label: 'Files', permission: 'read:cloud_files' },
  { value: 'git', label: 'Git', permission: 'read:cloud_git' },
  { value: 'logs', label: 'Logs', permission: 'logs:cloud_instance' },
  { value: 'configuration', label: 'Configuration', permission: 'command:cloud_instance' },
  { value: 'settings', label: 'Settings', permission: 'manage:cloud_instance' },
];

export function Component() {
  const { id = '' } = useParams();
  const query = useQuery(instanceQuery(id));
  const { data, refetch } = query;
  const error = obstacle(query);
  if (error)
    return (
      <Page title="Instance">
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Page>
    );
  if (data === undefined) return <PanelSkeleton />;
  const instance = data as Instance | null;
  return instance ? <InstanceDetail instance={instance} /> : <InstanceGone />;
}

function InstanceDetail({ instance }: { instance: Instance }) {
  const [parameters, setParameters] = useSearchParams();
  const actions = useInstanceActions();
  const wanted = parameters.get('tab') ?? '';
  const me = useMe();
  const controls = mayDo(me, 'control:cloud_instance', instance);
  const machine = isMachine(instance);
  const [asking, setAsking] = useState(false);
  const offered = tabs.filter(
    ({ value, permission }) => mayDo(me, permission, instance) && !(machine && value === 'logs'),
  );
  const tab = offered.some(({ value }) => value === wanted) ? wanted : 'overview';
  const choose = (value: string | null) =>
    setParameters((old) => {
      const next = new URLSearchParams(old);
      if (value && value !== 'overview') next.set('tab', value);
      else next.delete('tab');
      next.delete('path');
      next.delete('repo');
      next.delete('q');
      return next;
    });

  return (
    <Page
      title={instance.name}
      heading={
        <>
          <Link to="/" className="back-link">
            <IconChevronLeft size={14} aria-hidden="true" /> Instances
          </Link>
          <Group gap={10}>
            <Title order={1} data-testid="instance-name">
              {instance.name}
            </Title>
            <InstanceStatusChip instance={instance} />
          </Group>
        </>
      }
      description={
        <>
          {instance.image.title}
          {machine ? ' · machine' : instance.node && <> on {instance.node.name}</>}
          {' · '}
          {instance.owner.name}
        </>
      }
      actions={
        <>
          {instance.status === 'running' && mayDo(me, 'command:cloud_instance', instance) && (
            <NodeOperations instance={instance} />
          )}
          {controls && canDo(instance, 'start') && (
            <Button
              leftSection={<IconPlayerPlay size={15} />}
              onClick={() => void actions.power(instance, 'start')}
              data-testid="instance-start"
            >
              Start
            </Button>
          )}
          {controls && canDo(instance, 'stop') && (
            <Button
              variant="default"
              leftSection={<IconPlayerStop size={15} />}
              onClick={() => void actions.power(instance, 'stop')}
              data-testid="instance-stop"
            >
              Stop
            </Button>
          )}
          <Menu>
            <Menu.Target>
              <ActionIcon variant="default" size={36} aria-label="More actions" data-testid="instance-more">
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {machine ? (
                <Menu.Item leftSection={<IconServer2 size={15} />} component={Link} to={`/nodes/${instance.id}`}>
                  Its node
                </Menu.Item>
              ) : (
                <Menu.Item
                  leftSection={<IconRefresh size={15} />}
                  disabled={!controls || !canDo(instance, 'restart')}
                  onClick={() => actions.restart(instance)}
                  data-testid="instance-restart"
                >
                  Restart
                </Menu.Item>
              )}
              {mayDo(me, 'share:cloud_instance', instance) && (
                <Menu.Item
                  leftSection={<IconShare size={15} />}
                  component={Link}
                  to={`/shares?create=${instance.id}`}
                  data-testid="instance-share"
                >
                  Share…
                </Menu.Item>
              )}
              <Menu.Item
                leftSection={<IconHelpCircle size={15} />}
                onClick={() => setAsking(true)}
                data-testid="instance-why"
              >
                Who may do what…
              </Menu.Item>
              {!machine && (
                <Menu.Item
                  leftSection={<IconTrash size={15} />}
                  color="red"
                  disabled={!mayDo(me, 'manage:cloud_instance', instance) || !canDo(instance, 'delete')}
                  onClick={() => actions.remove(instance)}
                  data-testid="instance-delete"
                >
                  Delete…
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      {asking && <WhyDialog instance={instance} onClose={() => setAsking(false)} />}
      {instance.operation && isActive(instance.operation) && (
        <div style={{ marginBottom: 16 }}>
          <OperationProgress operation={instance.operation} testId="instance-progress" />
        </div>
      )}
      {instance.status === 'trashed' && <InTrash instance={instance} />}
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List mb="md" className="scroll-tabs">
          {offered.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value} data-testid={`tab-${value}`}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          {machine ? <MachineOverview instance={instance} /> : <OverviewTab instance={instance} />}
        </Tabs.Panel>
        <Tabs.Panel value="terminal">
          <Suspense fallback={<PanelSkeleton />}>
            <TerminalTab instance={instance} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="files">
          <Suspense fallback={<PanelSkeleton />}>
            <FilesTab instance={instance} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="git">
          <Suspense fallback={<PanelSkeleton />}>
            <GitTab instance={instance} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="logs">
          <LogsTab instance={instance} />
        </Tabs.Panel>
        <Tabs.Panel value="configuration">
          <ConfigurationTab instance={instance} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <SettingsTab instance={instance} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
