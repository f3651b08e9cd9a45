import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { unwrap } from '../../../api/problems';
import { deliveriesQuery } from './queries';

function useDeliveriesChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: deliveriesQuery.queryKey });
}

/** Without a network: everything of the organisation. */
export function useHold() {
  const changed = useDeliveriesChanged();
  return useMutation({
    mutationFn: (body: { because: string; network: string | null }) =>
      unwrap(api.POST('/api/v1/deliveries/holds', { body })),
    onSettled: changed,
  });
}

export function useRelease(holdId: string) {
  const changed = useDeliveriesChanged();
  return useMutation({
    mutationFn: (sendLate: boolean) =>
      unwrap(
        api.POST('/api/v1/deliveries/holds/{hold_id}/release', {
          params: { path: { hold_id: holdId } },
          body: { send_late: sendLate },
        }),
      ),
    onSettled: changed,
  });
}
