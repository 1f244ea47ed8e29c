import type { MantineColorScheme } from '@mantine/core';
import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconBox,
  IconKeyboard,
  IconMoon,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlus,
  IconRefresh,
  IconServer2,
  IconTerminal2,
  IconTrash,
  IconUserCircle,
} from '@tabler/icons-react';
import type { Me } from '../api/identity';
import type { Instance } from '../api/instances';
import type { Node } from '../api/nodes';
import type { Terminal } from '../api/terminals';
import { canDo } from '../instances/status';
import type { useInstanceActions } from '../instances/useInstanceActions';
import { terminalName } from '../terminals/terminalName';
import { destinationsFor } from './navigation';
import { showShortcuts } from './shortcuts';

interface PaletteContext {
  me: Me;
  instances: Instance[];
  nodes: Node[];
  terminals: Terminal[];
  pathname: string;
  actions: ReturnType<typeof useInstanceActions>;
  go: (path: string) => void;
  isDark: boolean;
  setScheme: (scheme: MantineColorScheme) => void;
}

const entry = (
  id: string,
  label: string,
  Icon: typeof IconBox,
  onClick: () => void,
  description?: string,
): SpotlightActionData => ({
  id,
  label,
  leftSection: <Icon size={18} stroke={1.6} />,
  onClick,
  ...(description ? { description } : {}),
});

/** What can be done with the instance of the page that is looked at. */
function onInstance(instance: Instance, { actions, go }: PaletteContext): SpotlightActionData[] {
  const { id, name } = instance;
  const path = `/instances/${id}`;
  return [
    canDo(instance, 'terminal') &&
      entry('do-terminal', `Terminals of ${name}`, IconTerminal2, () => go(`${path}?tab=terminal`)),
    canDo(instance, 'start') &&
      entry('do-start', `Start ${name}`, IconPlayerPlay, () => void actions.power(instance, 'start')),
    canDo(instance, 'stop') &&
      entry('do-stop', `Stop ${name}`, IconPlayerStop, () => void actions.power(instance, 'stop')),
    canDo(instance, 'restart') && entry('do-restart', `Restart ${name}`, IconRefresh, () => actions.restart(instance)),
    canDo(instance, 'delete') && entry('do-delete', `Delete ${name}`, IconTrash, () => actions.remove(instance)),
  ].filter((one) => one !== false);
}

/** Everything that the palette offers now. */
export function paletteGroups(context: PaletteContext): SpotlightActionGroupData[] {
  const { me, instances, nodes, terminals, pathname, go, isDark, setScheme } = context;
  const here = instances.find(({ id }) => pathname === `/instances/${id}`);
  const nameOf = new Map(instances.map(({ id, name }) => [id, name]));
  return [
    ...(here ? [{ group: here.name, actions: onInstance(here, context) }] : []),
    {
      group: 'Actions',
      actions: [
        entry('create', 'Create an instance', IconPlus, () => go('/?create')),
        entry('add-machine', 'Add a machine', IconPlus, () => go('/nodes?add')),
        entry('scheme', isDark ? 'Use light colours' : 'Use dark colours', IconMoon, () =>
          setScheme(isDark ? 'light' : 'dark'),
        ),
        entry('keys', 'Show all keys', IconKeyboard, showShortcuts),
      ],
    },
    {
      group: 'Go to',
      actions: [
        ...destinationsFor(me).map(({ path, label, description, icon }) =>
          entry(path, label, icon, () => go(path), description),
        ),
        entry('account', 'Account', IconUserCircle, () => go('/account'), 'Password, SSH keys, tokens, sessions'),
      ],
    },
    {
      group: 'Instances',
      actions: instances.map(({ id, name, status }) =>
        entry(`i-${id}`, name, IconBox, () => go(`/instances/${id}`), status),
      ),
    },
    {
      group: 'Terminals',
      actions: terminals
        .filter(({ state }) => state === 'open')
        .map((terminal, index) =>
          entry(
            `t-${terminal.id}`,
            `${terminalName(terminal, index + 1)} in ${nameOf.get(terminal.instanceId) ?? 'instance'}`,
            IconTerminal2,
            () => go(`/instances/${terminal.instanceId}?tab=terminal&terminal=${terminal.id}`),
            terminal.workingDirectory || 'terminal',
          ),
        ),
    },
    {
      group: 'Nodes',
      actions: nodes.map(({ id, name, status }) =>
        entry(`n-${id}`, name, IconServer2, () => go(`/nodes/${id}`), status),
      ),
    },
  ];
}
