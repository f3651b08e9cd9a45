import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { unwrap } from '../../api/problems';
import type { Share } from '../../api/types';
import type { CheckBody } from './compose';
import { type Checked, frameOf } from './frame';
import { isMoving } from './states';

export const checkQuery = (body: CheckBody) =>
  queryOptions({
    queryKey: ['shares', 'check', body],
    queryFn: async (): Promise<Checked[]> => {
      const { posts } = await unwrap(api.POST('/api/v1/shares/check', { body }));
      const words = new Map(body.posts.map((post) => [post.profile_id, post.text]));
      return posts.map((check) => ({ check, frame: frameOf(check, words.get(check.profile_id) ?? '') }));
    },
    staleTime: 30_000,
    gcTime: 60_000,
  });

const FAST_MS = 1_000;
const SLOW_MS = 15_000;

/** How soon to look again: every second while posts are on their way, now and then while something may still happen. */
export function nextLook(share: Share | undefined, now: Date): number | false {
  if (!share) return false;
  if (share.posts.some((post) => isMoving(post, now))) return FAST_MS;
  return share.posts.some((post) => ['retry_wait', 'unknown', 'published', 'held'].includes(post.state))
    ? SLOW_MS
    : false;
}

export const shareQuery = (shareId: string) =>
  queryOptions({
    queryKey: ['shares', 'one', shareId],
    queryFn: () => unwrap(api.GET('/api/v1/shares/{share_id}', { params: { path: { share_id: shareId } } })),
    refetchInterval: ({ state }) => nextLook(state.data, new Date()),
  });

export const sharesQuery = (view: 'planned' | 'recent') =>
  queryOptions({
    queryKey: ['shares', 'list', view],
    queryFn: () => unwrap(api.GET('/api/v1/shares', { params: { query: { view, limit: 100 } } })),
  });
