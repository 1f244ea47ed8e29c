import { queryOptions } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { listMcpCalls, listMcpConnections } from '../api/mcp';

export const connectionsQuery = queryOptions({
  queryKey: keys.mcpConnections,
  queryFn: ({ signal }) => listMcpConnections(signal),
});
export const callsQuery = queryOptions({ queryKey: keys.mcpCalls, queryFn: ({ signal }) => listMcpCalls(signal) });
