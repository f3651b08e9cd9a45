/** What each figure is called, what it counts, and where it comes from. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Figure } from '../../api/types';

type Words = { label: MessageDescriptor; meaning: MessageDescriptor };

export const FIGURE_WORDS: Record<string, Words> = {
  clicks: {
    label: msg`Clicks`,
    meaning: msg`Each time someone opened the link in a post. Robots that we recognise are left out.`,
  },
  visitors: {
    label: msg`Visitors`,
    meaning: msg`Different people per day, as well as it can be told without cookies. The same person on two days counts twice.`,
  },
  reactions: {
    label: msg`Reactions`,
    meaning: msg`Likes, comments and reposts, as the network tells them. Networks that tell nothing are not counted as zero.`,
  },
  followers: {
    label: msg`Followers`,
    meaning: msg`How many follow you on the networks that tell it, added up. The same person on two networks counts twice.`,
  },
  posts: { label: msg`Posts`, meaning: msg`Posts that came out on a profile. One share on two profiles is two posts.` },
  shares: { label: msg`Shares`, meaning: msg`Each time someone passed a story on, whatever the number of profiles.` },
  ambassadors: {
    label: msg`In the programme`,
    meaning: msg`People who take part now. Those who only curate or administer are not counted.`,
  },
  active: { label: msg`Active`, meaning: msg`People who have shared at least once in the period.` },
  active_rate: { label: msg`Active rate`, meaning: msg`Active people out of everyone in the programme.` },
};

export const SOURCE_WORDS: Record<Figure['source'], MessageDescriptor> = {
  own_link: msg`from the links in the posts`,
  network: msg`from the networks`,
  fortaler: msg`from Fortaler itself`,
  person: msg`from what people tell`,
};

export const KIND_WORDS: Record<Figure['kind'], MessageDescriptor> = {
  measured: msg`Measured`,
  declared: msg`Told by people`,
  potential: msg`Potential`,
};
