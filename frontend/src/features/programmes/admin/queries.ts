import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { unwrap } from '../../../api/problems';

export const programmesQuery = queryOptions({
  queryKey: ['programmes', 'list'],
  queryFn: async () => (await unwrap(api.GET('/api/v1/programmes'))).items,
});

export const programmeQuery = (id: string) =>
  queryOptions({
    queryKey: ['programmes', 'one', id],
    queryFn: () => unwrap(api.GET('/api/v1/programmes/{programme_id}', { params: { path: { programme_id: id } } })),
  });

export const kindsQuery = queryOptions({
  queryKey: ['programmes', 'kinds'],
  queryFn: async () => (await unwrap(api.GET('/api/v1/programme-kinds'))).items,
  staleTime: 3_600_000,
});
