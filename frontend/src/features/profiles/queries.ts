import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { unwrap } from '../../api/problems';

export const networksQuery = queryOptions({
  queryKey: ['networks'],
  queryFn: () => unwrap(api.GET('/api/v1/networks')),
  staleTime: 3_600_000,
  select: ({ items }) => items,
});

export const profilesQuery = queryOptions({
  queryKey: ['profiles'],
  queryFn: () => unwrap(api.GET('/api/v1/profiles')),
  select: ({ items }) => items,
});

/** The pages that a consent opened, for the ten minutes in which one chooses. */
export const choiceQuery = (choiceId: string) =>
  queryOptions({
    // Not under 'profiles': once chosen it is gone, and must not be asked for again.
    queryKey: ['choice', choiceId],
    queryFn: () =>
      unwrap(api.GET('/api/v1/profiles/choices/{choice_id}', { params: { path: { choice_id: choiceId } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
