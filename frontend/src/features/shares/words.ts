/** The composer's remarks and the states of posts, in plain words. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Post, PostState } from '../../api/types';
import type { Tone } from '../../components/ui/badge';

/** What a remark on a post says, and what to do; the ones with figures are made in `issue-words`. */
export const ISSUE_WORDS: Record<string, MessageDescriptor> = {
  'text-missing': msg`Write at least one word of your own`,
  'caption-unedited': msg`This is the suggestion word for word. Make it yours before you share it here.`,
  'near-copy': msg`Others have written almost the same. Say it the way you would.`,
  'alt-missing': msg`The picture has no description for people who cannot see it.`,
  shouting: msg`Many capital letters read as shouting.`,
  'link-only': msg`A link alone says little. Tell why you share it.`,
};

export const ISSUE_ELSE = msg`The network may not take the post as it is. Look it through.`;

export const STATE_BADGES: Record<PostState, { tone: Tone; words: MessageDescriptor }> = {
  draft: { tone: 'plain', words: msg`Draft` },
  in_review: { tone: 'plain', words: msg`Waits for approval` },
  scheduled: { tone: 'plain', words: msg`Planned` },
  due: { tone: 'plain', words: msg`On its way` },
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

/** Why a network said no, by its stable code. */
export const REASON_WORDS: Record<string, MessageDescriptor> = {
  'duplicate-content': msg`The network already has the same words from you.`,
  'text-too-long': msg`The text is too long for the network.`,
  'content-refused': msg`The network does not allow this content.`,
  'picture-refused': msg`The network would not take the picture.`,
  'rate-limited': msg`The network wants a pause between posts.`,
  'account-suspended': msg`The network has closed or paused the account.`,
};
