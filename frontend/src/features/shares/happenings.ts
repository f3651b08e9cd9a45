/** What has become of a post, step by step, as far as anybody knows. Pure. */
import type { Attempt, Post, PostState } from '../../api/types';

export type Happening =
  | { kind: 'confirmed'; at: string }
  | { kind: 'not-taken'; at: null; times: number }
  | { kind: 'attempt'; at: string; attempt: Attempt }
  | { kind: 'looked'; at: null; times: number }
  | { kind: 'end'; at: string | null };

/** States in which something is still to come: the last line says what. */
const OPEN = new Set<PostState>([
  'draft',
  'in_review',
  'scheduled',
  'claimed',
  'sending',
  'retry_wait',
  'needs_reconnect',
  'unknown',
  'ask_person',
  'missed',
  'held',
  'prepared',
  'opened',
]);

export const isOpen = (post: Pick<Post, 'state'>): boolean => OPEN.has(post.state);

/** What happened, oldest first; the last line is how it stands, and what comes of that. `confirmedAt` is when its author
 *  said yes to the words. */
export function happenings(post: Post, confirmedAt: string): Happening[] {
  const untaken = post.tries - post.attempts.filter(({ outcome }) => outcome === 'not_sent').length;
  const lines: Happening[] = [{ kind: 'confirmed', at: confirmedAt }];
  if (untaken > 0) lines.push({ kind: 'not-taken', at: null, times: untaken });
  for (const attempt of post.attempts) lines.push({ kind: 'attempt', at: attempt.started_at, attempt });
  if (post.looks > 0) lines.push({ kind: 'looked', at: null, times: post.looks });
  lines.push({ kind: 'end', at: post.published_at });
  return lines;
}

const AS_PLANNED = new Set<PostState>(['draft', 'in_review', 'scheduled', 'prepared']);

/** Something has happened that the plan does not tell. */
export const hasHistory = (post: Pick<Post, 'state' | 'tries' | 'attempts'>): boolean =>
  post.attempts.length > 0 || post.tries > 0 || !AS_PLANNED.has(post.state);

const TROUBLED = new Set<PostState>([
  'retry_wait',
  'needs_reconnect',
  'refused',
  'unknown',
  'ask_person',
  'missed',
  'held',
]);

/** It went otherwise than its author was told when they shared. */
export const isTroubled = (post: Pick<Post, 'state'>): boolean => TROUBLED.has(post.state);
