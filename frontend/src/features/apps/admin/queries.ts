import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { unwrap } from '../../../api/problems';

export const appsQuery = queryOptions({
  queryKey: ['apps'],
  queryFn: async () => (await unwrap(api.GET('/api/v1/apps'))).items,
});
