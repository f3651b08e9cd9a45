import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { unwrap } from '../../../api/problems';

const LOOK_AGAIN_MS = 10_000;

export const deliveriesQuery = queryOptions({
  queryKey: ['deliveries'],
  queryFn: () => unwrap(api.GET('/api/v1/deliveries')),
  refetchInterval: LOOK_AGAIN_MS,
});
