import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { unwrap } from '../../api/problems';
import { profilesQuery } from './queries';

/** Leaves for the network, which sends the person back to where they were. */
const leaveFor = ({ authorize_url: address }: { authorize_url: string }) => location.assign(address);

type Connect = {
  network: string;
  kind?: 'personal' | 'page';
  instance?: string;
  handle?: string;
  return_to: string;
};

export const useConnect = () =>
  useMutation({
    mutationFn: (body: Connect) => unwrap(api.POST('/api/v1/profiles/connect', { body })),
    onSuccess: leaveFor,
  });

export const useRenew = () =>
  useMutation({
    mutationFn: ({ id, returnTo }: { id: string; returnTo: string }) =>
      unwrap(
        api.POST('/api/v1/profiles/{profile_id}/renew', {
          params: { path: { profile_id: id } },
          body: { return_to: returnTo },
        }),
      ),
    onSuccess: leaveFor,
  });

function useProfilesChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: profilesQuery.queryKey });
}

export function useConnectByAppPassword() {
  const changed = useProfilesChanged();
  return useMutation({
    mutationFn: (body: { handle: string; password: string }) =>
      unwrap(api.POST('/api/v1/profiles/app-password', { body: { network: 'bluesky', ...body } })),
    onSuccess: changed,
  });
}

export function useDeclareProfile() {
  const changed = useProfilesChanged();
  return useMutation({
    mutationFn: (body: { network: string; handle: string | null }) =>
      unwrap(api.POST('/api/v1/profiles/declare', { body })),
    onSuccess: changed,
  });
}

export function useDisconnect() {
  const changed = useProfilesChanged();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.DELETE('/api/v1/profiles/{profile_id}', { params: { path: { profile_id: id } } })),
    onSuccess: changed,
  });
}

/** Connects the pages one chose; the others are forgotten. */
export function useChoosePages(choiceId: string) {
  const changed = useProfilesChanged();
  return useMutation({
    mutationFn: (subjects: string[]) =>
      unwrap(
        api.POST('/api/v1/profiles/choices/{choice_id}', {
          params: { path: { choice_id: choiceId } },
          body: { subjects },
        }),
      ),
    onSuccess: changed,
  });
}
