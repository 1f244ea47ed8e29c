import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { isAdmin, useMe } from '../identity/session';
import { instancesQuery, nodesQuery } from '../instances/queries';
import { useInstanceActions } from '../instances/useInstanceActions';
import { allTerminalsQuery } from '../terminals/queries';
import { paletteStore } from './openPalette';
import { paletteGroups } from './paletteGroups';

/** Ctrl-K: go anywhere, open any instance, node or terminal, start the common actions. */
export default function Palette() {
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const actions = useInstanceActions();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('dark') === 'dark';
  const [groups, setGroups] = useState<SpotlightActionGroupData[]>([]);
  const scope = isAdmin(me) ? 'all' : 'mine';

  const build = () =>
    paletteGroups({
      me,
      instances: client.getQueryData(instancesQuery(scope).queryKey) ?? [],
      nodes: client.getQueryData(nodesQuery.queryKey) ?? [],
      terminals: client.getQueryData(allTerminalsQuery.queryKey) ?? [],
      pathname,
      actions,
      go: (path) => void navigate(path),
      isDark,
      setScheme: setColorScheme,
    });
  const open = () => {
    setGroups(build());
    // What was not looked at yet comes a moment later; events keep it up to date from then on.
    void Promise.allSettled([
      client.query({ ...instancesQuery(scope), staleTime: 'static' }),
      client.query({ ...nodesQuery, staleTime: 'static' }),
      client.query({ ...allTerminalsQuery, staleTime: 'static' }),
    ]).then(() => setGroups(build()));
  };

  return (
    <Spotlight
      store={paletteStore}
      tagsToIgnore={['TEXTAREA']}
      shortcut={['mod + K', 'mod + shift + K']}
      actions={groups}
      limit={12}
      highlightQuery
      scrollable
      maxHeight={460}
      // A blurred page behind it would be drawn anew with each key, which takes long without a graphics processor.
      overlayProps={{ backgroundOpacity: 0.45, blur: 0 }}
      // Each step of a fade is a picture more between the key and the field to type in.
      transitionProps={{ duration: 0 }}
      nothingFound="Nothing found"
      onSpotlightOpen={open}
      attributes={{ content: { 'aria-label': 'Search or jump to' } }}
      searchProps={{
        placeholder: 'Search or jump to',
        'aria-label': 'Search or jump to',
        leftSection: <IconSearch size={18} />,
      }}
    />
  );
}
