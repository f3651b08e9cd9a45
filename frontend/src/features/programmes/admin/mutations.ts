import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, once, unchanged } from '../../../api/client';
import { unwrap } from '../../../api/problems';
import type { Programme } from '../../../api/types';
import { programmeQuery } from './queries';
import type { ProgrammeChanges } from './settings';

/** Its name stands in the session and in every list. */
function useProgrammeChanged() {
  const client = useQueryClient();
  return async (programme: Programme) => {
    client.setQueryData(programmeQuery(programme.id).queryKey, programme);
    await Promise.all(
      [['programmes', 'list'], ['session'], ['feed']].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  };
}

export type NewProgramme = Pick<Programme, 'kind' | 'name' | 'purpose'>;

export function useCreateProgramme(key: string) {
  const changed = useProgrammeChanged();
  return useMutation({
    mutationFn: (body: NewProgramme) => unwrap(api.POST('/api/v1/programmes', { body, ...once(key) })),
    onSuccess: changed,
  });
}

export function useUpdateProgramme(id: string) {
  const changed = useProgrammeChanged();
  return useMutation({
    mutationFn: ({ body, etag }: { body: ProgrammeChanges; etag: string }) =>
      unwrap(
        api.PATCH('/api/v1/programmes/{programme_id}', {
          params: { path: { programme_id: id } },
          body,
          ...unchanged(etag),
        }),
      ),
    onSuccess: changed,
  });
}
