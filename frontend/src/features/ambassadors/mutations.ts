import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, once } from '../../api/client';
import { unwrap } from '../../api/problems';
import type { Locale } from '../../api/types';

export type Joining = { name: string; locale: Locale; zone: string; application: string | null };

/** `key` makes pressing twice one membership. */
export const useJoin = (code: string, key: string) =>
  useMutation({
    mutationFn: (body: Joining) =>
      unwrap(
        api.POST('/api/v1/join/{code}', {
          params: { path: { code } },
          body: { ...body, accepts_guidelines: true },
          ...once(key),
        }),
      ),
  });

export function useLeave() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ambassadorId: string) =>
      unwrap(
        api.POST('/api/v1/ambassadors/{ambassador_id}/leave', { params: { path: { ambassador_id: ambassadorId } } }),
      ),
    onSuccess: () => client.invalidateQueries(),
  });
}
