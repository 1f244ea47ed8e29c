import { queryOptions } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { listAllTerminals, listTerminals } from '../api/terminals';

export const terminalsQuery = (instanceId: string) =>
  queryOptions({ queryKey: keys.terminals(instanceId), queryFn: ({ signal }) => listTerminals(instanceId, signal) });

export const allTerminalsQuery = queryOptions({
  queryKey: keys.allTerminals,
  queryFn: ({ signal }) => listAllTerminals(signal),
});
