import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../api/client';
import { unwrap } from '../../../api/problems';
import type { AppEntry } from '../../../api/types';
import { appsQuery } from './queries';

const at = (network: string) => ({ params: { path: { network } } });

/** What is registered decides by which ways everybody connects. */
function useAppsChanged() {
  const client = useQueryClient();
  return () =>
    Promise.all([appsQuery.queryKey, ['networks']].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export function useRegisterApp(network: string) {
  const changed = useAppsChanged();
  return useMutation({
    mutationFn: (body: AppEntry) => unwrap(api.PUT('/api/v1/apps/{network}', { ...at(network), body })),
    onSuccess: changed,
  });
}

export function useTestApp(network: string) {
  const changed = useAppsChanged();
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/apps/{network}/test', at(network))),
    onSuccess: changed,
  });
}

export function useRemoveApp(network: string) {
  const changed = useAppsChanged();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/apps/{network}', at(network))),
    onSuccess: changed,
  });
}
