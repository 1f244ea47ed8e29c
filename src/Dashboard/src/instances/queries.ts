import { queryOptions } from '@tanstack/react-query';
import { getInstance, listImages, listInstances, listTrash } from '../api/instances';
import { keys } from '../api/keys';
import { listNodes } from '../api/nodes';

export const instancesQuery = (scope: 'all' | 'mine') =>
  queryOptions({ queryKey: keys.instances(scope), queryFn: ({ signal }) => listInstances(scope === 'all', signal) });

/** Becomes null when the instance is deleted while it is looked at. */
export const instanceQuery = (id: string) =>
  queryOptions({ queryKey: keys.instance(id), queryFn: ({ signal }) => getInstance(id, signal) });

export const trashQuery = (all: boolean) =>
  queryOptions({ queryKey: [...keys.trash, all], queryFn: ({ signal }) => listTrash(all, signal), staleTime: 0 });

export const imagesQuery = queryOptions({ queryKey: keys.images, queryFn: ({ signal }) => listImages(signal) });
export const nodesQuery = queryOptions({ queryKey: keys.nodes, queryFn: ({ signal }) => listNodes(signal) });
