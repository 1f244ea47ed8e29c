import { queryOptions, useQuery } from '@tanstack/react-query';
import { keys } from '../api/keys';
import { isActive, listOperations } from '../api/operations';

export const operationsQuery = queryOptions({
  queryKey: keys.operations,
  queryFn: ({ signal }) => listOperations(signal),
});

export const useOperations = () => useQuery(operationsQuery);

export function useOperation(id: string | null) {
  return useQuery({
    ...operationsQuery,
    select: (list) => list.find((operation) => operation.id === id),
    enabled: id !== null,
  }).data;
}

export const useActiveOperations = () =>
  useQuery({ ...operationsQuery, select: (list) => list.filter(isActive) }).data ?? [];
