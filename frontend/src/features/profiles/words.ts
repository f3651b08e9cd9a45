/** How profiles and what may be done with them are spoken of. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Profile } from '../../api/types';
import type { Tone } from '../../components/ui/badge';

export const PROFILE_STATES: Record<Profile['state'], { tone: Tone; words: MessageDescriptor }> = {
  connected: { tone: 'good', words: msg`Connected` },
  expiring: { tone: 'warn', words: msg`Runs out soon` },
  needs_reconnect: { tone: 'bad', words: msg`Must be connected again` },
  revoked: { tone: 'bad', words: msg`Access was taken back` },
  declared: { tone: 'plain', words: msg`You post yourself` },
};

/** What went wrong at the network, when it sent the person back without a connection. */
export const RETURN_PROBLEMS: Record<string, MessageDescriptor> = {
  'consent-refused': msg`You said no at the network, so nothing was connected.`,
  'consent-expired': msg`It took too long, and the network forgot that you were coming. Try once more.`,
  'network-unreachable': msg`The network did not answer. Nothing was connected; try again in a moment.`,
  'no-pages': msg`The account looks after no page, or you did not let us see one. Nothing was connected.`,
  'app-missing': msg`Your organisation has not opened for that network yet. Ask the person who runs the programme.`,
  'account-differs': msg`That was another account than the one you wanted to renew.`,
};

export const RETURN_PROBLEM_ELSE = msg`The network did not let us connect. Nothing was changed; try once more.`;

/** The numbers that networks give of a post, as they are named in a sentence. */
export const METRIC_WORDS: Record<string, MessageDescriptor> = {
  likes: msg`likes`,
  comments: msg`comments`,
  reposts: msg`reposts`,
  quotes: msg`quotes`,
  saves: msg`times it was saved`,
  impressions: msg`times it was shown`,
  reach: msg`people who saw it`,
  views: msg`views`,
  clicks: msg`clicks on it`,
  profile_clicks: msg`visits to your profile from it`,
  video_views: msg`times the video was played`,
};
