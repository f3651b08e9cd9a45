import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { unwrap } from '../../api/problems';

export function useMarkSeen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (storyId: string) =>
      unwrap(api.POST('/api/v1/stories/{story_id}/seen', { params: { path: { story_id: storyId } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['feed'] }),
  });
}
