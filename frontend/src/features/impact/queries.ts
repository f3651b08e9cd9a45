import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { unwrap } from '../../api/problems';

export const impactQuery = (days: number) =>
  queryOptions({
    queryKey: ['impact', days],
    queryFn: () => unwrap(api.GET('/api/v1/impact', { params: { query: { days } } })),
    placeholderData: keepPreviousData,
  });
