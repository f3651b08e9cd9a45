/** The composer's remarks and the states of posts, in plain words. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Attempt, Post, PostState } from '../../api/types';
import type { Tone } from '../../components/ui/badge';

export const STATE_BADGES: Record<PostState, { tone: Tone; words: MessageDescriptor }> = {
  draft: { tone: 'plain', words: msg`Draft` },
  in_review: { tone: 'plain', words: msg`Waits for approval` },
  scheduled: { tone: 'plain', words: msg`Planned` },
  claimed: { tone: 'plain', words: msg`On its way` },
  sending: { tone: 'plain', words: msg`On its way` },
  published: { tone: 'good', words: msg`Shared` },
  retry_wait: { tone: 'warn', words: msg`Tries again` },
  needs_reconnect: { tone: 'bad', words: msg`Waits for you` },
  refused: { tone: 'bad', words: msg`Not shared` },
  unknown: { tone: 'warn', words: msg`Being checked` },
  ask_person: { tone: 'warn', words: msg`Waits for you` },
  cancelled: { tone: 'plain', words: msg`Cancelled` },
  withdrawn: { tone: 'plain', words: msg`Story withdrawn` },
  missed: { tone: 'warn', words: msg`Not sent` },
  held: { tone: 'warn', words: msg`On hold` },
  prepared: { tone: 'warn', words: msg`Ready for you` },
  opened: { tone: 'warn', words: msg`Waits for you` },
  declared: { tone: 'good', words: msg`Shared` },
};

export const EVIDENCE_WORDS: Record<NonNullable<Post['evidence']>, MessageDescriptor> = {
  confirmed: msg`The network confirms that it is there.`,
  link: msg`You gave the address of the post.`,
  clicks: msg`People have clicked on its link.`,
  declared: msg`You said that it is shared.`,
  opened: msg`You opened the network; we do not know if it was shared.`,
};

/** Why a post is in its state, by the stable code of the reason. */
export const REASON_WORDS: Record<string, MessageDescriptor> = {
  'rate-limited': msg`The network wants a pause between posts.`,
  'network-unreachable': msg`The network does not answer right now.`,
  'network-paused': msg`The network has closed its door to Fortaler for a while.`,
  'answer-lost': msg`The network’s answer was lost on the way.`,
  'connection-lost': msg`The connection to the profile has ended.`,
  'permission-missing': msg`The profile does not allow us to post any more.`,
  'budget-spent': msg`The network takes no more for now. The post goes out when it does again.`,
  'network-resting': msg`The network has had trouble. We let it rest for a while before we try again.`,
  stopped: msg`Those who run the programme have stopped posts for now.`,
  restored: msg`Fortaler was brought back from a backup, and first makes sure of what is out already.`,
  'membership-paused': msg`You are paused in the programme.`,
  'duplicate-content': msg`The network already has the same words from you.`,
  'content-refused': msg`The network does not allow this content.`,
  'picture-refused': msg`The network would not take the picture.`,
  'against-the-rules': msg`It is against the network’s rules.`,
  'server-gone': msg`The server that the profile was on is gone.`,
  'our-fault': msg`Something in Fortaler went wrong, not you and not the network.`,
  'consent-withdrawn': msg`You took back your yes.`,
  'membership-ended': msg`You are no longer in the programme.`,
  'programme-ended': msg`The programme is over.`,
  'profile-disconnected': msg`The profile has been removed.`,
  'already-shared': msg`The same story is already out on this profile.`,
  'found-twice': msg`It is there twice. Look at your profile, and delete the newer one if you like.`,
  'not-found': msg`We have looked three times, and it is not there.`,
  'not-readable': msg`The network does not let us look on your profile.`,
  'too-late': msg`It could not be sent in time.`,
  'story-withdrawn': msg`The story was taken back.`,
};

/** Which of those reasons a failed try had, by the kind of its error. */
const REASON_OF_ERROR: Record<string, string> = {
  transient: 'network-unreachable',
  rate: 'rate-limited',
  reauth: 'connection-lost',
  scope: 'permission-missing',
  content: 'content-refused',
  media: 'picture-refused',
  duplicate: 'duplicate-content',
  policy: 'against-the-rules',
  quota_billing: 'network-paused',
  config: 'network-paused',
  gone: 'server-gone',
  uncertain: 'answer-lost',
};

/** What went wrong with a try, where we have words for it. */
export const errorWords = ({ error_kind: kind }: Pick<Attempt, 'error_kind'>): MessageDescriptor | undefined =>
  REASON_WORDS[REASON_OF_ERROR[kind ?? ''] ?? ''];
