import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, once } from '../../api/client';
import { unwrap } from '../../api/problems';
import type { Post, Share } from '../../api/types';
import type { ShareBody } from './compose';
import { shareQuery } from './queries';

export function useCreateShare() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: ShareBody; key: string }) =>
      unwrap(api.POST('/api/v1/shares', { body, ...once(key) })),
    onSuccess: (share) => {
      client.setQueryData(shareQuery(share.id).queryKey, share);
      void client.invalidateQueries({ queryKey: ['feed'] });
      void client.invalidateQueries({ queryKey: ['stories'] });
      void client.invalidateQueries({ queryKey: ['shares', 'list'] });
    },
  });
}

/** Keeps a picture of one's own; nobody else sees it before it is posted. */
export function useAddPicture(programmeId: string) {
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append('file', file);
      return unwrap(
        api.POST('/api/v1/programmes/{programme_id}/pictures', {
          params: { path: { programme_id: programmeId } },
          // The schema can only say "binary"; the form is sent as it is.
          body: form as never,
          bodySerializer: (body) => body,
        }),
      );
    },
  });
}

const path = (id: string) => ({ params: { path: { post_id: id } } });

export type PostAct =
  | { do: 'cancel' | 'share_now' | 'opened' }
  | { do: 'reschedule'; wall_time: string; zone: string }
  | { do: 'answer'; on_profile: boolean; url: string | null }
  | { do: 'declare'; url: string | null };

function send(id: string, act: PostAct): Promise<Post> {
  switch (act.do) {
    case 'cancel':
      return unwrap(api.POST('/api/v1/posts/{post_id}/cancel', path(id)));
    case 'share_now':
      return unwrap(api.POST('/api/v1/posts/{post_id}/share-now', path(id)));
    case 'opened':
      return unwrap(api.POST('/api/v1/posts/{post_id}/opened', path(id)));
    case 'reschedule': {
      const { wall_time, zone } = act;
      return unwrap(
        api.POST('/api/v1/posts/{post_id}/reschedule', {
          ...path(id),
          body: { when: { kind: 'at', wall_time, zone } },
        }),
      );
    }
    case 'answer': {
      const { on_profile, url } = act;
      return unwrap(api.POST('/api/v1/posts/{post_id}/answer', { ...path(id), body: { on_profile, url } }));
    }
    case 'declare':
      return unwrap(api.POST('/api/v1/posts/{post_id}/declare', { ...path(id), body: { url: act.url } }));
  }
}

/** Gives the posts this time, whatever colleagues do then. */
export const movePosts = (posts: Pick<Post, 'id'>[], wall_time: string, zone: string): Promise<Post[]> =>
  Promise.all(posts.map(({ id }) => send(id, { do: 'reschedule', wall_time, zone })));

/** Everything one can do with a post after it was made; the answer replaces it where it is shown. */
export function useActOnPost(post: Pick<Post, 'id' | 'share_id'>) {
  const client = useQueryClient();
  const share = shareQuery(post.share_id).queryKey;
  return useMutation({
    mutationFn: (act: PostAct) => send(post.id, act),
    onSuccess: (changed) => {
      client.setQueryData(
        share,
        (before: Share | undefined) =>
          before && { ...before, posts: before.posts.map((one) => (one.id === changed.id ? changed : one)) },
      );
      void client.invalidateQueries({ queryKey: ['feed'] });
      void client.invalidateQueries({ queryKey: ['stories'] });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['shares'] }),
  });
}

/** Takes back everything that has not left yet. */
export function useUndoShare(shareId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (postIds: string[]) => Promise.all(postIds.map((id) => send(id, { do: 'cancel' }))),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['shares'] });
      void client.invalidateQueries({ queryKey: ['feed'] });
      return client.invalidateQueries({ queryKey: shareQuery(shareId).queryKey });
    },
  });
}
