import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, once, unchanged } from '../../../api/client';
import { unwrap } from '../../../api/problems';
import type { Ambassador, Locale, Role } from '../../../api/types';

/** Lists of people, the tags they carry, and what waits on the first screen ask again. */
function usePeopleChanged() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [['ambassadors'], ['tags'], ['outcomes'], ['session']].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
}

export function useAccept() {
  const changed = usePeopleChanged();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.POST('/api/v1/ambassadors/{ambassador_id}/accept', { params: { path: { ambassador_id: id } } })),
    onSettled: changed,
  });
}

export function useDecline() {
  const changed = usePeopleChanged();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      unwrap(
        api.POST('/api/v1/ambassadors/{ambassador_id}/decline', {
          params: { path: { ambassador_id: id } },
          body: { reason },
        }),
      ),
    onSettled: changed,
  });
}

/** Takes someone out of the feed for a while, or lets them back in. */
export function usePause() {
  const changed = usePeopleChanged();
  return useMutation({
    mutationFn: ({ id, paused }: { id: string; paused: boolean }) =>
      unwrap(
        api.POST(paused ? '/api/v1/ambassadors/{ambassador_id}/pause' : '/api/v1/ambassadors/{ambassador_id}/resume', {
          params: { path: { ambassador_id: id } },
        }),
      ),
    onSettled: changed,
  });
}

export type PersonChanges = { roles: Role[]; tags: string[]; languages: Locale[] };

/** Refused when someone else changed the person since they were read; the lists then ask again, so that the next try can win. */
export function useUpdatePerson(person: Ambassador) {
  const changed = usePeopleChanged();
  return useMutation({
    mutationFn: (body: PersonChanges) =>
      unwrap(
        api.PATCH('/api/v1/ambassadors/{ambassador_id}', {
          params: { path: { ambassador_id: person.id } },
          body,
          ...unchanged(person.etag),
        }),
      ),
    onSettled: changed,
  });
}

export type NewInvitation = { label: string; role: Role; cap: number | null; expires_at: string | null };

function useInvitationsChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['invitations'] });
}

export function useCreateInvitation(programmeId: string, key: string) {
  const changed = useInvitationsChanged();
  return useMutation({
    mutationFn: (body: NewInvitation) =>
      unwrap(
        api.POST('/api/v1/programmes/{programme_id}/invitations', {
          params: { path: { programme_id: programmeId } },
          body,
          ...once(key),
        }),
      ),
    onSuccess: changed,
  });
}

export function useRevoke() {
  const changed = useInvitationsChanged();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.POST('/api/v1/invitations/{invitation_id}/revoke', { params: { path: { invitation_id: id } } })),
    onSettled: changed,
  });
}
