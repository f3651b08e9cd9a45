import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { unwrap } from '../../api/problems';
import type { Locale, Session } from '../../api/types';
import { forgetPersonalReads } from '../../lib/service-worker';
import { openSessionsQuery, sessionQuery } from './queries';

export type SignIn =
  | { way: 'email'; email: string; code: string }
  | { way: 'printed'; code: string }
  | { way: 'link'; token: string };

/** Forgets what was read as someone else, and takes the new session as it came. */
export function useTakeSession() {
  const client = useQueryClient();
  return async (session: Session) => {
    await forgetPersonalReads();
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
    client.setQueryData(sessionQuery.queryKey, session);
  };
}

export const useSendCode = () =>
  useMutation({ mutationFn: (email: string) => unwrap(api.POST('/api/v1/session/codes', { body: { email } })) });

export function useSignIn() {
  const take = useTakeSession();
  return useMutation({
    mutationFn: (body: SignIn) => unwrap(api.POST('/api/v1/session', { body })),
    onSuccess: take,
  });
}

export function useSignOut() {
  const client = useQueryClient();
  const take = useTakeSession();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/session')),
    onSuccess: async () => {
      const session = client.getQueryData(sessionQuery.queryKey);
      if (session) await take({ ...session, person: null, memberships: [] });
    },
  });
}

export function useUpdateMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { name?: string; locale?: Locale; zone?: string }) => unwrap(api.PATCH('/api/v1/me', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}

export function usePrintCode() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/me/printed-code')),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}

export const useAddEmail = () =>
  useMutation({ mutationFn: (email: string) => unwrap(api.POST('/api/v1/me/email', { body: { email } })) });

export function useConfirmEmail() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => unwrap(api.POST('/api/v1/me/email/confirm', { body: { code } })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(api.DELETE('/api/v1/sessions/{session_id}', { params: { path: { session_id: id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: openSessionsQuery.queryKey }),
  });
}
