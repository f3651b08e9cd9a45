import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { unwrap } from '../../api/problems';
import type { Audience, StoryState } from '../../api/types';

export const storyQuery = (storyId: string) =>
  queryOptions({
    queryKey: ['stories', 'one', storyId],
    queryFn: () => unwrap(api.GET('/api/v1/stories/{story_id}', { params: { path: { story_id: storyId } } })),
  });

export const storiesQuery = (programmeId: string, state: StoryState | null) =>
  infiniteQueryOptions({
    queryKey: ['stories', 'list', programmeId, state],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/programmes/{programme_id}/stories', {
          params: {
            path: { programme_id: programmeId },
            query: { state: state ?? undefined, cursor: pageParam ?? undefined, limit: 50 },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

export const audienceQuery = (programmeId: string, audience: Audience) =>
  queryOptions({
    queryKey: ['stories', 'audience', programmeId, audience],
    queryFn: () =>
      unwrap(
        api.POST('/api/v1/programmes/{programme_id}/audience', {
          params: { path: { programme_id: programmeId } },
          body: audience,
        }),
      ),
    placeholderData: (before) => before,
  });
