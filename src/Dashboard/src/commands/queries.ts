import { queryOptions } from '@tanstack/react-query';
import { getCloudStatus, getConfiguration, getNamedLog } from '../api/commands';

/** Asked of the node itself, so not more often than somebody looks. */
export const cloudStatusQuery = (id: string) =>
  queryOptions({
    queryKey: ['cloud-status', id],
    queryFn: ({ signal }) => getCloudStatus(id, signal),
    staleTime: 60_000,
    retry: false,
  });

export const configurationQuery = (id: string) =>
  queryOptions({ queryKey: ['configuration', id], queryFn: () => getConfiguration(id), staleTime: 0 });

export const namedLogQuery = (id: string, name: string, lines: number) =>
  queryOptions({ queryKey: ['named-log', id, name, lines], queryFn: () => getNamedLog(id, name, lines), staleTime: 0 });
