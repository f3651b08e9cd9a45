import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from '../api/problems';
import { sessionQuery } from '../features/people/queries';

/** Asks the server only about its own troubles again; a refusal stays a refusal. */
const shouldRetry = (count: number, error: unknown) => count < 2 && (!isProblem(error) || error.status >= 500);

export function createQueryClient(): QueryClient {
  const noticeSignOut = (error: unknown) => {
    if (isProblem(error) && error.status === 401) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noticeSignOut }),
    mutationCache: new MutationCache({ onError: noticeSignOut }),
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 10_000, networkMode: 'offlineFirst' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}
