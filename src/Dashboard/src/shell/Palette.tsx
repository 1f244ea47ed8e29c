import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconBox, IconMoon, IconPlus, IconSearch, IconServer2, IconUserCircle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Instance } from '../api/instances';
import { keys } from '../api/keys';
import type { Node } from '../api/nodes';
import { useMe } from '../identity/session';
import { destinationsFor } from './navigation';
import { paletteStore } from './openPalette';
import { useState } from 'react';

/** Ctrl-K: go anywhere, open any instance or node that is loaded, start the common actions. */
export default function Palette() {
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [groups, setGroups] = useState<SpotlightActionGroupData[]>([]);

  const build = (): SpotlightActionGroupData[] => {
    const to = (path: string) => () => void navigate(path);
    const instances =
      client.getQueryData<Instance[]>(keys.instances('all')) ??
      client.getQueryData<Instance[]>(keys.instances('mine')) ??
      [];
    const nodes = client.getQueryData<Node[]>(keys.nodes) ?? [];
    const pages: SpotlightActionData[] = destinationsFor(me).map(({ path, label, description, icon: Icon }) => ({
      id: path,
      label,
      description,
      leftSection: <Icon size={18} stroke={1.6} />,
      onClick: to(path),
    }));
    return [
      {
        group: 'Actions',
        actions: [
          { id: 'create', label: 'Create an instance', leftSection: <IconPlus size={18} />, onClick: to('/?create') },
          { id: 'add-machine', label: 'Add a machine', leftSection: <IconPlus size={18} />, onClick: to('/nodes?add') },
          {
            id: 'scheme',
            label: colorScheme === 'dark' ? 'Use light colours' : 'Use dark colours',
            leftSection: <IconMoon size={18} stroke={1.6} />,
            onClick: () => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark'),
          },
        ],
      },
      {
        group: 'Go to',
        actions: [
          ...pages,
          {
            id: 'account',
            label: 'Account',
            description: 'Password, SSH keys, tokens, sessions',
            leftSection: <IconUserCircle size={18} stroke={1.6} />,
            onClick: to('/account'),
          },
        ],
      },
      {
        group: 'Instances',
        actions: instances.map(({ id, name, status }) => ({
          id: `i-${id}`,
          label: name,
          description: status,
          leftSection: <IconBox size={18} stroke={1.6} />,
          onClick: to(`/instances/${id}`),
        })),
      },
      {
        group: 'Nodes',
        actions: nodes.map(({ id, name, status }) => ({
          id: `n-${id}`,
          label: name,
          description: status,
          leftSection: <IconServer2 size={18} stroke={1.6} />,
          onClick: to(`/nodes/${id}`),
        })),
      },
    ];
  };

  return (
    <Spotlight
      store={paletteStore}
      tagsToIgnore={['TEXTAREA']}
      shortcut={['mod + K']}
      actions={groups}
      limit={9}
      highlightQuery
      scrollable
      maxHeight={420}
      nothingFound="Nothing found"
      onSpotlightOpen={() => setGroups(build())}
      searchProps={{
        placeholder: 'Search or jump to',
        'aria-label': 'Search or jump to',
        leftSection: <IconSearch size={18} />,
      }}
    />
  );
}
