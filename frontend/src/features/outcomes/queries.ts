import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { unwrap } from '../../api/problems';

export const outcomesQuery = (programmeId: string, days: number) =>
  queryOptions({
    queryKey: ['outcomes', programmeId, days],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/programmes/{programme_id}/outcomes', {
          params: { path: { programme_id: programmeId }, query: { days } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
