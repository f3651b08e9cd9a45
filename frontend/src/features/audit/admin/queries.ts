import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { unwrap } from '../../../api/problems';

export const eventsQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  queryFn: ({ pageParam }) =>
    unwrap(api.GET('/api/v1/audit', { params: { query: { cursor: pageParam ?? undefined, limit: 50 } } })),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next,
  staleTime: 0,
});
