/** What a post's state means to the person: is it moving, does it wait for them, is it over. */
import type { Post, PostState } from '../../api/types';

const ON_ITS_WAY = new Set<PostState>(['claimed', 'sending']);
const SOON_MS = 30_000;

/** Something will happen within seconds. */
export function isMoving(post: Pick<Post, 'state' | 'due_at'>, now: Date): boolean {
  if (ON_ITS_WAY.has(post.state)) return true;
  return post.state === 'scheduled' && Date.parse(post.due_at) - now.getTime() < SOON_MS;
}

const WAITS_FOR_PERSON = new Set<PostState>(['ask_person', 'needs_reconnect', 'missed', 'prepared', 'opened']);

/** The person has something to do. */
export const waitsForPerson = (post: Pick<Post, 'state'>): boolean => WAITS_FOR_PERSON.has(post.state);

const COMING = new Set<PostState>([
  'draft',
  'in_review',
  'scheduled',
  'claimed',
  'sending',
  'retry_wait',
  'held',
  'unknown',
]);

/** It has not come out yet, and may. */
export const isComing = (post: Pick<Post, 'state'>): boolean => COMING.has(post.state);

export const isOut = (post: Pick<Post, 'state'>): boolean => post.state === 'published' || post.state === 'declared';

const WAITS_ON_PROFILE = new Set<PostState>([
  'draft',
  'in_review',
  'scheduled',
  'claimed',
  'retry_wait',
  'needs_reconnect',
  'missed',
  'held',
  'prepared',
]);

/** It is cancelled when its profile is removed. */
export const waitsOnProfile = (post: Pick<Post, 'state'>): boolean => WAITS_ON_PROFILE.has(post.state);
