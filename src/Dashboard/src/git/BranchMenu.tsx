import { Button, Menu, ScrollArea, Text, TextInput } from '@mantine/core';
import { IconCheck, IconChevronDown, IconGitBranch, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listBranches, type RepositoryStatus } from '../api/git';
import { keys } from '../api/keys';
import { messageOf } from '../api/problem';
import { Loading } from '../shell/ui/Loading';

const MostShown = 100;

interface BranchMenuProps {
  instanceId: string;
  status: RepositoryStatus;
  mayWrite: boolean;
  onSwitch: (branch: string, create: boolean) => void;
}

/** The present branch; opens the others, and makes a new one of the text that names none. */
export function BranchMenu({ instanceId, status, mayWrite, onSwitch }: BranchMenuProps) {
  const [opened, setOpened] = useState(false);
  const [filter, setFilter] = useState('');
  const { data, error } = useQuery({
    queryKey: [...keys.repository(instanceId, status.repo), 'branches'],
    queryFn: ({ signal }) => listBranches(instanceId, status.repo, signal),
    enabled: opened,
    staleTime: 0,
  });
  const local = new Set(data?.filter(({ remote }) => !remote).map(({ name }) => name));
  // A branch that only a remote has is offered under the name that it will have here.
  const names = [
    ...local,
    ...new Set(data?.filter(({ remote }) => remote).map(({ name }) => name.slice(name.indexOf('/') + 1))),
  ];
  const wanted = filter.trim();
  const found = [...new Set(names)].filter((name) => name.toLowerCase().includes(wanted.toLowerCase()));
  const choose = (branch: string, create: boolean) => {
    setOpened(false);
    setFilter('');
    onSwitch(branch, create);
  };

  return (
    <Menu opened={opened} onChange={setOpened} width={280} position="bottom-start">
      <Menu.Target>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconGitBranch size={15} />}
          rightSection={<IconChevronDown size={14} />}
          styles={{ label: { maxWidth: 180, overflow: 'hidden', textOverflow: 'ellipsis' } }}
          data-testid="git-branch"
        >
          {status.branch.current ?? (status.branch.head ? status.branch.head.slice(0, 9) : 'No branch')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <TextInput
          size="xs"
          m={4}
          aria-label="Find or name a branch"
          placeholder={mayWrite ? 'Find, or name a new one' : 'Find'}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          data-autofocus
          data-testid="git-branch-filter"
        />
        {error && (
          <Text size="xs" c="red" p={8}>
            {messageOf(error)}
          </Text>
        )}
        {!data && !error && <Loading label="Reading the branches" />}
        <ScrollArea.Autosize mah={280}>
          {found.slice(0, MostShown).map((name) => (
            <Menu.Item
              key={name}
              disabled={!mayWrite || name === status.branch.current}
              leftSection={name === status.branch.current ? <IconCheck size={14} /> : <IconGitBranch size={14} />}
              onClick={() => choose(name, false)}
              style={{ overflowWrap: 'anywhere' }}
              data-testid={`git-branch-${name}`}
            >
              {name}
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
        {mayWrite && data && wanted && !names.includes(wanted) && (
          <Menu.Item
            leftSection={<IconPlus size={14} />}
            onClick={() => choose(wanted, true)}
            data-testid="git-branch-create"
          >
            Make {wanted}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
