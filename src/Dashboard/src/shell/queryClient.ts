import { QueryClient } from '@tanstack/react-query';
import { isTransient } from '../api/problem';

/** Nothing is ever fetched again by itself: events keep what is shown up to date, and say when it must be read anew. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      refetchOnMount: true,
      retry: (failures, error) => failures < 2 && isTransient(error),
      retryDelay: (attempt) => 500 * 2 ** attempt,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
