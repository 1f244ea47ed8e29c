import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { callsQuery } from './queries';

/** How many calls of programs wait, beside the name of their page. */
export function WaitingBadge() {
  const { data } = useQuery(callsQuery);
  const count = data?.filter(({ state }) => state === 'waiting').length ?? 0;
  return count > 0 ? (
    <Badge size="sm" color="orange" ml="auto" aria-label={`${count} waiting`} data-testid="mcp-badge">
      {count}
    </Badge>
  ) : null;
}
