import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { unwrap } from '../../../api/problems';
import type { Ambassador, Role } from '../../../api/types';

export type PeopleFilter = { state?: Ambassador['state']; role?: Role; q?: string };

export const peopleQuery = (programmeId: string, filter: PeopleFilter) =>
  infiniteQueryOptions({
    queryKey: ['ambassadors', programmeId, filter],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/programmes/{programme_id}/ambassadors', {
          params: {
            path: { programme_id: programmeId },
            query: { ...filter, cursor: pageParam ?? undefined, limit: 50 },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });

export const tagsQuery = (programmeId: string) =>
  queryOptions({
    queryKey: ['tags', programmeId],
    queryFn: async () =>
      (
        await unwrap(
          api.GET('/api/v1/programmes/{programme_id}/tags', { params: { path: { programme_id: programmeId } } }),
        )
      ).tags,
  });

export const invitationsQuery = (programmeId: string) =>
  queryOptions({
    queryKey: ['invitations', 'list', programmeId],
    queryFn: async () =>
      (
        await unwrap(
          api.GET('/api/v1/programmes/{programme_id}/invitations', { params: { path: { programme_id: programmeId } } }),
        )
      ).items,
  });

export const invitationQuery = (invitationId: string) =>
  queryOptions({
    queryKey: ['invitations', 'one', invitationId],
    queryFn: () =>
      unwrap(api.GET('/api/v1/invitations/{invitation_id}', { params: { path: { invitation_id: invitationId } } })),
  });
