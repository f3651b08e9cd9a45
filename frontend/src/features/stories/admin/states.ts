import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { StoryState } from '../../../api/types';
import type { Tone } from '../../../components/ui/badge';

export const STORY_STATES: Record<StoryState, { tone: Tone; words: MessageDescriptor }> = {
  draft: { tone: 'plain', words: msg`Draft` },
  in_review: { tone: 'warn', words: msg`To be read` },
  scheduled: { tone: 'plain', words: msg`Scheduled` },
  live: { tone: 'good', words: msg`Live` },
  expired: { tone: 'plain', words: msg`Ended` },
  withdrawn: { tone: 'bad', words: msg`Withdrawn` },
};
