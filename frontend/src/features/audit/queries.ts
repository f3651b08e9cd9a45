import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { unwrap } from '../../api/problems';

const PAGE = 5;

/** What was done with, or seen of, what the organisation knows about the person themselves. */
export const aboutMyDataQuery = infiniteQueryOptions({
  queryKey: ['audit', 'mine'],
  queryFn: ({ pageParam }) =>
    unwrap(api.GET('/api/v1/me/audit', { params: { query: { limit: PAGE, cursor: pageParam ?? undefined } } })),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next,
});
