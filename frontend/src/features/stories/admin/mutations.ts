import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, once, unchanged } from '../../../api/client';
import { unwrap } from '../../../api/problems';
import type { Asset, Story } from '../../../api/types';
import { storyQuery } from '../queries';
import type { StoryBody } from './editing';

/** Puts the answer where the story is read, and lets every list ask again. */
function useStoryChanged() {
  const client = useQueryClient();
  return (story: Story) => {
    client.setQueryData(storyQuery(story.id).queryKey, story);
    void client.invalidateQueries({ queryKey: ['stories', 'list'] });
    void client.invalidateQueries({ queryKey: ['feed'] });
    void client.invalidateQueries({ queryKey: ['outcomes'] });
  };
}

export function useReadAddress(programmeId: string) {
  return useMutation({
    mutationFn: (url: string) =>
      unwrap(
        api.POST('/api/v1/programmes/{programme_id}/address', {
          params: { path: { programme_id: programmeId } },
          body: { url },
        }),
      ),
  });
}

/** `key` is the same as long as the same story is sent again, so that trying again makes one. */
export function useCreateStory(programmeId: string) {
  const changed = useStoryChanged();
  return useMutation({
    mutationFn: ({ body, key }: { body: StoryBody; key: string }) =>
      unwrap(
        api.POST('/api/v1/programmes/{programme_id}/stories', {
          params: { path: { programme_id: programmeId } },
          body,
          ...once(key),
        }),
      ),
    onSuccess: changed,
  });
}

export function useUpdateStory(storyId: string) {
  const changed = useStoryChanged();
  return useMutation({
    mutationFn: ({ body, etag }: { body: StoryBody; etag: string }) =>
      unwrap(
        api.PATCH('/api/v1/stories/{story_id}', {
          params: { path: { story_id: storyId } },
          body,
          ...unchanged(etag),
        }),
      ),
    onSuccess: changed,
  });
}

export type Times = { publish_at: string | null; expires_at: string | null };

/** Sets a story live, or its times when it is already. */
export function usePublishStory() {
  const changed = useStoryChanged();
  return useMutation({
    mutationFn: ({ storyId, times }: { storyId: string; times: Times }) =>
      unwrap(api.POST('/api/v1/stories/{story_id}/publish', { params: { path: { story_id: storyId } }, body: times })),
    onSuccess: changed,
  });
}

export function useWithdrawStory(storyId: string) {
  const changed = useStoryChanged();
  return useMutation({
    mutationFn: (reason: string) =>
      unwrap(
        api.POST('/api/v1/stories/{story_id}/withdraw', { params: { path: { story_id: storyId } }, body: { reason } }),
      ),
    onSuccess: changed,
  });
}

export function useUploadPicture(programmeId: string) {
  return useMutation({
    mutationFn: ({ file, alt, rights }: { file: File; alt: string; rights: string }) => {
      const form = new FormData();
      form.append('file', file);
      form.append('alt', alt);
      form.append('rights', rights);
      return unwrap(
        api.POST('/api/v1/programmes/{programme_id}/assets', {
          params: { path: { programme_id: programmeId } },
          // The schema can only say "binary"; the form is sent as it is.
          body: form as never,
          bodySerializer: (body) => body,
        }),
      );
    },
  });
}

export function useUpdatePicture() {
  return useMutation({
    mutationFn: ({ id, alt, rights, focal_x, focal_y }: Asset) =>
      unwrap(
        api.PATCH('/api/v1/assets/{asset_id}', {
          params: { path: { asset_id: id } },
          body: { alt: alt.trim(), rights: rights.trim(), focal_x, focal_y },
        }),
      ),
  });
}
