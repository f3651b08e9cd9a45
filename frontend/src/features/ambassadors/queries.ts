import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { unwrap } from '../../api/problems';

export const joinQuery = (code: string) =>
  queryOptions({
    queryKey: ['join', code],
    queryFn: () => unwrap(api.GET('/api/v1/join/{code}', { params: { path: { code } } })),
    retry: false,
  });
